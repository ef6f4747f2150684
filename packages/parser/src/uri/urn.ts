import type { AbsoluteUriParts } from './absolute-uri.ts';

/**
 * A name.
 *
 *     namestring = "urn" ":" NID ":" NSS [ rq-components ] [ "#" f-component ]
 *
 * RFC 8141 §2. Of these SIP uses `urn:service` (RFC 5031), `urn:uuid` (RFC 4122), `urn:gsma:imei` (RFC 7254) and `urn:alert` (RFC 7462).
 */
export class Urn implements AbsoluteUriParts {
  readonly kind = 'urn';
  /** The URI as written. */
  readonly text: string;
  readonly scheme = 'urn';
  /** What follows `urn:`. */
  readonly opaque: string;

  constructor(text: string, opaque: string) {
    this.text = text;
    this.opaque = opaque;
  }

  /** `service`, `uuid`, `gsma`, `alert`, `urn-7`, … in lower case. */
  get namespace(): string {
    return this.opaque.substring(0, this.#colon).toLowerCase();
  }

  /** What the namespace says, as written. */
  get specific(): string {
    return this.opaque.substring(this.#colon + 1);
  }

  /** The labels of a service, the general one first: `sos`, `fire`. RFC 5031 §4.2. */
  get service(): readonly string[] | undefined {
    return this.namespace === 'service' ? this.specific.toLowerCase().split('.') : undefined;
  }

  /** A UUID in lower case. RFC 4122 §3. */
  get uuid(): string | undefined {
    return this.namespace === 'uuid' ? this.specific.toLowerCase() : undefined;
  }

  /** The IMEI of a mobile device, with the version of its software where that is given. RFC 7254 §4.1. */
  get imei(): { readonly imei: string; readonly svn: string | undefined } | undefined {
    if (this.namespace !== 'gsma' || !/^imei:/i.test(this.specific)) return undefined;
    const [imei = '', ...params] = this.specific.substring(5).split(';');
    return { imei, svn: params.find((param) => /^svn=/i.test(param))?.substring(4) };
  }

  /** The category of an alert and what it tells, the general label first: `service`, `call-waiting`. RFC 7462 §7. */
  get alert(): readonly string[] | undefined {
    return this.namespace === 'alert' ? this.specific.split(':') : undefined;
  }

  toString(): string {
    return this.text;
  }

  get #colon(): number {
    const at = this.opaque.indexOf(':');
    return at === -1 ? this.opaque.length : at;
  }
}
