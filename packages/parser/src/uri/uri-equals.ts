import { absoluteUriEquals } from './absolute-uri-equals.ts';
import { sipUriEquals } from './sip-uri-equals.ts';
import { telUriEquals } from './tel-uri-equals.ts';
import { type UriParts, writeUri } from './uri.ts';
import type { CompareUris } from './uri-header-equals.ts';
import { urnEquals } from './urn-equals.ts';

/**
 * Whether two URIs mean the same by the rules of their scheme: SIP URIs by RFC 3261 §19.1.4, telephone numbers by RFC 3966 §4, names
 * by RFC 8141 §3 and their namespaces, others by RFC 3986 §6.2. Of SIP URIs this is not transitive: a parameter that only one of two
 * URIs has is ignored, so that two unequal URIs may both equal a third. It cannot serve to group them, and makes no key.
 */
export function uriEquals(one: UriParts, other: UriParts): boolean {
  return equals(one, other, equalInside);
}

/** URIs in the headers of a URI; those in the headers of these must be written alike, or input could nest without end. */
function equalInside(one: UriParts, other: UriParts): boolean {
  return equals(one, other, (inner, otherInner) => writeUri(inner) === writeUri(otherInner));
}

function equals(one: UriParts, other: UriParts, compareUris: CompareUris): boolean {
  if (one.kind === 'sip') return other.kind === 'sip' && sipUriEquals(one, other, compareUris);
  if (one.kind === 'tel') return other.kind === 'tel' && telUriEquals(one, other);
  if (other.kind === 'sip' || other.kind === 'tel' || one.scheme !== other.scheme) return false;
  return one.scheme === 'urn' ? urnEquals(one, other) : absoluteUriEquals(one, other);
}
