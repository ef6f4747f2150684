const windows1252: TextDecoder = new TextDecoder('latin1');
const utf8: TextDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder: TextEncoder = new TextEncoder();

/**
 * Bytes that are asked for as text, piece by piece. The whole is decoded once, when first asked, one character a byte, so that offsets
 * stay byte offsets; only pieces that hold bytes above 0x7F are decoded as UTF-8 on their own (U+FFFD for what is not).
 */
export class SourceText {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  #characters: string | undefined;
  #ascii = true;

  constructor(bytes: Uint8Array, start = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /** The text of `[start, end)`, which must lie within this source. */
  slice(start: number, end: number): string {
    const characters = (this.#characters ??= this.#decode());
    if (this.#ascii || isAscii(this.bytes, start, end))
      return characters.substring(start - this.start, end - this.start);
    return decodeText(this.bytes.subarray(start, end));
  }

  /**
   * Decoded as UTF-8 first: only ASCII gives as many characters as bytes and no U+FFFD, and so the decoder finds out, several times as
   * fast as a loop here, whether there is anything else.
   */
  #decode(): string {
    const bytes = this.bytes.subarray(this.start, this.end);
    const text = utf8.decode(bytes);
    this.#ascii = text.length === bytes.length && !text.includes('\uFFFD');
    return this.#ascii ? text : decodeBytewise(bytes);
  }
}

/** One character a byte. Node's decoder of single bytes is written in JavaScript; its buffers have a native one. */
function decodeBytewise(bytes: Uint8Array): string {
  const { Buffer } = globalThis as { Buffer?: NodeBuffer };
  return Buffer === undefined
    ? windows1252.decode(bytes)
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

type NodeBuffer = {
  readonly from: (bytes: ArrayBufferLike, offset: number, length: number) => { toString(encoding: 'latin1'): string };
};

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
