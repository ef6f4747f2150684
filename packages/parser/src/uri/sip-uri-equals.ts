import type { Parameters } from '../header/parameter.ts';
import { lowerCase } from '../text/lower-case.ts';
import { hostEquals } from './host-kind.ts';
import type { SipUriParts, UriHeader } from './sip-uri.ts';
import { normalizeEscapes } from './unescape-uri.ts';
import { type CompareUris, uriHeaderEquals } from './uri-header-equals.ts';

/**
 * Whether two SIP URIs are equal. The list of rules would ignore a transport that only one of them has, but the text before it and the
 * example `sip:bob@biloxi.com` against `sip:bob@biloxi.com;transport=udp` say that they differ. RFC 3261 §19.1.4; hosts by RFC 5954 §4.2.
 * URIs inside of their headers are compared by the function given.
 */
export function sipUriEquals(one: SipUriParts, other: SipUriParts, compareUris: CompareUris): boolean {
  return (
    one.scheme === other.scheme &&
    isSame(one.user, other.user) &&
    isSame(one.password, other.password) &&
    hostEquals(one.host, other.host) &&
    one.port === other.port &&
    parametersEqual(one.params, other.params) &&
    headersEqual(one.headers, other.headers, compareUris)
  );
}

/** User and password: with case, both there or neither. */
function isSame(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return normalizeEscapes(one) === normalizeEscapes(other);
}

/** Where only one URI has one of these, they differ, even if it says what would be so without it. */
const neverIgnored: readonly string[] = ['transport', 'user', 'ttl', 'method', 'maddr'];

function parametersEqual(one: Parameters, other: Parameters): boolean {
  if (one.length === 0 && other.length === 0) return true;
  const values = valuesByName(one);
  const otherValues = valuesByName(other);
  for (const [name, value] of values) {
    if (otherValues.has(name) ? otherValues.get(name) !== value : neverIgnored.includes(name)) return false;
  }
  return neverIgnored.every((name) => values.has(name) || !otherValues.has(name));
}

/** The first value of each name, as it is compared. Methods alone are compared with case. RFC 3261 §7.1. */
function valuesByName(params: Parameters): Map<string, string | undefined> {
  const values = new Map<string, string | undefined>();
  for (const param of params) {
    const name = lowerCase(normalizeEscapes(param.name));
    if (values.has(name)) continue;
    const value = param.value === undefined ? undefined : normalizeEscapes(param.value);
    values.set(name, name === 'method' || value === undefined ? value : lowerCase(value));
  }
  return values;
}

/** Headers are never ignored; their order tells nothing, save that of several with one name. */
function headersEqual(one: readonly UriHeader[], other: readonly UriHeader[], compareUris: CompareUris): boolean {
  if (one.length !== other.length) return false;
  if (one.length === 0) return true;
  const groups = Map.groupBy(one, headerName);
  const otherGroups = Map.groupBy(other, headerName);
  return [...groups].every(([name, headers]) => {
    const others = otherGroups.get(name) ?? [];
    const isAlike = ({ value }: UriHeader, index: number): boolean =>
      uriHeaderEquals(name, value, others[index]!.value, compareUris);
    return headers.length === others.length && headers.every(isAlike);
  });
}

function headerName(header: UriHeader): string {
  return lowerCase(normalizeEscapes(header.name));
}
