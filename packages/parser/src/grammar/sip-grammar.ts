import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Uri } from '../uri/uri.ts';
import type { UriReading } from './lazy-address.ts';
import { scanUri } from './scan-uri.ts';
import { SdpMediaRules } from './sdp-media-rules.ts';

/** The whole grammar: every rule of the classes it is made of, analysed once. */
export class SipGrammar extends SdpMediaRules {
  constructor(skipValidations = true) {
    super(skipValidations);
    this.performSelfAnalysis();
  }

  readonly readUri = (source: SourceText, start: number, end: number): UriReading => {
    const outer = this.diagnostics;
    this.diagnostics = [];
    this.values = [];
    this.tokens.clear(source, end);
    scanUri(this.tokens, start, end);
    this.tokens.finish();
    const isUri = this.run(this.requestUri);
    if (!isUri) this.diagnostics.push(this.#uriMismatch());
    const { diagnostics } = this;
    this.diagnostics = outer;
    // requestUri pushes one value, a URI.
    return { uri: isUri ? (this.values[0] as Uri) : undefined, diagnostics };
  };

  #uriMismatch(): Diagnostic {
    // Where the first token is not taken, it is no scheme.
    return this.mismatch(this.failedAt === 0 ? 'uri-scheme' : 'uri-syntax');
  }
}
