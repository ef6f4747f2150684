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
  const bytes = new Uint8Array(characters.length * 4);
  let length = 0;
  for (const character of characters) {
    if (isOctet(character)) bytes[length++] = character.charCodeAt(0) - firstOctet;
    else length += encoder.encodeInto(character, bytes.subarray(length)).written;
  }
  return bytes.slice(0, length);
}

const encoder = new TextEncoder();

export function wireLength(text: string): number {
  const bytes = wireBytes(text);
  return typeof bytes === 'string' ? encoder.encode(bytes).length : bytes.length;
}

function isOctet(character: string): boolean {
  const code = character.charCodeAt(0);
  return code >= firstOctet && code <= lastOctet;
}
