/** Reads what `ByteWriter` has put behind each other. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    return this.#bytes[this.#at++] ?? 0;
  }

  /** Passes over so many; gives where they are. */
  skip(count: number): number {
    const at = this.#at;
    this.#at += count;
    return at;
  }

  hasBit(at: number, index: number): boolean {
    return ((this.#bytes[at + (index >> 3)] ?? 0) & (1 << (index & 7))) !== 0;
  }

  integer(): number {
    let value = 0;
    let shift = 0;
    for (let byte = 0x80; (byte & 0x80) !== 0; shift += 7) {
      byte = this.byte();
      value |= (byte & 0x7f) << shift;
    }
    return (value & 1) === 0 ? value >>> 1 : -((value >>> 1) + 1);
  }

  float(): number {
    const value = this.#view.getFloat64(this.#at);
    this.#at += 8;
    return value;
  }

  text(): string {
    const length = this.integer();
    const isWide = length < 0;
    const units: number[] = [];
    for (let left = isWide ? -1 - length : length; left > 0; left--)
      units.push(isWide ? (this.byte() << 8) | this.byte() : this.byte());
    return textOf(units);
  }
}

/** As many code units at a time, as a call takes. */
const mostUnits = 1024;

function textOf(units: readonly number[]): string {
  if (units.length <= mostUnits) return String.fromCharCode(...units);
  let text = '';
  for (let at = 0; at < units.length; at += mostUnits) text += String.fromCharCode(...units.slice(at, at + mostUnits));
  return text;
}
