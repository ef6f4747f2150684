import { hasParameter, type Parameter, type Parameters, parameterValue } from '../header/parameter.ts';
import { isGlobalNumber, isLocalNumber, withoutSeparators } from './phone-number.ts';
import { unescapeUri } from './unescape-uri.ts';

/** A telephone number and what belongs to it: the whole of a tel URI, or the user part of a SIP URI. RFC 3966 §3. */
export class TelephoneSubscriber {
  /** As written, visual separators and all. */
  readonly number: string;
  /** True of `+` and country code; a local number needs `phone-context` to mean anything. */
  readonly global: boolean;
  readonly params: Parameters;

  constructor(number: string, params: Parameters) {
    this.number = number;
    this.global = number.startsWith('+');
    this.params = params;
  }

  /** The number without the separators that are there for people. RFC 3966 §5.1.1. */
  get digits(): string {
    return withoutSeparators(this.number);
  }

  /** The value of a parameter (its name in lower case) with its escapes resolved; undefined too where it has none. */
  param(name: string): string | undefined {
    const value = parameterValue(this.params, name);
    return value === undefined ? undefined : unescapeUri(value);
  }

  /** Where a local number is valid: a domain, or the first digits of a global number. RFC 3966 §5.1.5. */
  get phoneContext(): string | undefined {
    return this.param('phone-context');
  }

  /** The extension behind the number. RFC 3966 §5.3. */
  get ext(): string | undefined {
    return this.param('ext');
  }

  /** The ISDN subaddress. RFC 3966 §5.2. */
  get isub(): string | undefined {
    return this.param('isub');
  }

  /** `nsap`, `nsap-bcd` or `nsap-ia5`. RFC 4715 §5. */
  get isubEncoding(): string | undefined {
    return this.param('isub-encoding');
  }

  /** The routing number of a ported number. RFC 4694 §4. */
  get rn(): string | undefined {
    return this.param('rn');
  }

  get rnContext(): string | undefined {
    return this.param('rn-context');
  }

  /** Number portability has been looked up. RFC 4694 §4. */
  get npdi(): boolean {
    return hasParameter(this.params, 'npdi');
  }

  /** The carrier of a freephone number, or of the caller's choice. RFC 4694 §4. */
  get cic(): string | undefined {
    return this.param('cic');
  }

  get cicContext(): string | undefined {
    return this.param('cic-context');
  }

  /** The trunk group. RFC 4904 §5. */
  get tgrp(): string | undefined {
    return this.param('tgrp');
  }

  get trunkContext(): string | undefined {
    return this.param('trunk-context');
  }
}

/** The user part of a SIP URI (as written) as a telephone number; undefined where it is none. RFC 3261 §19.1.6. */
export function readTelephoneSubscriber(user: string): TelephoneSubscriber | undefined {
  const semi = user.indexOf(';');
  const number = unescapeUri(semi === -1 ? user : user.substring(0, semi));
  if (!isGlobalNumber(number) && !isLocalNumber(number)) return undefined;
  const params =
    semi === -1
      ? []
      : user
          .substring(semi + 1)
          .split(';')
          .map(readParameter);
  return new TelephoneSubscriber(number, params);
}

function readParameter(text: string): Parameter {
  const equal = text.indexOf('=');
  if (equal === -1) return { name: text, value: undefined, quoted: false };
  return { name: text.substring(0, equal), value: text.substring(equal + 1), quoted: false };
}
