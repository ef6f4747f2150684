/** 3GPP TS 23.038 §6.2.1, by code; the character of 0x1b begins a pair. */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

const escape = 0x1b;

/** Behind an escape. TS 23.038 §6.2.1.1. */
const extended: ReadonlyMap<number, string> = new Map([
  [0x0a, '\f'],
  [0x14, '^'],
  [0x28, '{'],
  [0x29, '}'],
  [0x2f, '\\'],
  [0x3c, '['],
  [0x3d, '~'],
  [0x3e, ']'],
  [0x40, '|'],
  [0x65, '€'],
]);

/** Characters of seven bits packed in octets, the lowest bits first, from the character `skip` on. TS 23.038 §6.1.2.1.1. */
export function gsmText(octets: Uint8Array, count: number, skip = 0): string {
  let text = '';
  let isEscaped = false;
  for (let index = skip; index < count; index++) {
    const bit = index * 7;
    const at = bit >> 3;
    if (at >= octets.length) break;
    const pair = octets[at]! | ((octets[at + 1] ?? 0) << 8);
    const code = (pair >> (bit & 7)) & 0x7f;
    if (!isEscaped && code === escape) isEscaped = true;
    else {
      // Of a pair that is not known the second is shown.
      text += (isEscaped ? extended.get(code) : undefined) ?? basic[code]!;
      isEscaped = false;
    }
  }
  return text;
}
