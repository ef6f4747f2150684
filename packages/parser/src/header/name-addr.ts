import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import { quote } from '../text/quoted-string.ts';
import type { Span } from '../text/span.ts';
import type { Uri } from '../uri/uri.ts';
import { type Parameters, writeParameters } from './parameter.ts';

/** A URI with, if any, a name for people and parameters of the header. RFC 3261 §25.1 name-addr, addr-spec; RFC 8217. */
export type NameAddr = {
  /** What it says: without quotes and escapes. */
  readonly displayName: string | undefined;
  /** The URI as written, without `<` and `>`. */
  readonly uriText: string;
  readonly uriSpan: Span;
  /** The URI read; undefined where its text is none. */
  readonly uri: Uri | undefined;
  /** What is wrong with the URI's text. */
  readonly uriDiagnostics: readonly Diagnostic[];
  readonly params: Parameters;
  /** The `tag` parameter, which From and To have. */
  readonly tag: string | undefined;
};

/** The written form that is right for any URI: with angle brackets. RFC 3261 §20. */
export function writeNameAddr(address: Pick<NameAddr, 'displayName' | 'uriText' | 'params'>): string {
  const name = address.displayName === undefined ? '' : `${quote(address.displayName)} `;
  return `${name}<${address.uriText}>${writeParameters(address.params)}`;
}
