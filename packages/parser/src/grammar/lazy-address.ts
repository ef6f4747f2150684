import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { NameAddr } from '../header/name-addr.ts';
import type { Parameters } from '../header/parameter.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import type { Uri } from '../uri/uri.ts';

/** A URI as far as it could be read, and what is wrong with it. */
export type UriReading = { readonly uri: Uri | undefined; readonly diagnostics: readonly Diagnostic[] };

/** Reads the URI at `[start, end)` of a source. */
export type ReadUri = (source: SourceText, start: number, end: number) => UriReading;

/** An address whose URI is read when it is first asked for: most are only shown or compared as text. */
export class LazyAddress implements NameAddr {
  readonly displayName: string | undefined;
  readonly uriSpan: Span;
  readonly params: Parameters;
  /** Set by the rule that reads the parameters, which come last. */
  tag: string | undefined = undefined;
  readonly #source: SourceText;
  readonly #readUri: ReadUri;
  #reading: UriReading | undefined = undefined;

  constructor(
    displayName: string | undefined,
    uriSpan: Span,
    params: Parameters,
    source: SourceText,
    readUri: ReadUri,
  ) {
    this.displayName = displayName;
    this.uriSpan = uriSpan;
    this.params = params;
    this.#source = source;
    this.#readUri = readUri;
  }

  get uriText(): string {
    return this.#source.slice(this.uriSpan[0], this.uriSpan[1]);
  }

  get uri(): Uri | undefined {
    return this.#read().uri;
  }

  get uriDiagnostics(): readonly Diagnostic[] {
    return this.#read().diagnostics;
  }

  #read(): UriReading {
    return (this.#reading ??= this.#readUri(this.#source, this.uriSpan[0], this.uriSpan[1]));
  }
}
