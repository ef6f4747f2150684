import type { SourceText } from '../text/source-text.ts';
import { unfold } from '../text/source-text.ts';
import * as column from './header-frames.ts';
import { isSameName } from '../text/lower-case.ts';
import type { Span } from '../text/span.ts';

/** One header field as it stands in the message. RFC 3261 §7.3. */
export class HeaderField {
  readonly #source: SourceText;
  readonly #header: string | undefined;
  /** The columns of `header-frames.ts`, and where this field's begin. */
  readonly #fields: readonly number[];
  readonly #at: number;
  #name: string | undefined = undefined;
  #value: string | undefined = undefined;

  constructor(source: SourceText, header: string | undefined, fields: readonly number[], index: number) {
    this.#source = source;
    this.#header = header;
    this.#fields = fields;
    this.#at = index * column.fieldColumns;
  }

  /** The name as written; empty where the line has no colon. */
  get name(): string {
    return (this.#name ??= this.#source.slice(...this.nameSpan));
  }

  /** The full name as its RFC writes it (`Via` for `v`); of a field the header table has not, the name as written. */
  get header(): string {
    return this.#header ?? this.name;
  }

  get nameSpan(): Span {
    return this.#span(column.nameStart, column.nameEnd);
  }

  /** Without white space at its ends. */
  get valueSpan(): Span {
    return this.#span(column.valueStart, column.valueEnd);
  }

  /** From the name to behind the last line break. */
  get lineSpan(): Span {
    return this.#span(column.nameStart, column.lineEnd);
  }

  /** Whether it is a field of that name, in any case. */
  isNamed(name: string): boolean {
    return isSameName(this.name, name) || isSameName(this.header, name);
  }

  /** The value's text: folds made spaces, bytes that are no UTF-8 made U+FFFD. */
  get value(): string {
    return (this.#value ??= unfold(this.#source.slice(...this.valueSpan)));
  }

  #span(start: number, end: number): Span {
    return [this.#fields[this.#at + start]!, this.#fields[this.#at + end]!];
  }
}
