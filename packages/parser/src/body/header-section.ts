import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Reading } from '../grammar/read-row.ts';
import { readValue } from '../grammar/read-value.ts';
import type { ValueTypes } from '../grammar/value-types.ts';
import { headerNumberOf } from '../header/header-number.ts';
import { type HeaderKinds, type HeaderName, headerTable } from '../header/header-table.ts';
import { addReading, valueTooLong } from '../message/check-fields.ts';
import { keepFields } from '../message/framing.ts';
import { HeaderField } from '../message/header-field.ts';
import * as column from '../message/header-frames.ts';
import type { Limits } from '../message/limits.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';

/** What describes a body: the header fields of its message, or of its own. */
export type ContentHeaders = {
  readonly headers: readonly HeaderField[];
  header(name: string): HeaderField | undefined;
  values<Name extends HeaderName>(name: Name): readonly ValueTypes[HeaderKinds[Name]][];
};

/** Which lines are header fields of SIP: all of them (of a fragment), those that begin with Content- (of a MIME part, RFC 2046 §5.1), or none. */
export type SectionFields = 'all' | 'content' | 'none';

const frames: column.HeaderFrames = new column.HeaderFrames();

/** Header fields within a body, or lines like them, read with the rules of a message's. Spans count like the message's. */
export class HeaderSection implements ContentHeaders {
  readonly headers: readonly HeaderField[];
  /** Where the fields end: behind the empty line, or at the end of what was given. */
  readonly span: Span;
  /** Whether the empty line was found. */
  readonly terminated: boolean;
  /** The first LF without its CR; -1 where there is none. */
  readonly bareLf: number;
  readonly #source: SourceText;
  readonly #limits: Limits;
  readonly #rows: readonly number[];
  readonly #readings: (Reading<unknown> | undefined)[] = [];
  readonly #beyondHeaders: number;
  readonly #beyondSection: number;

  constructor(source: SourceText, [start, end]: Span, limits: Limits, fields: SectionFields) {
    frames.read(source.bytes, start, end, limits);
    this.#source = source;
    this.#limits = limits;
    this.span = [start, frames.bodyStart];
    this.terminated = frames.terminated;
    this.bareLf = frames.bareLf;
    this.#beyondHeaders = frames.beyondHeaders;
    this.#beyondSection = frames.beyondSection;
    this.#rows = Array.from({ length: frames.count }, (_, index) => rowOf(at(index, column.header), fields));
    const kept = keepFields(frames);
    this.headers = this.#rows.map((row, index) => new HeaderField(source, headerTable[row]?.name, kept, index));
  }

  /** The first field of a name, in any case, long or compact. */
  header(name: string): HeaderField | undefined {
    const longName = (headerTable[headerNumberOf(name)]?.name ?? name).toLowerCase();
    return this.headers.find(({ header }) => header.length === longName.length && header.toLowerCase() === longName);
  }

  /** All values of a header of the table. */
  values<Name extends HeaderName>(name: Name): readonly ValueTypes[HeaderKinds[Name]][] {
    const row = headerNumberOf(name);
    // A field's values are of the kind its row names.
    return this.#rows.flatMap((other, index) =>
      other === row ? ((this.#reading(index)?.values ?? []) as ValueTypes[HeaderKinds[Name]][]) : [],
    );
  }

  /** What is wrong with the fields. */
  get diagnostics(): readonly Diagnostic[] {
    const found: Diagnostic[] = [];
    for (const [index, { nameSpan, valueSpan }] of this.headers.entries()) {
      const row = headerTable[this.#rows[index]!];
      if (nameSpan[0] === nameSpan[1]) found.push({ code: 'header-colon', span: [nameSpan[0], valueSpan[1]] });
      if (row === undefined) continue;
      const reading = this.#reading(index);
      if (reading === undefined) found.push(valueTooLong(valueSpan, row.name, this.#limits));
      else addReading(reading, row.name, found);
    }
    const { headers, headerSectionBytes } = this.#limits;
    const [, end] = this.span;
    if (this.#beyondHeaders !== -1)
      found.push({ code: 'limit-headers', span: [this.#beyondHeaders, end], detail: `${headers}` });
    if (this.#beyondSection !== -1)
      found.push({
        code: 'limit-header-section',
        span: [this.#beyondSection, end],
        detail: `${headerSectionBytes} bytes`,
      });
    return found;
  }

  #reading(index: number): Reading<unknown> | undefined {
    const row = headerTable[this.#rows[index]!];
    const [start, end] = this.headers[index]!.valueSpan;
    if (row === undefined || end - start > this.#limits.valueBytes) return undefined;
    return (this.#readings[index] ??= readValue(row.kind, this.#source, start, end, this.#limits.commentDepth));
  }
}

/** More sections than this are not told apart. */
const maxSections = 1000;

/** All sections of a text in which empty lines part groups of lines that are like header fields and are none. */
export function headerSections(source: SourceText, [start, end]: Span, limits: Limits): readonly HeaderSection[] {
  const sections: HeaderSection[] = [];
  for (let from = start; from < end && sections.length < maxSections; from = sections.at(-1)!.span[1])
    sections.push(new HeaderSection(source, [from, end], limits, 'none'));
  return sections;
}

/** The row of the header table, where the field counts as one of SIP; else -1. */
function rowOf(row: number, fields: SectionFields): number {
  if (fields === 'all') return row;
  return fields === 'content' && headerTable[row]?.name.startsWith('Content-') === true ? row : -1;
}

function at(index: number, offset: number): number {
  return frames.fields[index * column.fieldColumns + offset]!;
}
