import type { Body } from '../body/body.ts';
import type { SessionDescription } from '../body/sdp/session-description.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Reading } from '../grammar/read-row.ts';
import { headerNumberOf } from '../header/header-number.ts';
import { type HeaderName, type HeaderRow, headerTable } from '../header/header-table.ts';
import type { Via } from '../header/via.ts';
import { type SourceText, unfold } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import { checkMessage } from './check-message.ts';
import type { Framing } from './framing.ts';
import * as field from './header-frames.ts';
import type { AnyHeaderName, Content, HeaderAccessor, HeaderContent, HeaderValue } from './header-accessor.ts';
import { HeaderField } from './header-field.ts';
import { defaultLimits } from './limits.ts';
import { MessageValues, rowOf, type RowOf, type ValueOf } from './message-values.ts';
import type { Readers } from './readers.ts';
import { readStartLine } from './read-start-line.ts';
import type { RequestLine, StartLineKind, StatusLine } from './start-line.ts';

const callIdRow = rowOf('Call-ID');
const userAgentRow = rowOf('User-Agent');
const serverRow = rowOf('Server');
const viaRow = rowOf('Via');

/** A parsed message. Its lines are found at once, each value is read when first asked for. All spans count from the message's first byte. */
export class SipMessage extends MessageValues {
  readonly kind: StartLineKind;
  /** The message, without what follows it in the bytes given. */
  readonly bytes: Uint8Array;
  /** Where it lies in the bytes given. */
  readonly start: number;
  readonly end: number;
  readonly framing: Framing;
  readonly #source: SourceText;
  readonly #readers: Readers;
  /** As long as there are fields, made when the first is read: a list that grows by holes is slow. */
  #readings: (Reading<unknown> | undefined)[] | undefined = undefined;
  /** What accessors read that know more than the readers here. */
  #accessed: Map<HeaderAccessor<unknown>, readonly Reading<unknown>[]> | undefined = undefined;
  #view: DataView | undefined = undefined;
  #body: Body | undefined = undefined;
  #headers: readonly HeaderField[] | undefined = undefined;
  #startLine: RequestLine | StatusLine | undefined = undefined;
  #diagnostics: readonly Diagnostic[] | undefined = undefined;

  constructor(bytes: Uint8Array, start: number, end: number, framing: Framing, readers: Readers, source: SourceText) {
    super();
    this.kind = framing.kind;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.framing = framing;
    this.#readers = readers;
    this.#source = source;
  }

  /** Undefined where the first line is no start line. */
  get startLine(): RequestLine | StatusLine | undefined {
    return (this.#startLine ??= this.#readStartLine());
  }

  /** Of a request; that of the request a response answers stands in `cseq`. */
  get method(): string | undefined {
    return this.startLine?.kind === 'request' ? this.startLine.method : undefined;
  }

  /** The status code of a response. */
  get status(): number | undefined {
    return this.startLine?.kind === 'response' ? this.startLine.status : undefined;
  }

  /** Every header field in order, those that could not be read included. */
  get headers(): readonly HeaderField[] {
    return (this.#headers ??= this.#readHeaders());
  }

  /** The first field of a name, in any case, long or compact. */
  header(name: string): HeaderField | undefined {
    const number = headerNumberOf(name);
    if (number !== -1) return this.headers.find((_, index) => this.#rowOf(index) === number);
    const lowerName = name.toLowerCase();
    return this.headers.find((one) => one.name.toLowerCase() === lowerName);
  }

  /** All fields of a name, in any case, long or compact. */
  headersNamed(name: string): readonly HeaderField[] {
    const number = headerNumberOf(name);
    if (number !== -1) return this.headers.filter((_, index) => this.#rowOf(index) === number);
    const lowerName = name.toLowerCase();
    return this.headers.filter((one) => one.name.toLowerCase() === lowerName);
  }

  /**
   * What the header field of a name says, typed by the name, which may be in any case, long or compact: `get('Via')`, `get('m')`. All its values where
   * there may be several, else the one, or undefined. Of a name the header table has not, the text of the first such field. With an accessor
   * (`get(via)`) what it reads.
   */
  get<Name extends AnyHeaderName>(name: Name): HeaderContent<Name>;
  get<Value, Many extends boolean>(header: HeaderAccessor<Value, Many>): Content<Value, Many>;
  get(header: string | HeaderAccessor<unknown>): unknown {
    if (typeof header === 'string') {
      const row = headerTable[headerNumberOf(header)];
      if (row === undefined) return this.header(header)?.value;
      return row.many || row.list === true ? this.values(row.name) : this.first(rowOf(row.name));
    }
    if (header.many) return this.getAll(header);
    const first = this.#readingsBy(header)[0];
    return first?.firstRead === true ? first.values[0] : undefined;
  }

  /** All values of a name, over all its fields, also where there should be one only. Of a name the header table has not, their texts. */
  getAll<Name extends AnyHeaderName>(name: Name): readonly HeaderValue<Name>[];
  getAll<Value>(header: HeaderAccessor<Value>): readonly Value[];
  getAll(header: string | HeaderAccessor<unknown>): readonly unknown[] {
    if (typeof header !== 'string') return this.#readingsBy(header).flatMap(({ values }) => values);
    const row = headerTable[headerNumberOf(header)];
    return row === undefined ? this.headersNamed(header).map(({ value }) => value) : this.values(row.name);
  }

  /** Where the value of the first field of that name stands, as written; nothing is read. For `parseHeader`, later. */
  valueSpan(name: HeaderName): Span | undefined {
    const index = this.#indexOf(rowOf(name));
    return index === -1 ? undefined : [this.#column(index, field.valueStart), this.#column(index, field.valueEnd)];
  }

  get via(): readonly Via[] {
    return this.all(viaRow).slice(0, this.framing.limits.vias);
  }

  /** Also where it is no Call-ID by the grammar: the text that stands there still tells one call from another. */
  get callId(): string | undefined {
    const index = this.#indexOf(callIdRow);
    if (index === -1) return undefined;
    const text = unfold(this.#source.slice(this.#column(index, field.valueStart), this.#column(index, field.valueEnd)));
    return text === '' ? undefined : text;
  }

  get userAgent(): string | undefined {
    return this.#textOf(userAgentRow);
  }

  get server(): string | undefined {
    return this.#textOf(serverRow);
  }

  get bodySpan(): Span {
    return [this.framing.bodyStart, this.framing.bodyEnd];
  }

  /** A view of the body's bytes, not a copy; empty where there is none. */
  get bodyBytes(): Uint8Array {
    return this.bytes.subarray(this.framing.bodyStart, this.framing.bodyEnd);
  }

  /** What the message carries: its bytes, its text, and by its media type its typed `value`. Undefined where it carries nothing. */
  get body(): Body | undefined {
    const { bodyStart, bodyEnd } = this.framing;
    return bodyEnd > bodyStart ? (this.#body ??= this.#readers.readBody?.(this)) : undefined;
  }

  /** The session description in the body: the body itself, or the first part of a multipart that is one for the session. */
  get sdp(): SessionDescription | undefined {
    return this.body?.sdp;
  }

  /** Everything that is wrong with the message's text: lines, values, what is missing or contradicts, the session description. In order of place. */
  get diagnostics(): readonly Diagnostic[] {
    return (this.#diagnostics ??= checkMessage(this));
  }

  /** The values of the field at that index, and what is wrong with it. Undefined of a field the header table has not, or beyond a limit. */
  reading(index: number): Reading<unknown> | undefined {
    // oxlint-disable-next-line unicorn/no-new-array -- its length is meant
    const readings = (this.#readings ??= new Array(this.framing.fieldCount));
    return readings[index] ?? (readings[index] = this.#read(index));
  }

  /** Whether nothing is wrong with the value of the field at that index; what it came to is remembered, so that a value that comes again is not read for this. */
  isRight(index: number, isRightReading: (reading: Reading<unknown>) => boolean): boolean {
    const { fields, limits } = this.framing;
    const at = index * field.fieldColumns;
    const { right } = this.#readers;
    // Of other limits other things may be wrong.
    if (right === undefined || limits !== defaultLimits) return false;
    this.#view ??= new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    if (right.has(this.#view, fields[at + field.valueStart]!, fields[at + field.valueEnd]!, fields[at + field.header]!))
      return true;
    const reading = this.reading(index);
    if (reading === undefined || !isRightReading(reading)) return false;
    right.add();
    return true;
  }

  #read(index: number): Reading<unknown> | undefined {
    const { fields, limits } = this.framing;
    const at = index * field.fieldColumns;
    const row = fields[at + field.header] ?? -1;
    const start = fields[at + field.valueStart]!;
    const end = fields[at + field.valueEnd]!;
    if (row === -1 || end - start > limits.valueBytes) return undefined;
    return this.#readers.readField(row, this.#source, start, end, limits.commentDepth);
  }

  /** The header table's row of the field at that index. */
  row(index: number): HeaderRow | undefined {
    const number = this.#rowOf(index);
    return number === -1 ? undefined : headerTable[number];
  }

  /** A piece of the message before its body, as text. */
  text(span: Span): string {
    return this.#source.slice(span[0], span[1]);
  }

  protected first<Name extends HeaderName>(row: RowOf<Name>): ValueOf<Name> | undefined {
    const index = this.#indexOf(row);
    if (index === -1) return undefined;
    const reading = this.reading(index);
    // A field's values are of the kind its row names.
    return reading?.firstRead === true ? (reading.values[0] as ValueOf<Name>) : undefined;
  }

  /** All values of a header of the table, over all its fields: `message.values('Path')`. */
  values<Name extends HeaderName>(name: Name): readonly ValueOf<Name>[] {
    return this.all(rowOf(name));
  }

  protected all<Name extends HeaderName>(row: RowOf<Name>): readonly ValueOf<Name>[] {
    const { fields, fieldCount } = this.framing;
    let values: readonly unknown[] = none;
    let own: unknown[] | undefined;
    for (let index = 0; index < fieldCount; index++) {
      if (fields[index * field.fieldColumns + field.header] !== row) continue;
      const read = this.reading(index)?.values ?? none;
      // Most names stand once: their values are not copied.
      if (values.length === 0) values = read;
      else {
        own ??= [...values];
        for (const value of read) own.push(value);
        values = own;
      }
    }
    // As above.
    return values as readonly ValueOf<Name>[];
  }

  /** What an accessor reads of each field of its name. */
  #readingsBy(header: HeaderAccessor<unknown>): readonly Reading<unknown>[] {
    this.#accessed ??= new Map();
    const kept = this.#accessed.get(header);
    if (kept !== undefined) return kept;
    const { kind, name, compact } = header;
    const isOurs = kind !== undefined && this.#readers.lacks?.(kind) !== true;
    const { commentDepth, valueBytes } = this.framing.limits;
    const readings: Reading<unknown>[] = [];
    for (const [index, one] of this.headers.entries()) {
      if (!one.isNamed(name) && !(compact !== undefined && one.isNamed(compact))) continue;
      const [start, end] = one.valueSpan;
      if (end - start > valueBytes) continue;
      const ours = isOurs ? this.reading(index) : undefined;
      readings.push(ours ?? header.read(this.#source, start, end, commentDepth));
    }
    this.#accessed.set(header, readings);
    return readings;
  }

  #textOf(row: number): string | undefined {
    const index = this.#indexOf(row);
    return index === -1 ? undefined : this.headers[index]?.value;
  }

  #indexOf(row: number): number {
    const { fields, fieldCount } = this.framing;
    for (let index = 0; index < fieldCount; index++) {
      if (fields[index * field.fieldColumns + field.header] === row) return index;
    }
    return -1;
  }

  #rowOf(index: number): number {
    return this.#column(index, field.header);
  }

  #column(index: number, column: number): number {
    return this.framing.fields[index * field.fieldColumns + column]!;
  }

  #readHeaders(): readonly HeaderField[] {
    const headers: HeaderField[] = [];
    for (let index = 0; index < this.framing.fieldCount; index++)
      headers.push(new HeaderField(this.#source, this.row(index)?.name, this.framing.fields, index));
    return headers;
  }

  #readStartLine(): RequestLine | StatusLine | undefined {
    return readStartLine(this.#source, this.framing.startLine, this.framing.leading, this.#readers.readUri);
  }
}

const none: readonly unknown[] = [];
