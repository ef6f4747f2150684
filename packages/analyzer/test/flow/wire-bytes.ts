/** Octets stand in texts as characters of their own, for a text may hold any others. */
const firstOctet = 0xf700;
const lastOctet = 0xf7ff;

/** `00 1b ff` as text. */
export function octetsText(words: readonly string[]): string {
  return words
    .map((word) => {
      if (!/^[0-9a-f]{2}$/i.test(word)) throw new Error(`no octet: ${word}`);
      return String.fromCharCode(firstOctet + Number.parseInt(word, 16));
    })
    .join('');
}

/** A text as it is sent: UTF-8, and its octets. */
export function wireBytes(text: string): string | Uint8Array {
  const characters = Array.from(text);
  if (!characters.some(isOctet)) return text;
  return Buffer.concat(
    characters.map((character) =>
      isOctet(character) ? Buffer.of(character.charCodeAt(0) - firstOctet) : Buffer.from(character),
    ),
  );
}

export function wireLength(text: string): number {
  const bytes = wireBytes(text);
  return typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.length;
}

function isOctet(character: string): boolean {
  const code = character.charCodeAt(0);
  return code >= firstOctet && code <= lastOctet;
}
