/** What each character of base64 and base64url says; -1 for any other. RFC 4648 §4, §5. */
const sextets: Int8Array = new Int8Array(128).fill(-1);
for (const alphabet of ['+/', '-_']) {
  const letters = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${alphabet}`;
  for (let at = 0; at < 64; at++) sextets[letters.charCodeAt(at)] = at;
}

/** The bytes of base64 or base64url text without padding; the index of the character that is none, where there is one. */
export function decodeBase64(text: string): Uint8Array | number {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const sextet = sextets[text.charCodeAt(at)] ?? -1;
    if (sextet === -1) return at;
    bits = ((bits << 6) | sextet) & 0xffffff;
    // Four characters make three bytes: each but the first of four completes one.
    if ((at & 3) !== 0) bytes[length++] = bits >> (6 - 2 * (at & 3));
  }
  return (text.length & 3) === 1 ? text.length - 1 : bytes;
}

/** Base64 text without the one or two equals signs at its end. */
export function withoutPadding(text: string): string {
  if (text.endsWith('==')) return text.slice(0, -2);
  return text.endsWith('=') ? text.slice(0, -1) : text;
}
