/** By pieces of this many bytes, a multiple of three: no padding between them, and no argument list too long. */
const piece = 3 * 8192;

export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += piece) text += btoa(String.fromCharCode(...bytes.subarray(at, at + piece)));
  return text;
}
