/** Where keys stand in clear text: RFC 4568 §9.2 (also of `FEC_KEY`), RFC 4567 §3.1. In lower-case letters. */
const markers: readonly Uint8Array[] = ['inline:', 'a=key-mgmt:mikey '].map((text) => new TextEncoder().encode(text));
const MASK = 0x58;
/** Parts of keys that are looked for where the packet before had the beginning: so long, at multiples of so much. */
const BLOCK_CHARS = 8;
const KEYS_AT_MOST = 4096;
const LONGEST_KEY = 1024;
const decoder = new TextDecoder('latin1');

/** Puts an `X` for each character of keys that stand in messages. What carries them stays as long as it was; its checksums no longer fit. */
export class SrtpKeyMask {
  /** By their blocks; a key may be cut between packets anywhere. */
  readonly #keysByBlock = new Map<string, Set<string>>();
  #keys = 0;

  /** Keys of a message that packets carry in parts. */
  learn(bytes: Uint8Array, start: number, end: number): void {
    for (const [from, to] of keysIn(bytes, start, end)) {
      if (to - from < BLOCK_CHARS || this.#keys >= KEYS_AT_MOST) continue;
      this.#keys++;
      const key = decoder.decode(bytes.subarray(from, to));
      for (let at = 0; at + BLOCK_CHARS <= key.length; at += BLOCK_CHARS) {
        const block = key.slice(at, at + BLOCK_CHARS);
        const keys = this.#keysByBlock.get(block);
        if (keys === undefined) this.#keysByBlock.set(block, new Set([key]));
        else keys.add(key);
      }
    }
  }

  /** The same bytes, or a copy without the keys. */
  mask(bytes: Uint8Array): Uint8Array {
    const found = [...keysIn(bytes, 0, bytes.length), ...this.#partsIn(bytes)];
    if (found.length === 0) return bytes;
    const masked = new Uint8Array(bytes);
    for (const [from, to] of found) masked.fill(MASK, from, to);
    return masked;
  }

  #partsIn(bytes: Uint8Array): readonly Range[] {
    if (this.#keysByBlock.size === 0) return [];
    const text = decoder.decode(bytes);
    const parts: Range[] = [];
    for (const [block, keys] of this.#keysByBlock)
      for (let at = text.indexOf(block); at >= 0; at = text.indexOf(block, at + BLOCK_CHARS))
        for (const key of keys) parts.push(grown(text, at, key, key.indexOf(block)));
    return parts;
  }
}

type Range = readonly [from: number, to: number];

/** As much of the key as stands around one of its blocks. */
function grown(text: string, at: number, key: string, inKey: number): Range {
  let before = 0;
  while (before < inKey && before < at && text[at - before - 1] === key[inKey - before - 1]) before++;
  let after = BLOCK_CHARS;
  while (inKey + after < key.length && text[at + after] === key[inKey + after]) after++;
  return [at - before, at + after];
}

function keysIn(bytes: Uint8Array, start: number, end: number): readonly Range[] {
  const keys: Range[] = [];
  for (let at = start; at < end; at++) {
    const marker = markers.find((one) => startsWith(bytes, at, end, one));
    if (marker === undefined) continue;
    const from = at + marker.length;
    let to = from;
    while (to < end && to - from < LONGEST_KEY && isBase64(bytes[to]!)) to++;
    if (to > from) keys.push([from, to]);
    at = to - 1;
  }
  return keys;
}

/** Upper and lower case are alike. */
function startsWith(bytes: Uint8Array, at: number, end: number, marker: Uint8Array): boolean {
  if (at + marker.length > end) return false;
  for (let i = 0; i < marker.length; i++) {
    const byte = bytes[at + i]!;
    const folded = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
    if (folded !== marker[i]) return false;
  }
  return true;
}

function isBase64(byte: number): boolean {
  const letter = byte | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (byte >= 0x2f && byte <= 0x39) || byte === 0x2b || byte === 0x3d;
}
