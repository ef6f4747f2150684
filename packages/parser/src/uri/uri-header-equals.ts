import { parameter } from '../header/parameter.ts';
import type { NameAddr } from '../header/name-addr.ts';
import { parseHeader } from '../message/parse-header.ts';
import { lowerCase } from '../text/lower-case.ts';
import type { UriParts } from './uri.ts';
import { unescapeBytes, unescapeUri } from './unescape-uri.ts';

/** What compares the URIs inside of headers. */
export type CompareUris = (one: UriParts, other: UriParts) => boolean;

/** Header fields that hold one address each: their URIs are compared as URIs. RFC 3261 §20.20, §20.39. */
const addresses = {
  to: 'To',
  t: 'To',
  from: 'From',
  f: 'From',
  'reply-to': 'Reply-To',
  'refer-to': 'Refer-To',
  r: 'Refer-To',
} as const;

/** Header fields with a Call-ID, which is compared byte by byte (RFC 3261 §20.8, RFC 3891 §3), and the body, which is none. */
const withCase: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'body',
  'call-id',
  'i',
  'in-reply-to',
  'replaces',
  'join',
  'target-dialog',
]);

/**
 * Whether two headers of one name (given in lower case) in SIP URIs say the same. Their escapes resolved, values are compared without
 * case, except where they are quoted or their header field has a rule of its own. RFC 3261 §7.3.1, §19.1.4.
 */
export function uriHeaderEquals(name: string, one: string, other: string, compareUris: CompareUris): boolean {
  if (one === other) return true;
  if (Object.hasOwn(addresses, name)) return addressEquals(name as keyof typeof addresses, one, other, compareUris);
  const [value, otherValue] = [unescapeUri(one), unescapeUri(other)];
  if (value === otherValue) return true;
  return !withCase.has(name) && lowerOutsideQuotes(value) === lowerOutsideQuotes(otherValue);
}

function addressEquals(name: keyof typeof addresses, one: string, other: string, compareUris: CompareUris): boolean {
  const address = readAddress(name, one);
  const otherAddress = readAddress(name, other);
  if (address?.uri === undefined || otherAddress?.uri === undefined) return unescapeUri(one) === unescapeUri(other);
  return compareUris(address.uri, otherAddress.uri) && parametersEqual(address, otherAddress);
}

function readAddress(name: keyof typeof addresses, value: string): NameAddr | undefined {
  return parseHeader(addresses[name], unescapeBytes(value)).values[0];
}

/** A tag that only one has is never ignored; any other parameter is. RFC 3261 §20.20. */
function parametersEqual(one: NameAddr, other: NameAddr): boolean {
  if (one.tag !== other.tag) return false;
  return one.params.every(({ name, value }) => {
    const match = parameter(other.params, lowerCase(name));
    if (match === undefined || value === undefined) return match?.value === undefined;
    return match.value !== undefined && lowerCase(match.value) === lowerCase(value);
  });
}

function lowerOutsideQuotes(value: string): string {
  let text = '';
  let isQuoted = false;
  for (let at = 0; at < value.length; at++) {
    const character = value.charAt(at);
    if (character === '"') isQuoted = !isQuoted;
    text += isQuoted ? character : character.toLowerCase();
    // \" does not end what is quoted.
    if (isQuoted && character === '\\' && at + 1 < value.length) text += value.charAt(++at);
  }
  return text;
}
