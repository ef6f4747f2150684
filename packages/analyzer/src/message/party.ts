import { type NameAddr, parseUri, uriUser } from '@sipscope/parser';
import { Fingerprints, textFingerprint } from './fingerprint.ts';
import { keptBytesText, keptText } from './kept-text.ts';
import { phoneNumber } from './phone-number.ts';

/** Who calls or is called, by a From or To field. */
export type Party = {
  readonly uri: string;
  /** Where its URI has a telephone number. */
  readonly number: string | undefined;
  /** The fingerprint of its user, alike on both sides of a border where numbers are written with and without their prefixes; 0 where it names nobody. */
  readonly userKey: number;
};

/** Digits of a number that say who it is, whatever prefixes stand before them. */
const tellingDigits = 8;

/** Parties are the same in many calls; so many are remembered. */
const maxRecent = 4096;

/** Parties by their URIs: equal ones seen lately are one object. */
export class Parties {
  readonly #fingerprints = new Fingerprints();
  /** By the fingerprint of the URI. */
  readonly #recent = new Map<number, Party>();

  of(address: NameAddr | undefined): Party | undefined {
    return address === undefined ? undefined : partyOf(keptText(address.uriText));
  }

  /** By a URI that stands in some bytes. */
  ofUri(bytes: Uint8Array, start: number, end: number): Party {
    const fingerprint = this.#fingerprints.of(bytes, start, end);
    const known = this.#recent.get(fingerprint);
    if (known !== undefined) return known;
    const party = partyOf(keptBytesText(bytes, start, end));
    if (this.#recent.size >= maxRecent) this.#recent.clear();
    this.#recent.set(fingerprint, party);
    return party;
  }
}

function partyOf(text: string): Party {
  const { uri } = parseUri(text);
  const user = uri === undefined ? undefined : uriUser(uri);
  const number = phoneNumber(user);
  return { uri: text, number: number === undefined ? undefined : keptText(number), userKey: userKeyOf(user) };
}

/** See `Party`. */
export function userKeyOf(user: string | undefined): number {
  const number = phoneNumber(user);
  if (number !== undefined) return textFingerprint(number.slice(-tellingDigits));
  // RFC 3323 §4.1.1.3: who does not want to be known.
  return user === undefined || user.toLowerCase() === 'anonymous' ? 0 : textFingerprint(user);
}
