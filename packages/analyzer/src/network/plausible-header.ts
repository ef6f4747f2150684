/** Whether bytes look like a header, where nothing before them says that they are one. */

import { layerByEtherType, LOWEST_ETHER_TYPE } from './ether-type.ts';
import { layerByIpProtocol } from './ip-protocol.ts';
import type { LayerCursor } from './layer.ts';

const ETHERNET_BYTES = 14;
const ARP = 0x0806;
const IPV4 = 0x0800;
const IPV6 = 0x86dd;

/** IP of either version whose lengths fit into what was sent. */
export function isPlausibleIp(cursor: LayerCursor, at: number): boolean {
  if (at >= cursor.end) return false;
  const versionAndLength = cursor.uint8(at);
  if (versionAndLength >> 4 === 6) {
    return at + 40 <= cursor.end && at + 40 + cursor.uint16(at + 4) <= cursor.sentEnd;
  }
  const headerBytes = (versionAndLength & 0x0f) * 4;
  if (versionAndLength >> 4 !== 4 || headerBytes < 20 || at + headerBytes > cursor.end) return false;
  const totalLength = cursor.uint16(at + 2);
  // A large send has no length yet; then the rest must make sense.
  if (totalLength === 0) return cursor.uint8(at + 8) !== 0 && layerByIpProtocol.has(cursor.uint8(at + 9));
  return totalLength >= headerBytes && at + totalLength <= cursor.sentEnd;
}

/** An Ethernet header whose type is one we read, or ARP. */
export function isPlausibleEthernet(cursor: LayerCursor, at: number): boolean {
  const payloadAt = at + ETHERNET_BYTES;
  if (payloadAt + 2 > cursor.end) return false;
  const type = cursor.uint16(payloadAt - 2);
  if (type === IPV4) return cursor.uint8(payloadAt) >> 4 === 4 && isPlausibleIp(cursor, payloadAt);
  if (type === IPV6) return cursor.uint8(payloadAt) >> 4 === 6 && isPlausibleIp(cursor, payloadAt);
  if (type === ARP) return cursor.uint16(payloadAt) === 1;
  if (type >= LOWEST_ETHER_TYPE) return layerByEtherType.has(type);
  const isLinkControl = cursor.uint16(payloadAt) === 0xaaaa || cursor.uint16(payloadAt) === 0x4242;
  return isLinkControl && payloadAt + type <= cursor.sentEnd;
}
