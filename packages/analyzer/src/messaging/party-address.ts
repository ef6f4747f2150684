import { parseUri, unescapeUri } from '@sipscope/parser';
import { keptText } from '../message/kept-text.ts';
import { phoneNumber } from '../message/phone-number.ts';
import { maxUriCharacters } from './limits.ts';

/** Parties are the same in many messages; so many are remembered. */
const maxRecent = 4096;

/** Addresses of parties by their URIs: equal ones seen lately are one text, which can be kept. */
export class PartyAddresses {
  readonly #recent = new Map<string, string>();

  /** By a URI as written. */
  of(text: string): string {
    const known = this.#recent.get(text);
    if (known !== undefined) return known;
    const address = keptText(partyAddress(text).slice(0, maxUriCharacters));
    if (this.#recent.size >= maxRecent) this.#recent.clear();
    this.#recent.set(keptText(text), address);
    return address;
  }
}

/**
 * Whom a URI names, the same however it is written: scheme, user and host without parameters, port and escapes (RFC 3261 §10.3), `sips` as `sip`. A global telephone number
 * is a `tel` URI, whatever domain it is at: messages to it and answers from it often differ in that. Other URIs stay as they are.
 */
export function partyAddress(text: string): string {
  const { uri } = parseUri(text);
  if (uri === undefined || (uri.kind !== 'sip' && uri.kind !== 'tel')) return text;
  const user = uri.kind === 'tel' ? uri.number : uri.user === undefined ? undefined : unescapeUri(uri.user);
  const number = phoneNumber(user);
  if (number?.startsWith('+') === true) return `tel:${number}`;
  if (uri.kind === 'tel') return `tel:${number ?? uri.number}`;
  const host = uri.host.toLowerCase();
  return user === undefined || user === '' ? `sip:${host}` : `sip:${user}@${host}`;
}

/**
 * An MSRP URI as such are compared: scheme, host and transport in lower case, without user and parameters; the session as written. RFC 4975 §6.1.
 */
export function msrpUriKey(text: string): string {
  const uri = text.slice(0, maxUriCharacters);
  const found = /^(msrps?):\/\/(?:[^@/;]*@)?([^@/;]*)(\/[^;]*)?(?:;([^;]*))?/i.exec(uri);
  if (found === null) return uri;
  const [, scheme = '', authority = '', session = '', transport = ''] = found;
  return `${scheme.toLowerCase()}://${authority.toLowerCase()}${session};${transport.toLowerCase()}`;
}
