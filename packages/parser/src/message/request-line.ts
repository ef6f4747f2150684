import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { ReadUri, UriReading } from '../grammar/lazy-address.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import type { Uri } from '../uri/uri.ts';
import type { RequestLine, StartLineFrame } from './start-line.ts';

/** A request line whose Request-URI is read when it is first asked for. */
export class LazyRequestLine implements RequestLine {
  readonly kind = 'request';
  readonly span: Span;
  readonly method: string;
  readonly methodSpan: Span;
  readonly requestUri: string;
  readonly requestUriSpan: Span;
  readonly version: string;
  readonly versionSpan: Span;
  readonly #source: SourceText;
  readonly #readUri: ReadUri;
  #reading: UriReading | undefined = undefined;

  constructor(source: SourceText, line: StartLineFrame, span: Span, readUri: ReadUri) {
    this.#source = source;
    this.#readUri = readUri;
    this.span = span;
    this.methodSpan = [line.methodStart, line.methodEnd];
    this.requestUriSpan = [line.uriStart, line.uriEnd];
    this.versionSpan = [line.versionStart, line.versionEnd];
    this.method = source.slice(...this.methodSpan);
    this.requestUri = source.slice(...this.requestUriSpan);
    this.version = source.slice(...this.versionSpan);
  }

  get uri(): Uri | undefined {
    return this.#read().uri;
  }

  get uriDiagnostics(): readonly Diagnostic[] {
    return this.#read().diagnostics;
  }

  #read(): UriReading {
    return (this.#reading ??= readRequestUri(this.#source, this.requestUriSpan, this.#readUri));
  }
}

/** `<` `>` round a Request-URI are reported and looked past. RFC 4475 §3.1.2.7. */
function readRequestUri(source: SourceText, [start, end]: Span, readUri: ReadUri): UriReading {
  const isBracketed = end - start > 2 && source.bytes[start] === 0x3c && source.bytes[end - 1] === 0x3e;
  if (!isBracketed) return readUri(source, start, end);
  const inner = readUri(source, start + 1, end - 1);
  return { uri: inner.uri, diagnostics: [{ code: 'request-uri-brackets', span: [start, end] }, ...inner.diagnostics] };
}
