import {
  type Contact,
  type ContactAddress,
  parseUri,
  type SipMessage,
  SipUri,
  unescapeUri,
  type Uri,
  uriEquals,
} from '@sipscope/parser';
import { textKey } from '../identity/text-key.ts';
import { keptText } from '../message/kept-text.ts';

/** A Contact of a REGISTER or of its 2xx, in texts that can be kept. RFC 3261 §10.2.1, RFC 5626 §4.2, RFC 5627 §5.3. */
export type RegisterContact = {
  /** As written. */
  readonly uri: string;
  /** The fingerprint of user, host and port alone: equal of equal URIs. */
  readonly place: number;
  /** Its `expires` parameter; undefined where it has none. */
  readonly expiresSeconds: number | undefined;
  readonly q: number | undefined;
  readonly instance: string | undefined;
  readonly regId: number | undefined;
  readonly isOutbound: boolean;
  readonly publicGruu: string | undefined;
  readonly temporaryGruu: string | undefined;
};

/** More contacts than this of one message are not looked at. */
const maxContacts = 16;
/** Longer texts are cut. */
const maxLength = 512;

/** `*` means all bindings (RFC 3261 §10.2.2). */
export type RegisterContacts = {
  readonly isAll: boolean;
  readonly contacts: readonly RegisterContact[];
  /** How many more there were. */
  readonly more: number;
};

export function registerContacts(message: SipMessage): RegisterContacts {
  const all: readonly Contact[] = message.contacts;
  if (all.length === 0) return noContacts;
  const addresses = all.filter((contact) => contact !== '*');
  return {
    isAll: addresses.length < all.length,
    contacts: addresses.slice(0, maxContacts).map(registerContact),
    more: Math.max(0, addresses.length - maxContacts),
  };
}

export const noContacts: RegisterContacts = { isAll: false, contacts: [], more: 0 };

function registerContact(contact: ContactAddress): RegisterContact {
  const { uri } = contact;
  return {
    uri: cut(contact.uriText),
    place: placeOf(uri, contact.uriText),
    expiresSeconds: contact.expires,
    q: contact.q,
    instance: cutIfAny(contact.instance),
    regId: contact.regId,
    isOutbound: uri instanceof SipUri && uri.ob,
    publicGruu: cutIfAny(contact.publicGruu),
    temporaryGruu: cutIfAny(contact.temporaryGruu),
  };
}

/** One of which only the URI is known. */
export function contactOfUri(uriText: string): RegisterContact {
  return {
    uri: cut(uriText),
    place: placeOf(parseUri(uriText).uri, uriText),
    expiresSeconds: undefined,
    q: undefined,
    instance: undefined,
    regId: undefined,
    isOutbound: false,
    publicGruu: undefined,
    temporaryGruu: undefined,
  };
}

/** A text as it is kept. */
export function cut(text: string): string {
  return keptText(text.length > maxLength ? text.slice(0, maxLength) : text);
}

export function cutIfAny(text: string | undefined): string | undefined {
  return text === undefined ? undefined : cut(text);
}

type Named = Pick<RegisterContact, 'uri' | 'place' | 'instance' | 'regId'>;

/** Whether two stand for one binding: of a flow, by device and flow (RFC 5626 §6), else by their URIs (RFC 3261 §10.3 step 7). */
export function isSameBinding(one: Named, other: Named): boolean {
  if (one.instance !== undefined && one.instance === other.instance && one.regId !== undefined)
    return one.regId === other.regId;
  if (one.uri === other.uri) return true;
  if (one.place !== other.place) return false;
  const [a, b] = [parseUri(one.uri).uri, parseUri(other.uri).uri];
  return a !== undefined && b !== undefined && uriEquals(a, b);
}

/**
 * What a registrar lists for a contact that was registered. Many change it: they leave parameters out, or put the address in that they saw. So the same binding
 * is looked for first, then the same device, the same user and address, and last the only one that is listed for the only one that was asked for. Those of `others`,
 * which are bound or asked for too, are not meant.
 */
export function listedFor(
  wanted: RegisterContact,
  listed: readonly RegisterContact[],
  others: readonly RegisterContact[],
  isOnly: boolean,
): RegisterContact | undefined {
  const same = listed.find((one) => isSameBinding(wanted, one)) ?? listed.find((one) => isSameDevice(wanted, one));
  if (same !== undefined) return same;
  const free = listed.filter((one) => !others.some((other) => isSameBinding(other, one)));
  return free.find(({ place }) => place === wanted.place) ?? (isOnly && free.length === 1 ? free[0] : undefined);
}

function isSameDevice(one: Named, other: Named): boolean {
  return one.instance !== undefined && one.instance === other.instance && one.regId === other.regId;
}

function placeOf(uri: Uri | undefined, uriText: string): number {
  if (!(uri instanceof SipUri)) return textKey(uriText);
  const { user, host, port } = uri;
  return textKey(`${user === undefined ? '' : unescapeUri(user)}@${host.toLowerCase()}:${port ?? ''}`);
}
