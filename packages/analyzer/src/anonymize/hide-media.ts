import type { RtpPacket } from '../media/rtp-packet.ts';
import type { Substitutes } from './substitutes.ts';

const rtcp = { sdes: 202, bye: 203, app: 204 } as const;
/** Silence of G.711; of other codecs zeros are written. */
const silence: ReadonlyMap<string, number> = new Map([
  ['PCMU', 0xff],
  ['PCMA', 0xd5],
]);

/** A copy of an RTP packet that says as much about the network and nothing else: its payload is silence, the data of its header extensions is zeros. `encoding`: in capital letters. */
export function silentRtp(
  { bytes, start, end, payloadStart, extensionStart, extensionEnd }: RtpPacket,
  encoding: string,
): Uint8Array {
  const silent = bytes.slice(start, end);
  // What pads it tells how long that is (RFC 3550 §5.1): its last byte stays.
  const isPadded = (silent[0]! & 0x20) !== 0;
  const last = silent.length - 1;
  const padding = isPadded && last >= 0 ? silent[last]! : 0;
  if (encoding === 'TELEPHONE-EVENT') hideEvents(silent, payloadStart - start);
  else silent.fill(silence.get(encoding) ?? 0, payloadStart - start);
  if (isPadded && last >= 0) silent[last] = padding;
  if (extensionStart >= 0) hideExtensions(silent, extensionStart - start, extensionEnd - start);
  return silent;
}

/** Event (1) end, reserved, volume (1) duration (2): RFC 4733 §2.3. Which key it was is not told. */
function hideEvents(bytes: Uint8Array, from: number): void {
  for (let at = from; at + 4 <= bytes.length; at += 4) if (bytes[at]! < 16) bytes[at] = 0;
}

/** Their ids and lengths stay, so that they can be read: RFC 8285 §4.2. */
function hideExtensions(bytes: Uint8Array, from: number, to: number): void {
  const isOneByte = bytes[from - 4] === 0xbe && bytes[from - 3] === 0xde;
  if (!isOneByte) return void bytes.fill(0, from, Math.min(to, bytes.length));
  let at = from;
  while (at < to && at < bytes.length) {
    const length = bytes[at] === 0 ? 0 : (bytes[at]! & 15) + 1;
    bytes.fill(0, at + 1, Math.min(at + 1 + length, to));
    at += 1 + length;
  }
}

/** Whether it is RTCP from its first byte to its last (RFC 3550 A.2). */
export function isRtcp(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at + 4 <= end && bytes[at]! >> 6 === 2 && bytes[at + 1]! >= 192 && bytes[at + 1]! <= 223)
    at = nextRtcp(bytes, at);
  return end - start >= 8 && at === end;
}

/** A copy of RTCP: reports and feedback stay, names and texts do not. */
export function namelessRtcp(bytes: Uint8Array, start: number, end: number, substitutes: Substitutes): Uint8Array {
  const copy = bytes.slice(start, end);
  for (let at = 0; at + 4 <= copy.length; at = nextRtcp(copy, at)) {
    const to = Math.min(nextRtcp(copy, at), copy.length);
    const type = copy[at + 1];
    if (type === rtcp.sdes) hideItems(copy, at + 4, to, substitutes);
    else if (type === rtcp.app) copy.fill(0, Math.min(at + 12, to), to);
    else if (type === rtcp.bye) hideReason(copy, at, to);
  }
  return copy;
}

function nextRtcp(bytes: Uint8Array, at: number): number {
  return at + 4 * (((bytes[at + 2]! << 8) | bytes[at + 3]!) + 1);
}

/** Chunks of an SSRC (4) and items of type (1), length (1) and text, up to a 0 and the next multiple of four: RFC 3550 §6.5. */
function hideItems(bytes: Uint8Array, from: number, to: number, substitutes: Substitutes): void {
  let at = from + 4;
  while (at < to) {
    if (bytes[at] === 0) at = from + (at + 4 - from - ((at - from) % 4)) + 4;
    else {
      const length = bytes[at + 1] ?? 0;
      substitutes.text(bytes, at + 2, Math.min(at + 2 + length, to));
      at += 2 + length;
    }
  }
}

/** SSRCs, then the length of a text and the text: RFC 3550 §6.6. */
function hideReason(bytes: Uint8Array, at: number, to: number): void {
  const reason = at + 4 + 4 * (bytes[at]! & 31);
  if (reason < to) bytes.fill(0x58, reason + 1, Math.min(reason + 1 + bytes[reason]!, to));
}
