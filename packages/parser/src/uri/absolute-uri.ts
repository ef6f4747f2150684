/** What another URI is made of. */
export type AbsoluteUriParts = { readonly kind: 'absolute' | 'urn'; readonly scheme: string; readonly opaque: string };

/**
 * Any other URI.
 *
 *     URI = scheme ":" hier-part [ "?" query ] [ "#" fragment ]
 *
 * RFC 3986 §3; in SIP without a fragment (RFC 3261 §25.1 absoluteURI).
 */
export class AbsoluteUri implements AbsoluteUriParts {
  readonly kind = 'absolute';
  /** The URI as written. */
  readonly text: string;
  /** In lower case. */
  readonly scheme: string;
  /** What follows the colon. */
  readonly opaque: string;

  constructor(text: string, scheme: string, opaque: string) {
    this.text = text;
    this.scheme = scheme;
    this.opaque = opaque;
  }

  /** Between `//` and the path; undefined where there is none, as in `mailto:`, `cid:` and `data:`. */
  get authority(): string | undefined {
    return splitUri(this.opaque).authority;
  }

  get path(): string {
    return splitUri(this.opaque).path;
  }

  /** Behind `?`. */
  get query(): string | undefined {
    return splitUri(this.opaque).query;
  }

  /** Behind `#`. */
  get fragment(): string | undefined {
    return splitUri(this.opaque).fragment;
  }

  toString(): string {
    return this.text;
  }
}

export type UriComponents = {
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: string | undefined;
  readonly fragment: string | undefined;
};

/** The components of what follows the colon of a scheme, as written. RFC 3986 §3. */
export function splitUri(opaque: string): UriComponents {
  const [withQuery, fragment] = cut(opaque, '#');
  const [hierarchical, query] = cut(withQuery, '?');
  if (!hierarchical.startsWith('//')) return { authority: undefined, path: hierarchical, query, fragment };
  const slash = hierarchical.indexOf('/', 2);
  const end = slash === -1 ? hierarchical.length : slash;
  return { authority: hierarchical.substring(2, end), path: hierarchical.substring(end), query, fragment };
}

function cut(text: string, mark: string): [before: string, behind: string | undefined] {
  const at = text.indexOf(mark);
  return at === -1 ? [text, undefined] : [text.substring(0, at), text.substring(at + 1)];
}
