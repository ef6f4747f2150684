import type { Reading } from '../grammar/read-row.ts';
import { headerNumberOf } from '../header/header-number.ts';
import { isSameName, isWord } from '../text/lower-case.ts';
import type { SipUriParts } from '../uri/sip-uri.ts';
import { unescapeBytes, unescapeUri } from '../uri/unescape-uri.ts';
import type { AnyHeaderName, HeaderValue } from './header-accessor.ts';
import { parseHeader } from './parse-header.ts';

/**
 * A header field that a SIP URI wants in the request made from it, as `sip:b@c?Replaces=…` in a Refer-To: its escapes resolved once,
 * then read by the rule of its name. Undefined where the URI has none of the name. Spans count from the first byte of the value,
 * escapes resolved. RFC 3261 §19.1.1, §19.1.5; RFC 3515 §2.1, RFC 3891 §3.
 */
export function readUriHeader<Name extends AnyHeaderName>(
  uri: Pick<SipUriParts, 'headers'>,
  name: Name,
): Reading<HeaderValue<Name>> | undefined {
  return readUriHeaders(uri, name)[0];
}

/** The same of every header field of the name, in order. */
export function readUriHeaders<Name extends AnyHeaderName>(
  uri: Pick<SipUriParts, 'headers'>,
  name: Name,
): readonly Reading<HeaderValue<Name>>[] {
  const number = headerNumberOf(name);
  const headers = uri.headers.filter((one) => {
    const found = unescapeUri(one.name);
    return number === -1 ? isSameName(found, name) : headerNumberOf(found) === number;
  });
  return headers.map(({ value }) => parseHeader(name, unescapeBytes(value)));
}

/** The body that a SIP URI wants in the request made from it (`?body=…`), its escapes resolved. RFC 3261 §19.1.1. */
export function uriBody(uri: Pick<SipUriParts, 'headers'>): Uint8Array | undefined {
  const header = uri.headers.find((one) => isWord(unescapeUri(one.name), 'body'));
  return header === undefined ? undefined : unescapeBytes(header.value);
}
