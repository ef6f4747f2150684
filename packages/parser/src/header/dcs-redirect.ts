import { type LazyUri, ValueWithUris } from '../grammar/lazy-uri.ts';
import { quote } from '../text/quoted-string.ts';
import { parameterNumber, type Parameters, parameterValue, writeParameters } from './parameter.ts';

/** Whom a redirected call was for: P-DCS-Redirect. RFC 5503 §8.1. */
export class DcsRedirect extends ValueWithUris {
  /** The URI first called. */
  readonly called: string;
  readonly params: Parameters;

  constructor(called: string, params: Parameters, uris: readonly LazyUri[] = []) {
    super(uris);
    this.called = called;
    this.params = params;
  }

  get redirector(): string | undefined {
    return parameterValue(this.params, 'redirector-uri');
  }

  /** How often the call was redirected. */
  get count(): number | undefined {
    return parameterNumber(this.params, 'count');
  }
}

/** The text of a P-DCS-Redirect. RFC 5503 §8.1. */
export function writeDcsRedirect(value: Pick<DcsRedirect, 'called' | 'params'>): string {
  return `${quote(value.called)}${writeParameters(value.params)}`;
}
