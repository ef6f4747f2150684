import { parseUri, SipUri, TelUri, type Uri, uriUser } from '@sipscope/parser';
import { keptText } from '../message/kept-text.ts';

/** Addresses are the same in many messages; so many are remembered. */
const maxRecent = 4096;
/** Longer ones are cut: no phone has such an address. */
const maxLength = 512;

/** Addresses-of-record by the URIs of To and From: equal ones seen lately are one text. */
export class AddressesOfRecord {
  readonly #recent = new Map<string, string>();

  /** By a URI as written. */
  of(uriText: string): string {
    if (uriText.length > maxLength) return keptText(addressOfRecord(uriText).slice(0, maxLength));
    const known = this.#recent.get(uriText);
    if (known !== undefined) return known;
    const address = keptText(addressOfRecord(uriText));
    if (this.#recent.size >= maxRecent) this.#recent.clear();
    this.#recent.set(keptText(uriText), address);
    return address;
  }
}

/**
 * The URI by which a registrar looks up bindings: without parameters, headers and password, its escapes resolved, the host in lower case. Of a telephone number
 * the digits alone. As written where it is no URI. RFC 3261 §10.3 step 5.
 */
export function addressOfRecord(uriText: string): string {
  const { uri } = parseUri(uriText);
  return uri === undefined ? uriText : canonical(uri);
}

function canonical(uri: Uri): string {
  if (uri instanceof SipUri) {
    const user = uriUser(uri);
    const host = uri.host.toLowerCase();
    return `${uri.scheme}:${user === undefined ? '' : `${user}@`}${host}${uri.port === undefined ? '' : `:${uri.port}`}`;
  }
  if (uri instanceof TelUri) return `tel:${uri.number.replaceAll(/[-.()]/g, '').toLowerCase()}`;
  return uri.text;
}
