import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import type { ReadUri } from './lazy-address.ts';

/** A URI within a value that is no address: what is wrong with it is found when first asked for. */
export class LazyUri {
  readonly span: Span;
  readonly #source: SourceText;
  readonly #readUri: ReadUri;

  constructor(span: Span, source: SourceText, readUri: ReadUri) {
    this.span = span;
    this.#source = source;
    this.#readUri = readUri;
  }

  get diagnostics(): readonly Diagnostic[] {
    return this.#readUri(this.#source, this.span[0], this.span[1]).diagnostics;
  }
}

/** A value that holds such URIs. */
export class ValueWithUris {
  readonly #uris: readonly LazyUri[];

  constructor(uris: readonly LazyUri[]) {
    this.#uris = uris;
  }

  /** What is wrong with the text of the URIs within. */
  get uriDiagnostics(): readonly Diagnostic[] {
    return this.#uris.flatMap((uri) => uri.diagnostics);
  }
}
