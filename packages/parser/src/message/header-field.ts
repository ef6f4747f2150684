import type { SourceText } from '../text/source-text.ts';
import { unfold } from '../text/source-text.ts';
import { isSameName } from '../text/lower-case.ts';
import type { Span } from '../text/span.ts';

/** One header field as it stands in the message. RFC 3261 §7.3. */
export class HeaderField {
  /** The name as written; empty where the line has no colon. */
  readonly name: string;
  /** The full name as its RFC writes it (`Via` for `v`); of a field the header table has not, the name as written. */
  readonly header: string;
  readonly nameSpan: Span;
  /** Without white space at its ends. */
  readonly valueSpan: Span;
  /** From the name to behind the last line break. */
  readonly lineSpan: Span;
  readonly #source: SourceText;
  #value: string | undefined = undefined;

  constructor(source: SourceText, header: string | undefined, nameSpan: Span, valueSpan: Span, lineSpan: Span) {
    this.#source = source;
    this.nameSpan = nameSpan;
    this.valueSpan = valueSpan;
    this.lineSpan = lineSpan;
    this.name = source.slice(nameSpan[0], nameSpan[1]);
    this.header = header ?? this.name;
  }

  /** Whether it is a field of that name, in any case. */
  isNamed(name: string): boolean {
    return isSameName(this.name, name) || isSameName(this.header, name);
  }

  /** The value's text: folds made spaces, bytes that are no UTF-8 made U+FFFD. */
  get value(): string {
    return (this.#value ??= unfold(this.#source.slice(this.valueSpan[0], this.valueSpan[1])));
  }
}
