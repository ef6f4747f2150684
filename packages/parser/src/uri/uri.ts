import { AbsoluteUri, type AbsoluteUriParts } from './absolute-uri.ts';
import { SipUri, type SipUriParts, writeSipUri } from './sip-uri.ts';
import { writeUriParameters } from './write-uri-parameters.ts';
import { TelUri, type TelUriParts } from './tel-uri.ts';
import { unescapeUri } from './unescape-uri.ts';
import { Urn } from './urn.ts';

/** Any URI a message carries. RFC 3261 §19.1, RFC 3966, RFC 8141, RFC 3986. */
export type Uri = SipUri | TelUri | Urn | AbsoluteUri;

/** What a URI is made of. */
export type UriParts = SipUriParts | TelUriParts | AbsoluteUriParts;

/** The user of a SIP URI or the number of a tel URI, escapes resolved: whom the URI names. */
export function uriUser(uri: UriParts): string | undefined {
  if (uri.kind === 'sip') return uri.user === undefined ? undefined : unescapeUri(uri.user);
  return uri.kind === 'tel' ? uri.number : undefined;
}

/** A URI that was read as it was written, byte for byte; a new one made of its parts. `uri.with({ host })` changes one. */
export function writeUri(uri: UriParts): string {
  if (uri instanceof SipUri || uri instanceof TelUri || uri instanceof Urn || uri instanceof AbsoluteUri)
    return uri.text;
  switch (uri.kind) {
    case 'sip':
      return writeSipUri(uri);
    case 'tel':
      return `tel:${uri.number}${writeUriParameters(uri.params)}`;
    case 'absolute':
    case 'urn':
      return `${uri.scheme}:${uri.opaque}`;
  }
}
