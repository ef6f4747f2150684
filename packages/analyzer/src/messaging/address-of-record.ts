import { parseUri, unescapeUri } from '@sipscope/parser';
import { phoneNumber } from '../message/phone-number.ts';
import { maxUriCharacters } from './limits.ts';

/**
 * Whom a URI names, the same however it is written: scheme, user and host without parameters, port and escapes (RFC 3261 §10.3), `sips` as `sip`. A global telephone number
 * is a `tel` URI, whatever domain it is at: messages to it and answers from it often differ in that. Other URIs stay as they are.
 */
export function addressOfRecord(text: string): string {
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
