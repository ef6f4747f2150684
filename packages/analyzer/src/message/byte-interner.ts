import { wordView } from '../transport/word-view.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Texts one behind the other, and where each ends. */
export type AddedTexts = { readonly bytes: Uint8Array; readonly ends: Float64Array };

/**
 * Texts of the wire as small numbers: equal bytes, equal number. Kept as bytes, decoded only when asked.
 * The hash is seeded anew in every run, so that a capture cannot be made to collide (THREATS: hash flooding).
 */
export class ByteInterner {
  readonly #seed = (Math.random() * 0x1_0000_0000) >>> 0;
  #arena = new Uint8Array(1 << 16);
  #arenaEnd = 0;
  /** Where the bytes of number n begin; number n + 1's beginning is their end. Number 0 is "no text". */
  #starts = new Float64Array(1 << 10);
  #hashes = new Uint32Array(1 << 10);
  #slots = new Uint32Array(1 << 11);
  #count = 1;
  #scratch = new Uint8Array(1 << 8);

  /** How many numbers there are; number 0 stands for absence. */
  get size(): number {
    return this.#count;
  }

  intern(bytes: Uint8Array, start: number, end: number): number {
    const hash = this.#hash(bytes, start, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let id = this.#slots[slot]!; id !== 0; id = this.#slots[slot]!) {
      if (this.#hashes[id] === hash && this.#equals(id, bytes, start, end)) return id;
      slot = (slot + 1) & mask;
    }
    return this.#add(bytes, start, end, hash, slot);
  }

  internText(text: string): number {
    if (text.length > this.#scratch.length) this.#scratch = new Uint8Array(text.length * 2);
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0x7f) return this.#internEncoded(text);
      this.#scratch[i] = unit;
    }
    return this.intern(this.#scratch, 0, text.length);
  }

  #internEncoded(text: string): number {
    const bytes = new TextEncoder().encode(text);
    return this.intern(bytes, 0, bytes.length);
  }

  /** Decoded as UTF-8, what is not as U+FFFD; `undefined` of number 0. */
  text(id: number): string | undefined {
    const bytes = this.bytes(id);
    return bytes === undefined ? undefined : decoder.decode(bytes);
  }

  /** A view, valid until the next text is added; `undefined` of number 0. */
  bytes(id: number): Uint8Array | undefined {
    return id === 0 ? undefined : this.#arena.subarray(this.#starts[id]!, this.#starts[id + 1]!);
  }

  /** The texts with that number and above, for `adopt`. */
  from(id: number): AddedTexts {
    const start = this.#starts[id]!;
    const ends = this.#starts.slice(id + 1, this.#count + 1).map((end) => end - start);
    return { bytes: this.#arena.slice(start, this.#arenaEnd), ends };
  }

  /** Takes the next numbers for the texts that another interner has given them. Nothing is interned here any more. */
  adopt({ bytes, ends }: AddedTexts): void {
    let start = 0;
    for (const end of ends) {
      this.#append(bytes, start, end);
      start = end;
    }
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const id = this.#append(bytes, start, end);
    this.#hashes[id] = hash;
    this.#slots[slot] = id;
    if (this.#count * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #append(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (this.#arenaEnd + length > this.#arena.length) this.#arena = grown(this.#arena, this.#arenaEnd + length);
    for (let i = 0; i < length; i++) this.#arena[this.#arenaEnd + i] = bytes[start + i]!;
    const id = this.#count++;
    if (id + 2 > this.#starts.length) {
      this.#starts = grown(this.#starts, id + 2);
      this.#hashes = grown(this.#hashes, id + 2);
    }
    this.#starts[id] = this.#arenaEnd;
    this.#arenaEnd += length;
    this.#starts[id + 1] = this.#arenaEnd;
    return id;
  }

  #rehash(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let id = 1; id < this.#count; id++) {
      let slot = this.#hashes[id]! & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = id;
    }
  }

  #hash(bytes: Uint8Array, start: number, end: number): number {
    const words = wordView(bytes);
    const offset = bytes.byteOffset;
    let hash = this.#seed;
    let at = start;
    for (; at + 4 <= end; at += 4) {
      hash = Math.imul(hash ^ words.getInt32(offset + at, true), 0x5bd1e995);
      hash ^= hash >>> 15;
    }
    for (; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x5bd1e995) ^ (hash >>> 15);
    return (hash ^ (hash >>> 13)) >>> 0;
  }

  #equals(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const at = this.#starts[id]!;
    if (this.#starts[id + 1]! - at !== end - start) return false;
    for (let i = 0; i < end - start; i++) if (this.#arena[at + i] !== bytes[start + i]) return false;
    return true;
  }
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(old: T, needed: number): T {
  let length = old.length * 2;
  while (length < needed) length *= 2;
  // The same kind of array as `old`, which TypeScript cannot follow through `constructor`.
  const bigger = new (old.constructor as new (length: number) => T)(length);
  bigger.set(old);
  return bigger;
}
