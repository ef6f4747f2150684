import { layerByIpProtocol } from './ip-protocol.ts';
import type { LayerCursor, LayerName } from './layer.ts';
import { isPlausibleIp } from './plausible-header.ts';
import { SKIPPED, SKIPPED_OTHER } from './skipped-packets.ts';

const HEADER_BYTES = 8;
/** Check values: of 96 bits, which IMS uses (TS 33.203 §6.3), of 128, none, of 64, 160, 192 and 256 bits. */
const checkValueBytes = [12, 16, 0, 8, 20, 24, 32];
/** Padding up to 16 bytes, its length, the next header, and the longest check value. */
const TRAILER_BYTES_AT_MOST = 16 + 2 + 32;
/** TCP, UDP, SCTP, both IPs, ICMP of both: what null encryption is used for. */
const nextHeaders = new Set([1, 4, 6, 17, 41, 58, 132]);

/**
 *     index (4) sequence number (4) payload, padding 1 2 3 …, its length (1) next header (1) check value
 *
 * RFC 4303 §2. Nothing in the packet says whether it is encrypted: with the null cipher (RFC 2410), which IMS uses between phone and proxy, trailer
 * and inner header make sense.
 */
export function esp(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < HEADER_BYTES) return cursor.report('net-ip', 'A packet ends inside an ESP header.');
  const start = cursor.at + HEADER_BYTES;
  const layer = cursor.end < cursor.sentEnd ? layerOfCut(cursor, start) : layerOfWhole(cursor, start);
  if (layer !== undefined) return layer;
  return cursor.skip(SKIPPED.other, SKIPPED_OTHER.encryptedEsp);
}

/** What a trailer says that is there, and ends the payload. */
function layerOfWhole(cursor: LayerCursor, start: number): LayerName | undefined {
  for (const checkBytes of checkValueBytes) {
    const payloadEnd = endOfPayload(cursor, start, cursor.end - checkBytes);
    if (payloadEnd < 0) continue;
    const nextHeader = cursor.uint8(cursor.end - checkBytes - 1);
    cursor.at = start;
    cursor.cutTo(payloadEnd);
    return layerByIpProtocol.get(nextHeader);
  }
  return undefined;
}

/** The trailer of a packet cut by the capture is not there: a header that says its length, which leaves as much as a trailer takes, tells itself. */
function layerOfCut(cursor: LayerCursor, start: number): LayerName | undefined {
  if (start + 8 > cursor.end) return undefined;
  const isTrailer = (bytes: number): boolean => bytes >= 2 && bytes <= TRAILER_BYTES_AT_MOST;
  const sentBytes = cursor.sentEnd - start;
  if (isPlausibleIp(cursor, start)) {
    const length = cursor.uint8(start) >> 4 === 6 ? cursor.uint16(start + 4) + 40 : cursor.uint16(start + 2);
    if (isTrailer(sentBytes - length)) return standAt(cursor, start, 'ip');
  }
  const length = cursor.uint16(start + 4);
  return length >= 8 && isTrailer(sentBytes - length) ? standAt(cursor, start, 'udp') : undefined;
}

function standAt(cursor: LayerCursor, at: number, layer: LayerName): LayerName {
  cursor.at = at;
  return layer;
}

/** Over UDP an index of 0 marks a key exchange instead, and one byte a keep-alive. RFC 3948 §2. */
export function espOverUdp(cursor: LayerCursor): LayerName | undefined {
  if (cursor.left < HEADER_BYTES || cursor.uint32(cursor.at) === 0) return undefined;
  return 'esp';
}

/** Where the payload ends whose trailer ends at `trailerEnd`; -1 where there is no such trailer. */
function endOfPayload(cursor: LayerCursor, start: number, trailerEnd: number): number {
  // Payload, padding and trailer fill words of 4 bytes.
  if (trailerEnd - start < 4 || (trailerEnd - start) % 4 !== 0) return -1;
  const nextHeader = cursor.uint8(trailerEnd - 1);
  const paddingBytes = cursor.uint8(trailerEnd - 2);
  const end = trailerEnd - 2 - paddingBytes;
  if (!nextHeaders.has(nextHeader) || end <= start) return -1;
  for (let i = 0; i < paddingBytes; i++) if (cursor.uint8(end + i) !== ((i + 1) & 0xff)) return -1;
  return isPlausiblePayload(cursor, nextHeader, start, end) ? end : -1;
}

function isPlausiblePayload(cursor: LayerCursor, nextHeader: number, start: number, end: number): boolean {
  const length = end - start;
  switch (nextHeader) {
    case 17:
      return length >= 8 && cursor.uint16(start + 4) === length;
    case 6:
      return isPlausibleTcp(cursor, start, length);
    case 132:
      return length >= 16 && length % 4 === 0 && cursor.uint16(start + 14) >= 4;
    case 4:
      return isPlausibleIp(cursor, start) && cursor.uint16(start + 2) === length;
    case 41:
      return isPlausibleIp(cursor, start) && cursor.uint16(start + 4) + 40 === length;
    default:
      return length >= 8;
  }
}

/** Header length in range, reserved bits unset, and no flags that exclude each other. */
function isPlausibleTcp(cursor: LayerCursor, start: number, length: number): boolean {
  if (length < 20) return false;
  const headerBytes = (cursor.uint8(start + 12) >> 4) * 4;
  const flags = cursor.uint8(start + 13) & 0x17;
  const excludes = (flags & 0x02) !== 0 && (flags & 0x05) !== 0;
  return (
    headerBytes >= 20 && headerBytes <= length && (cursor.uint8(start + 12) & 0x0e) === 0 && flags !== 0 && !excludes
  );
}
