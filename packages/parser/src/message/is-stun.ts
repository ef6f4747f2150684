const headerBytes = 20;
const magicCookie = [0x21, 0x12, 0xa4, 0x42];

/**
 * Whether a datagram is a STUN message: two zero bits, a length that is a multiple of four and lies within it, and the magic cookie, which no SIP
 * message has in this place. RFC 5389 §6, RFC 5626 §3.5.2.
 */
export function isStun(bytes: Uint8Array): boolean {
  if (bytes.length < headerBytes || bytes[0]! > 0x3f) return false;
  const length = bytes[2]! * 256 + bytes[3]!;
  if (length % 4 !== 0 || headerBytes + length > bytes.length) return false;
  return magicCookie.every((byte, at) => bytes[4 + at] === byte);
}
