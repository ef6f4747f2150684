import type { LayerCursor, LayerName } from './layer.ts';
import { SKIPPED } from './skipped-packets.ts';

/** What IP carries, by its protocol number: IANA "Assigned Internet Protocol Numbers". */
export const layerByIpProtocol: ReadonlyMap<number, LayerName> = new Map<number, LayerName>([
  [1, 'icmp'],
  [4, 'ipv4'],
  [6, 'tcp'],
  [17, 'udp'],
  [41, 'ipv6'],
  [47, 'gre'],
  [50, 'esp'],
  [51, 'authentication'],
  [58, 'icmpv6'],
  [94, 'ipv4'],
  [97, 'etherIp'],
  [115, 'l2tpOverIp'],
  [132, 'sctp'],
  [137, 'mpls'],
  [143, 'ethernet'],
]);

/** The layer of a protocol number; a packet with one that we do not read is counted and ends. */
export function layerOfIpProtocol(cursor: LayerCursor, protocol: number): LayerName | undefined {
  return layerByIpProtocol.get(protocol) ?? cursor.skip(SKIPPED.ipProtocol, protocol);
}
