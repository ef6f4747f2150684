import { grammar } from '../grammar/grammar.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { ValueTypes } from '../grammar/value-types.ts';
import type { HeaderKinds, HeaderName } from '../header/header-table.ts';
import type { HeaderField } from '../message/header-field.ts';
import { readStartLine } from '../message/read-start-line.ts';
import { checkStartLine, type RequestLine, StartLineFrame, type StatusLine } from '../message/start-line.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Body } from './body.ts';
import type { BodyInput } from './body-value.ts';

/**
 *     sipfrag = [ start-line ]
 *               *message-header
 *               [ CRLF [ message-body ] ]
 *
 * A piece of a message: the NOTIFY of a REFER tells by one how the referred request fares. RFC 3420 §2, RFC 3515 §2.4.5.
 */
export class SipFragment {
  readonly kind = 'sipfrag';
  readonly startLine: RequestLine | StatusLine | undefined;
  readonly #content: Body | undefined;
  readonly #startDiagnostics: readonly Diagnostic[];

  /** `content` is all behind the start line: header fields, and perhaps a body; undefined where there is nothing. */
  constructor(
    startLine: RequestLine | StatusLine | undefined,
    content: Body | undefined,
    startDiagnostics: readonly Diagnostic[],
  ) {
    this.startLine = startLine;
    this.#content = content;
    this.#startDiagnostics = startDiagnostics;
  }

  /** The status code of its status line: 100 to 699. */
  get status(): number | undefined {
    return this.startLine?.kind === 'response' ? this.startLine.status : undefined;
  }

  get reason(): string | undefined {
    return this.startLine?.kind === 'response' ? this.startLine.reason : undefined;
  }

  get headers(): readonly HeaderField[] {
    return this.#content?.headers ?? [];
  }

  header(name: string): HeaderField | undefined {
    return this.#content?.header(name);
  }

  /** All values of a header of the table: `fragment.values('Warning')`. */
  values<Name extends HeaderName>(name: Name): readonly ValueTypes[HeaderKinds[Name]][] {
    return this.#content?.values(name) ?? [];
  }

  /** What the fragment carries behind its empty line. */
  get body(): Body | undefined {
    const body = this.#content;
    return body === undefined || body.span[0] === body.span[1] ? undefined : body;
  }

  get diagnostics(): readonly Diagnostic[] {
    return [...this.#startDiagnostics, ...(this.#content?.diagnostics ?? [])];
  }
}

/** Reads a fragment. One that begins with neither a start line nor a header field begins with a start line that is wrong. */
export function readSipFragment(body: Body, { source, span: [start, end] }: BodyInput): SipFragment {
  const line = new StartLineFrame();
  line.read(source.bytes, start, end);
  const isHeader = hasColon(source, start, line.kind === 'request' ? line.methodEnd : line.end);
  if (start === end || (line.kind !== 'response' && isHeader))
    return new SipFragment(undefined, start === end ? undefined : body.inner([start, end], 'all'), []);
  const wrong: Diagnostic[] = checkStartLine(source.bytes, start, line);
  const startLine = readStartLine(source, line, start, (...place) => grammar().readUri(...place));
  if (startLine?.kind === 'request') wrong.push(...startLine.uriDiagnostics);
  return new SipFragment(startLine, line.next < end ? body.inner([line.next, end], 'all') : undefined, wrong);
}

function hasColon(source: SourceText, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (source.bytes[at] === 0x3a) return true;
  }
  return false;
}
