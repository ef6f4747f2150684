import { LazyAddress } from '../grammar/lazy-address.ts';
import type { NameAddr } from '../header/name-addr.ts';
import { type UriParts, writeUri } from '../uri/uri.ts';
import { lineText, wordText } from './checked-text.ts';
import {
  type FormOf,
  type ParameterInput,
  parametersOf,
  type ParametersInput,
  withParameters,
} from './parameters-input.ts';

/** A URI to be written: its text, one that was read, or the parts of one. */
export type UriInput = string | UriParts;

/** An address to be written: one that was read, or `{ uri: 'sip:bob@example.com', displayName: 'Bob', tag: 'x' }`. RFC 3261 §25.1 name-addr. */
export type AddressInput = {
  /** Said between quotes, escapes added. */
  readonly displayName?: string | undefined;
  readonly params?: ParametersInput | undefined;
  /** The parameter `tag`. */
  readonly tag?: string | undefined;
} & ({ readonly uriText: string } | { readonly uri: UriInput });

/** A Contact to be written, but for `*`, which is written so. RFC 3261 §20.10. */
export type ContactInput = AddressInput & { readonly q?: number | undefined; readonly expires?: number | undefined };

/** What an address is written of. */
export type AddressParts = Pick<NameAddr, 'displayName' | 'uriText' | 'params'>;

/** An address as it is to be written; `set` are parameters that the input names apart. A RangeError tells what cannot be written. */
export function addressParts(
  input: AddressInput,
  form: FormOf,
  set: Readonly<Record<string, ParameterInput>> = { tag: input.tag },
): AddressParts {
  const { displayName } = input;
  if (displayName !== undefined) lineText(displayName, 'A display name');
  const params = parametersOf(input.params, form);
  return {
    displayName,
    uriText: uriText(input),
    // Of an address that was read they are among its parameters.
    params: input instanceof LazyAddress ? params : withParameters(params, set, form),
  };
}

/** The text of a URI that stands between `<` and `>`. */
export function uriInputText(uri: UriInput): string {
  return wordText(typeof uri === 'string' ? uri : writeUri(uri), 'A URI');
}

/** A URI that stands without brackets, so that nothing in it may belong to the header. RFC 3261 §20. */
export function bareUriText(uri: string): string {
  if (/[,;?]/.test(uri)) throw new RangeError(`Without brackets a URI cannot have , ; or ?: ${uri.slice(0, 80)}`);
  return uri;
}

function uriText(input: AddressInput): string {
  // What is made of an address that was read has a URI that is newer than the text.
  const uri = 'uriText' in input ? input.uriText : input.uri;
  if (uri === undefined)
    throw new RangeError('An address must have a uri; a copy of one that was read, too: { ...from, uri: from.uri }');
  return uriInputText(uri);
}
