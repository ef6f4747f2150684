import type { RtpPacket } from '../rtp-packet.ts';

/** Names the header extension that tells how loud a packet is. RFC 6464 §4. */
export const levelExtensionUri = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level';

const oneByteProfile = 0xbede;
const twoByteProfile = 0x100;

/**
 * The byte of the extension with that number: V in its first bit, where the sender hears speech, and the level in -dBov in the others (RFC 6464 §3). -1 where the
 * packet has none. RFC 8285 §4.2, §4.3: elements of one-byte and two-byte headers.
 */
export function headerLevel({ bytes, extensionStart, extensionEnd, extensionProfile }: RtpPacket, id: number): number {
  const isLong = extensionProfile >> 4 === twoByteProfile;
  if (extensionStart < 0 || !(isLong || extensionProfile === oneByteProfile)) return -1;
  for (let at = extensionStart; at + 1 < extensionEnd;) {
    const first = bytes[at]!;
    if (first === 0) {
      at++;
      continue;
    }
    const own = isLong ? first : first >> 4;
    const start = at + (isLong ? 2 : 1);
    const length = isLong ? bytes[at + 1]! : (first & 0x0f) + 1;
    // 15 ends a list of one-byte headers.
    if ((!isLong && own === 15) || start + length > extensionEnd) return -1;
    if (own === id) return length > 0 ? bytes[start]! : -1;
    at = start + length;
  }
  return -1;
}
