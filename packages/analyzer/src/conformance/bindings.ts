import { type ContactAddress, SipUri, uriEquals, uriUser } from '@sipscope/parser';
import type { Exchange } from './exchange.ts';
import type { Seen } from './seen.ts';

const secondNs = 1e9;

/** Contacts of one message beyond these are not looked at. */
const mostContacts = 32;

/** The addresses of a Contact header field, without `*`. */
export function addressesOf({ message }: Seen): readonly ContactAddress[] {
  return message.contacts.filter((contact) => contact !== '*').slice(0, mostContacts);
}

/** The seconds asked for a contact: its own, else those of Expires; undefined where the registrar is left to choose. */
export function askedSeconds({ message }: Seen, contact: ContactAddress): number | undefined {
  return contact.expires ?? message.expires;
}

/** Contacts that a REGISTER binds: none of those it removes or only asks for. */
export function boundContacts(request: Seen): readonly ContactAddress[] {
  return addressesOf(request).filter((contact) => askedSeconds(request, contact) !== 0);
}

/** Whether a Contact names a device, though perhaps in a way that cannot be read: that is another rule's. */
export function namesInstance({ message }: Seen): boolean {
  return message.headersNamed('Contact').some(({ value }) => value.toLowerCase().includes('+sip.instance'));
}

/** Whether two stand for one binding: of a flow by device and flow (RFC 5626 §6), else by their URIs (RFC 3261 §10.3). */
export function isSameBinding(one: ContactAddress, other: ContactAddress): boolean {
  if (one.instance !== undefined && one.instance === other.instance && one.regId !== undefined)
    return one.regId === other.regId;
  if (one.uriText === other.uriText) return true;
  const [a, b] = [one.uri, other.uri];
  return a !== undefined && b !== undefined && uriEquals(a, b);
}

/** Whether a registrar may mean the contact by what it lists, though it wrote it anew: the same device, user or host. */
export function mayBe(listed: ContactAddress, wanted: ContactAddress): boolean {
  if (isSameBinding(listed, wanted)) return true;
  if (wanted.instance !== undefined && listed.instance === wanted.instance) return true;
  const [a, b] = [listed.uri, wanted.uri];
  if (a === undefined || b === undefined) return true;
  if (!(a instanceof SipUri && b instanceof SipUri)) return false;
  const [one, other] = [uriUser(a), uriUser(b)];
  if (one !== undefined && one === other) return true;
  return a.host.toLowerCase() === b.host.toLowerCase();
}

/** Whether the user agent itself sent it on this hop, or the first that was captured: on further hops it is the same REGISTER again. */
export function isFirstSeen({ forwardedFrom, request }: Exchange): boolean {
  return forwardedFrom === undefined && request !== undefined;
}

/** Whether it was answered on the hop before, too: what is wrong with the answer is told there. */
export function isToldBefore({ forwardedFrom }: Exchange): boolean {
  return forwardedFrom?.final !== undefined;
}

/** Exchanges in groups of one Call-ID, in order. */
export function byCallId(exchanges: readonly Exchange[]): readonly (readonly Exchange[])[] {
  const groups = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const callId = exchange.request?.message.callId;
    if (callId === undefined || !isFirstSeen(exchange)) continue;
    const group = groups.get(callId);
    if (group === undefined) groups.set(callId, [exchange]);
    else group.push(exchange);
  }
  return [...groups.values()];
}

/** A registration that succeeded and bound something. */
export function isRefreshable(exchange: Exchange): boolean {
  const { request, success } = exchange;
  return request !== undefined && success !== undefined && isFirstSeen(exchange) && boundContacts(request).length > 0;
}

export function isSameContact({ request: one }: Exchange, { request: other }: Exchange): boolean {
  if (one === undefined || other === undefined) return false;
  const [contact, further] = boundContacts(one);
  const [next, more] = boundContacts(other);
  if (contact === undefined || next === undefined || further !== undefined || more !== undefined) return false;
  return contact.uriText === next.uriText && contact.instance === next.instance && contact.regId === next.regId;
}

/** Seconds that were granted to the one contact of a registration. */
export function grantOf({ request, success }: Exchange): number | undefined {
  if (request === undefined || success === undefined) return undefined;
  const [contact, further] = boundContacts(request);
  if (contact === undefined || further !== undefined) return undefined;
  return addressesOf(success).find((one) => isSameBinding(one, contact))?.expires;
}

/** When the binding ends that it made. */
export function endOf(exchange: Exchange): number | undefined {
  const granted = grantOf(exchange);
  return granted === undefined || granted === 0 || exchange.success === undefined
    ? undefined
    : exchange.success.timeNs + granted * secondNs;
}
