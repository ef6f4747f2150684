const windows1252: TextDecoder = new TextDecoder('latin1');
const utf8: TextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder: TextEncoder = new TextEncoder();
/** What Node's buffers decode by: several times as fast as its decoders, of which that of single bytes is written in JavaScript. */
const native: NativeDecoders = (globalThis as { Buffer?: { prototype: NativeDecoders } }).Buffer?.prototype ?? {};

/** As many bytes are decoded at once: more than the header fields of nearly all messages. */
const window = 4096;

/**
 * Bytes that are asked for as text, piece by piece. They are decoded when first asked for, some kilobytes at once, one character a byte, so that
 * offsets stay byte offsets; only pieces that hold bytes above 0x7F are decoded as UTF-8 on their own (U+FFFD for what is not).
 */
export class SourceText {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** From `start` to `#known`. */
  #characters = '';
  #known: number;
  #ascii = true;

  constructor(bytes: Uint8Array, start = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.#known = start;
  }

  /** The text from the start on, one character a byte, as far as it is decoded at once. */
  get beginning(): string {
    if (this.#known === this.start) this.#decode(this.start + window);
    return this.#characters;
  }

  /** The text of `[start, end)`, which must lie within this source. */
  slice(start: number, end: number): string {
    // Twice as much as before, so that what is read from front to back is decoded but a few times.
    if (end > this.#known) this.#decode(Math.max(end, this.start + window, 2 * this.#known - this.start));
    if (this.#ascii || isAscii(this.bytes, start, end))
      return this.#characters.substring(start - this.start, end - this.start);
    return decodeText(this.bytes.subarray(start, end));
  }

  /**
   * Decoded as UTF-8 first: only ASCII gives as many characters as bytes and no U+FFFD, and so the decoder finds out, several times as
   * fast as a loop here, whether there is anything else.
   */
  #decode(end: number): void {
    const { bytes, start } = this;
    this.#known = Math.min(end, this.end);
    const text = decodeUtf8(bytes, start, this.#known);
    this.#ascii = text.length === this.#known - start && !text.includes('\uFFFD');
    this.#characters = this.#ascii ? text : decodeBytewise(bytes, start, this.#known);
  }
}

type NativeDecoders = {
  readonly utf8Slice?: (this: Uint8Array, start: number, end: number) => string;
  readonly latin1Slice?: (this: Uint8Array, start: number, end: number) => string;
};

function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  return native.utf8Slice?.call(bytes, start, end) ?? utf8.decode(bytes.subarray(start, end));
}

/** One character a byte. */
function decodeBytewise(bytes: Uint8Array, start: number, end: number): string {
  return native.latin1Slice?.call(bytes, start, end) ?? windows1252.decode(bytes.subarray(start, end));
}

/** UTF-8 bytes of a text. */
export function encodeText(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Text of UTF-8 bytes; U+FFFD for what is not. */
export function decodeText(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (bytes[at]! > 0x7f) return false;
  }
  return true;
}

/** Text with every fold (a line break and the white space round it) made one space. RFC 3261 §7.3.1. */
export function unfold(text: string): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n');
  const parts = [trimLws(lines[0] ?? '', false)];
  for (let at = 1; at < lines.length; at++) {
    const part = trimLws(lines[at] ?? '', true);
    if (part !== '') parts.push(part);
  }
  return parts.join(' ');
}

function trimLws(line: string, bothEnds: boolean): string {
  let start = 0;
  let end = line.length;
  while (bothEnds && start < end && isLws(line.charCodeAt(start))) start++;
  while (end > start && isLws(line.charCodeAt(end - 1))) end--;
  return line.substring(start, end);
}

function isLws(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d;
}
