import { headerNumberOf } from '../header/header-number.ts';
import { headerTable } from '../header/header-table.ts';
import { decodeText, encodeText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import { joinBytes } from './join-bytes.ts';
import { splitElements } from './split-elements.ts';

/** How header fields are to look that are otherwise written as they stood. */
export type WriteOptions = {
  /** `true`: names by their one letter, where they have one; `false`: in full. RFC 3261 §7.3.3. */
  readonly compact?: boolean | undefined;
  /** Each field on one line. RFC 3261 §7.3.1. */
  readonly unfold?: boolean | undefined;
};

/** One header field as bytes, with its line break; what is changed of it is changed in place, and the rest stays. */
export class FieldLine {
  readonly bytes: Uint8Array;
  /** As written. */
  readonly name: string;
  readonly valueSpan: Span;
  readonly #nameEnd: number;

  constructor(bytes: Uint8Array, nameEnd: number, valueSpan: Span) {
    this.bytes = bytes;
    this.#nameEnd = nameEnd;
    this.valueSpan = valueSpan;
    this.name = decodeText(bytes.subarray(0, nameEnd));
  }

  is(name: string): boolean {
    return isSameHeader(this.name, name);
  }

  /** The parts of the value that commas keep apart. */
  get elements(): readonly Span[] {
    return splitElements(this.bytes, this.valueSpan[0], this.valueSpan[1]);
  }

  /** The parts of the value that white space keeps apart. */
  get words(): readonly Span[] {
    const words: Span[] = [];
    const [start, end] = this.valueSpan;
    for (let at = start, from = start; at <= end; at++) {
      if (at < end && this.bytes[at]! > 0x20) continue;
      if (at > from) words.push([from, at]);
      from = at + 1;
    }
    return words;
  }

  /** The field with another value, or another text in one place of it. */
  with(text: string, [start, end]: Span = this.valueSpan): FieldLine {
    // An empty value has no place: its span is behind the line break.
    if (this.valueSpan[0] === this.valueSpan[1]) return newFieldLine(this.name, text);
    const piece = encodeText(text);
    const bytes = joinBytes([this.bytes.subarray(0, start), piece, this.bytes.subarray(end)]);
    const [from, to] = this.valueSpan;
    return new FieldLine(bytes, this.#nameEnd, [from, to + piece.length - (end - start)]);
  }

  /** The field as it stood, ended by CR LF: a copy for another message. */
  copy(): FieldLine {
    const end = this.valueSpan[1];
    if (this.valueSpan[0] === end) return newFieldLine(this.name, '');
    return new FieldLine(joinBytes([this.bytes.subarray(0, end), encodeText('\r\n')]), this.#nameEnd, this.valueSpan);
  }

  written({ compact, unfold }: WriteOptions): Uint8Array {
    // Unfolded, a line without a name could come to have one.
    if (this.name === '') return this.bytes;
    const row = headerTable[headerNumberOf(this.name)];
    const name = compact === undefined ? undefined : compact ? row?.compact : row?.name;
    const rest = this.bytes.subarray(this.#nameEnd);
    const head = name === undefined || name === this.name ? this.bytes.subarray(0, this.#nameEnd) : encodeText(name);
    return joinBytes([head, unfold === true ? unfolded(rest) : rest]);
  }
}

/** A field that is not yet in any message. */
export function newFieldLine(name: string, value: string): FieldLine {
  const head = encodeText(`${name}: `);
  const text = encodeText(value);
  return new FieldLine(joinBytes([head, text, encodeText('\r\n')]), head.length - 2, [
    head.length,
    head.length + text.length,
  ]);
}

/** Whether two names are of one header, in any case, long or compact. */
export function isSameHeader(one: string, other: string): boolean {
  const number = headerNumberOf(one);
  return number === -1 ? one.toLowerCase() === other.toLowerCase() : number === headerNumberOf(other);
}

/** Bytes with each line break that white space follows, and all the white space round it, made one space. */
function unfolded(bytes: Uint8Array): Uint8Array {
  const kept: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    const next = foldEnd(bytes, at);
    if (next === at) {
      kept.push(bytes[at]!);
      continue;
    }
    while (isBlank(kept.at(-1)) || kept.at(-1) === 0x0d) kept.pop();
    if (bytes[next] !== 0x0d && bytes[next] !== 0x0a) kept.push(0x20);
    at = next - 1;
  }
  return Uint8Array.from(kept);
}

/** Behind the fold that begins at that place, or the place itself where none does. */
function foldEnd(bytes: Uint8Array, start: number): number {
  const lf = bytes[start] === 0x0d ? start + 1 : start;
  if (bytes[lf] !== 0x0a || !isBlank(bytes[lf + 1])) return start;
  let at = lf + 1;
  // A CR that ends no line is white space here, as it is to whoever asks for the field's value.
  while (isBlank(bytes[at]) || (bytes[at] === 0x0d && bytes[at + 1] !== 0x0a)) at++;
  return at;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09;
}
