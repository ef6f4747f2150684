import { hostKind, parseUri, type SipMessage, SipUri, uriEquals, type Via } from '@sipscope/parser';
import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import { isLocalAddress, isPrivateAddress } from '../participants/private-address.ts';
import type { RegistrationNat } from '../rows/registration-row.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import type { RegisterContact } from './register-contact.ts';

/**
 * What shows that addresses are translated between the user agent and whom it talks to. The Via at the bottom is the user agent's: what a server added to it
 * (`received`, `rport`) tells the same on any hop (RFC 3261 §18.2.1, RFC 3581 §4). Ports alone prove nothing: many send from another port than they listen on.
 */
export function natOf(
  message: CapturedMessage,
  parsed: SipMessage,
  contacts: readonly RegisterContact[],
  flows: FlowTable,
): RegistrationNat | undefined {
  const via = message.viaCount === 1 ? parsed.topVia : parsed.via.at(-1);
  if (via === undefined || hostKind(via.sentBy.host) === 'name') return undefined;
  const isFirstHop = message.isRequest && message.viaCount === 1;
  const source = flows.sourceIp(message.flow);
  const evidence: RegistrationNat['evidence'][number][] = [];
  if (isFirstHop && !isSameHost(via.sentBy.host, source)) evidence.push('via');
  if (via.received !== undefined && !isSameHost(via.sentBy.host, via.received)) evidence.push('received');
  if (isFirstHop && !isPrivateAddress(source) && contacts.some(({ uri }) => isPrivateUri(uri)))
    evidence.push('contact');
  // Within one host any of its own addresses may be used.
  if (evidence.length === 0 || isLocalAddress(source)) return undefined;
  const outside = isFirstHop ? flows.source(message.flow) : outsideOf(via, source);
  return { inside: keptText(via.sentBy.text), outside, evidence, frame: message.frame };
}

function outsideOf({ received, rport }: Via, source: string): string {
  const host = received ?? source;
  return keptText(rport === undefined ? host : `${host.includes(':') ? `[${host}]` : host}:${rport}`);
}

/** IPv6 addresses are written in several ways, with brackets and without. */
function isSameHost(one: string, other: string): boolean {
  const [a, b] = [reference(one), reference(other)];
  if (a === b) return true;
  if (!a.startsWith('[') || !b.startsWith('[')) return false;
  const [uri, otherUri] = [parseUri(`sip:${a}`).uri, parseUri(`sip:${b}`).uri];
  return uri !== undefined && otherUri !== undefined && uriEquals(uri, otherUri);
}

function reference(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host.toLowerCase();
}

function isPrivateUri(text: string): boolean {
  const { uri } = parseUri(text);
  return uri instanceof SipUri && hostKind(uri.host) === 'ipv4' && isPrivateAddress(uri.host);
}
