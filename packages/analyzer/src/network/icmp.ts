/** ICMP of both versions. An error quotes the beginning of the packet that caused it, which is no traffic: that packet was captured itself, or elsewhere. */

import { startsLikeSip } from '@sipscope/parser';
import type { Packet } from '../capture/packet.ts';
import type { Datagram } from './datagram.ts';
import type { LayerCursor } from './layer.ts';
import { SKIPPED, SKIPPED_OTHER } from './skipped-packets.ts';

/** An error about a packet that began a SIP message. */
export type IcmpError = {
  readonly packet: Packet;
  readonly version: 4 | 6;
  readonly type: number;
  readonly code: number;
  /** Who sent the packet, to whom, and as much of the message as is quoted. */
  readonly quoted: Datagram;
};

const ICMP = 1;
const ICMPV6 = 58;
/** Destination unreachable, source quench, redirect, time exceeded, parameter problem. RFC 792, RFC 4443 §2.1. */
const errorTypes = new Set([3, 4, 5, 11, 12]);
const v6ErrorTypesAtMost = 127;
/** Type (1) code (1) checksum (2) and four bytes of the type's own. */
const HEADER_BYTES = 8;
const TCP = 6;
const UDP = 17;

export function icmp(cursor: LayerCursor): undefined {
  return readError(cursor, 4, cursor.left >= HEADER_BYTES && errorTypes.has(cursor.uint8(cursor.at)));
}

export function icmpv6(cursor: LayerCursor): undefined {
  return readError(cursor, 6, cursor.left >= HEADER_BYTES && cursor.uint8(cursor.at) <= v6ErrorTypesAtMost);
}

function readError(cursor: LayerCursor, version: 4 | 6, isError: boolean): undefined {
  if (isError) {
    const { at, packet } = cursor;
    const type = cursor.uint8(at);
    const code = cursor.uint8(at + 1);
    cursor.at += HEADER_BYTES;
    const quoted = quotedSip(cursor);
    if (quoted !== undefined) {
      cursor.icmpError = { packet, version, type, code, quoted };
      return cursor.skip(SKIPPED.other, SKIPPED_OTHER.icmpQuotingSip);
    }
  }
  return cursor.skip(SKIPPED.ipProtocol, version === 4 ? ICMP : ICMPV6);
}

/** The lengths of what is quoted speak of the packet, not of the quote. */
function quotedSip(cursor: LayerCursor): Datagram | undefined {
  const { at, left } = cursor;
  const version = left === 0 ? 0 : cursor.uint8(at) >> 4;
  const headerBytes = version === 6 ? 40 : (cursor.uint8(at) & 0x0f) * 4;
  if ((version !== 4 && version !== 6) || headerBytes < 20 || left < headerBytes + 8) return undefined;
  const isFurtherFragment = version === 4 && (cursor.uint16(at + 6) & 0x1fff) !== 0;
  const protocol = cursor.uint8(at + (version === 6 ? 6 : 9));
  if (isFurtherFragment || (protocol !== UDP && protocol !== TCP)) return undefined;
  cursor.addressLength = version === 6 ? 16 : 4;
  cursor.sourceAt = at + (version === 6 ? 8 : 12);
  cursor.destinationAt = cursor.sourceAt + cursor.addressLength;
  cursor.ipId = version === 6 ? -1 : cursor.uint16(at + 4);
  cursor.at = at + headerBytes;
  const payloadBytes = protocol === UDP ? 8 : cursor.left < 13 ? cursor.left : (cursor.uint8(cursor.at + 12) >> 4) * 4;
  const start = Math.min(cursor.at + payloadBytes, cursor.end);
  if (!startsLikeSip(cursor.bytes, start, cursor.end)) return undefined;
  return cursor.makeDatagram(protocol === UDP ? 'UDP' : 'TCP', start, cursor.end, cursor.slicedBytes);
}
