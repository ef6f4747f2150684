import { hasParameter, type Parameters, parameterValue } from '../header/parameter.ts';
import { type HostKind, hostKind } from './host-kind.ts';
import { readTelephoneSubscriber, type TelephoneSubscriber } from './telephone-subscriber.ts';
import { unescapeUri } from './unescape-uri.ts';
import { writeUriParameters } from './write-uri-parameters.ts';

/** `?name=value` of a SIP URI; both as written, escapes and all. `readUriHeader` reads its value. */
export type UriHeader = { readonly name: string; readonly value: string };

/** What a SIP URI is made of, each part as written; `unescapeUri` resolves its escapes. RFC 3261 §19.1.1. */
export type SipUriParts = {
  readonly kind: 'sip';
  readonly scheme: 'sip' | 'sips';
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** As written; an IPv6 address keeps its brackets. */
  readonly host: string;
  /** Undefined where absent, and where the number is no port. */
  readonly port: number | undefined;
  readonly params: Parameters;
  readonly headers: readonly UriHeader[];
};

/** A `sip:` or `sips:` URI: its parts as written, and what its parameters say. RFC 3261 §19.1. */
export class SipUri implements SipUriParts {
  readonly kind = 'sip';
  /** The URI as written. */
  readonly text: string;
  readonly scheme: 'sip' | 'sips';
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly host: string;
  readonly port: number | undefined;
  readonly params: Parameters;
  readonly headers: readonly UriHeader[];

  constructor(text: string, parts: Omit<SipUriParts, 'kind'>) {
    this.text = text;
    this.scheme = parts.scheme;
    this.user = parts.user;
    this.password = parts.password;
    this.host = parts.host;
    this.port = parts.port;
    this.params = parts.params;
    this.headers = parts.headers;
  }

  /** The URI with some of its parts changed, and written anew. */
  with(changes: Partial<Omit<SipUriParts, 'kind'>>): SipUri {
    const { scheme, user, password, host, port, params, headers } = this;
    const parts: SipUriParts = { kind: 'sip', scheme, user, password, host, port, params, headers, ...changes };
    return new SipUri(writeSipUri(parts), parts);
  }

  get hostKind(): HostKind {
    return hostKind(this.host);
  }

  /** The value of a parameter (its name in lower case) with its escapes resolved; undefined too where it has none. */
  param(name: string): string | undefined {
    const value = parameterValue(this.params, name);
    return value === undefined ? undefined : unescapeUri(value);
  }

  /** Whether a parameter (its name in lower case) is there, with a value or without. */
  has(name: string): boolean {
    return hasParameter(this.params, name);
  }

  /** How requests are to be sent there: `udp`, `tcp`, `sctp`, `ws`, … RFC 3261 §19.1.1, RFC 7118 §5.3. */
  get transport(): string | undefined {
    return this.param('transport');
  }

  /** What the user part is: `phone`, `ip`, `dialstring`. RFC 3261 §19.1.1, RFC 4967 §4. */
  get userParam(): string | undefined {
    return this.param('user');
  }

  /** The method of the request made from the URI. */
  get method(): string | undefined {
    return this.param('method');
  }

  /** The time to live of multicast. */
  get ttl(): number | undefined {
    return number(this.param('ttl'), 255);
  }

  /** The address to send to in place of the host. */
  get maddr(): string | undefined {
    return this.param('maddr');
  }

  /** A loose router. */
  get lr(): boolean {
    return this.has('lr');
  }

  /** Reached over the flow of its registration. RFC 5626 §5.3. */
  get ob(): boolean {
    return this.has('ob');
  }

  /** What tells this GRUU from others; empty in a temporary one. RFC 5627 §7. */
  get gr(): string | undefined {
    return this.has('gr') ? (this.param('gr') ?? '') : undefined;
  }

  /** The compression the element takes. RFC 3486 §4. */
  get comp(): string | undefined {
    return this.param('comp');
  }

  /** Why the call was sent here: a status code. RFC 4458 §2.2. */
  get cause(): number | undefined {
    return number(this.param('cause'), 999);
  }

  /** For whom it was sent here: an address of its own. RFC 4458 §2.1. */
  get target(): string | undefined {
    return this.param('target');
  }

  /** The telephone number a user part with `user=phone` is; undefined where it is none. RFC 3261 §19.1.6. */
  get telephone(): TelephoneSubscriber | undefined {
    const isPhone = this.userParam?.toLowerCase() === 'phone';
    return isPhone && this.user !== undefined ? readTelephoneSubscriber(this.user) : undefined;
  }

  toString(): string {
    return this.text;
  }
}

/** A SIP URI made of its parts. */
export function writeSipUri(uri: SipUriParts): string {
  const password = uri.password === undefined ? '' : `:${uri.password}`;
  const user = uri.user === undefined ? '' : `${uri.user}${password}@`;
  const port = uri.port === undefined ? '' : `:${uri.port}`;
  const headers = uri.headers
    .map((header, index) => `${index === 0 ? '?' : '&'}${header.name}=${header.value}`)
    .join('');
  return `${uri.scheme}:${user}${uri.host}${port}${writeUriParameters(uri.params)}${headers}`;
}

function number(text: string | undefined, max: number): number | undefined {
  const isNumber = text !== undefined && /^\d{1,3}$/.test(text) && Number(text) <= max;
  return isNumber ? Number(text) : undefined;
}
