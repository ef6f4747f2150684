import { invalidUtf8At } from '../../text/odd-bytes.ts';
import type { Span } from '../../text/span.ts';

/** U+FFFD as UTF-8. */
const replacement: Uint8Array = Uint8Array.of(0xef, 0xbf, 0xbd);

/** The text of a document, and the byte at which each of its UTF-16 units begins. */
export class XmlText {
  readonly text: string;
  /** Where the first byte is that is not UTF-8; -1 where all is. Each such byte is U+FFFD in the text. */
  readonly invalidAt: number;
  readonly #bytes: Uint8Array;
  readonly #start: number;
  /** Undefined of ASCII, whose units are its bytes. */
  readonly #byteOfUnit: Uint32Array | undefined;

  /** The byte order mark, if there is one, is left out. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    this.invalidAt = invalidUtf8At(bytes, this.#start, bytes.length);
    this.text = this.#decode();
    this.#byteOfUnit = this.text.length === bytes.length ? undefined : this.#mapUnits();
  }

  /** The byte offset of a UTF-16 unit, or of the end of the text. */
  byteOffset(unit: number): number {
    if (this.#byteOfUnit !== undefined) return this.#byteOfUnit[Math.min(unit, this.text.length)]!;
    return Math.min(unit, this.text.length);
  }

  span(start: number, end: number): Span {
    return [this.byteOffset(start), this.byteOffset(end)];
  }

  #decode(): string {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return decoder.decode(this.invalidAt === -1 ? this.#bytes.subarray(this.#start) : this.#repaired());
  }

  /** The bytes with U+FFFD in the place of each that is not UTF-8. */
  #repaired(): Uint8Array {
    const bytes = this.#bytes;
    const repaired = new Uint8Array((bytes.length - this.#start) * replacement.length);
    let length = 0;
    for (let at = this.#start; at < bytes.length;) {
      const invalid = invalidUtf8At(bytes, at, bytes.length);
      const valid = bytes.subarray(at, invalid === -1 ? bytes.length : invalid);
      repaired.set(valid, length);
      length += valid.length;
      at += valid.length + 1;
      if (invalid === -1) break;
      repaired.set(replacement, length);
      length += replacement.length;
    }
    return repaired.subarray(0, length);
  }

  #mapUnits(): Uint32Array {
    const { text } = this;
    const map = new Uint32Array(text.length + 1);
    let byte = this.#start;
    for (let unit = 0; unit < text.length;) {
      const length = this.#lengthAt(byte);
      map[unit++] = byte;
      // A pair of surrogates: both begin where the character does.
      if (length === 4) map[unit++] = byte;
      byte += length;
    }
    map[text.length] = this.#bytes.length;
    return map;
  }

  /** The length of the character at a byte, as it was decoded: a byte that is not UTF-8 stands alone. */
  #lengthAt(byte: number): number {
    const lead = this.#bytes[byte]!;
    if (lead < 0x80) return 1;
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (this.invalidAt === -1 || byte < this.invalidAt) return length;
    const end = Math.min(byte + length, this.#bytes.length);
    return end - byte === length && invalidUtf8At(this.#bytes, byte, end) === -1 ? length : 1;
  }
}
