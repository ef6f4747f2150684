import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Uri } from '../uri/uri.ts';
import type { UriReading } from './lazy-address.ts';
import { scanUri } from './scan-uri.ts';
import { SdpRules } from './sdp-rules.ts';

/** The whole grammar: every rule of the classes it is made of, analysed once. */
export class SipGrammar extends SdpRules {
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
    const at = this.failedAt;
    const span = [this.tokens.starts[at]!, this.tokens.ends[at]!] as const;
    const hasNoScheme = at === 0;
    return hasNoScheme ? { code: 'uri-scheme', span } : { code: 'uri-syntax', span, detail: this.describeMismatch() };
  }
}

let grammar: SipGrammar | undefined;

/** The one grammar of the process, made when first needed: its analysis takes some tens of milliseconds. */
export function sipGrammar(): SipGrammar {
  return (grammar ??= new SipGrammar());
}
