import type { UriParts } from './uri.ts';
import { unescapeUri } from './unescape-uri.ts';

/** The Content-ID of the body part a `cid:` URI stands for, without angle brackets and escapes; undefined of any other URI. RFC 2392 §2. */
export function contentIdOf(uri: UriParts): string | undefined {
  return uri.kind === 'absolute' && uri.scheme === 'cid' ? unescapeUri(uri.opaque) : undefined;
}
