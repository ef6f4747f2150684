import type { RtpPacket } from '../rtp-packet.ts';

/** Of one-byte headers (RFC 8285 §4.2). Those of two bytes have 0x100 in the upper twelve bits (§4.3). */
const oneByteProfile = 0xbede;
const twoByteProfile = 0x1000;

/** One element of the header extension of the packet: its data is `bytes[start, end)` of it. */
export type ReceiveExtension = (id: number, start: number, end: number) => void;

/**
 * Gives the elements of a packet's header extension.
 *
 *     one byte:  |  ID   | len-1 | data …        two bytes: |      ID       |      len      | data …
 *
 * RFC 8285 §4.2, §4.3. False where the extension is of another kind, or a length leads out of it: what stands before is given.
 */
export function readHeaderExtensions(packet: RtpPacket, receive: ReceiveExtension): boolean {
  if (packet.extensionStart < 0) return true;
  if (packet.extensionProfile === oneByteProfile) return readOneByteHeaders(packet, receive);
  if ((packet.extensionProfile & 0xfff0) === twoByteProfile) return readTwoByteHeaders(packet, receive);
  return false;
}

function readOneByteHeaders({ bytes, extensionStart, extensionEnd }: RtpPacket, receive: ReceiveExtension): boolean {
  for (let at = extensionStart; at < extensionEnd;) {
    const header = bytes[at] ?? 0;
    at++;
    // Padding.
    if (header === 0) continue;
    const id = header >> 4;
    // "processing of the entire extension MUST terminate at that point": 0 with a length, and 15.
    if (id === 0 || id === 15) return true;
    const end = at + (header & 0x0f) + 1;
    if (end > extensionEnd) return false;
    receive(id, at, end);
    at = end;
  }
  return true;
}

function readTwoByteHeaders({ bytes, extensionStart, extensionEnd }: RtpPacket, receive: ReceiveExtension): boolean {
  for (let at = extensionStart; at < extensionEnd;) {
    const id = bytes[at] ?? 0;
    at++;
    if (id === 0) continue;
    const end = at + 1 + (bytes[at] ?? 0);
    if (end > extensionEnd) return false;
    receive(id, at + 1, end);
    at = end;
  }
  return true;
}
