import { LazyAddress } from '../grammar/lazy-address.ts';
import type { NameAddr } from '../header/name-addr.ts';
import type { SipMessage } from '../message/sip-message.ts';
import type { AddressInput } from './address-input.ts';
import { assembleMessage, copiedFields, type MessageContent, newFields } from './assemble-message.ts';
import type { HeaderInput } from './header-input.ts';
import { cseqOf, sameHopRequest } from './same-hop-request.ts';
import { requestLine } from './write-sip-fragment.ts';

/** What an ACK has of its own. RFC 3261 §13.2.2.4, §17.1.1.3. */
export type AckInput = MessageContent & {
  /** For a 2xx: a Via with a branch of its own. */
  readonly via?: HeaderInput<'Via'> | undefined;
};

/**
 * The ACK of the final response to an INVITE. Of a 300 to 699 it belongs to the INVITE and has its branch (RFC 3261 §17.1.1.3); of a 2xx it is a request of the
 * dialog, goes by the response's Contact and Record-Route, and must be given a Via (§13.2.2.4, §12.2.1.1). To is that of the response.
 */
export function buildAck(invite: SipMessage, response: SipMessage, input: AckInput = {}): SipMessage {
  const status = response.startLine?.kind === 'response' ? response.startLine.status : 0;
  if (status < 200) throw new RangeError('An ACK is made for a final response');
  return status < 300
    ? dialogAck(invite, response, input)
    : sameHopRequest(invite, 'ACK', copiedFields(response, 'To'));
}

function dialogAck(invite: SipMessage, response: SipMessage, { via, ...content }: AckInput): SipMessage {
  const [contact] = response.contacts;
  if (via === undefined) throw new RangeError('The ACK of a 2xx must be given a via');
  if (!(contact instanceof LazyAddress)) throw new RangeError('The response has no Contact that can be read');
  const { uri, routes } = nextHop(contact, response.recordRoutes.toReversed());
  const fields = [
    ...copiedFields(invite, 'From', 'Call-ID', 'Authorization', 'Proxy-Authorization'),
    ...copiedFields(response, 'To'),
    ...newFields({ Via: via, 'Max-Forwards': 70, CSeq: cseqOf(invite, 'ACK') }),
    ...(routes.length === 0 ? [] : newFields({ Route: routes })),
  ];
  return assembleMessage(requestLine('ACK', uri), fields, content);
}

type NextHop = { readonly uri: string; readonly routes: readonly AddressInput[] };

/** Where a request of a dialog goes: a first route without `lr` is itself the Request-URI, and the target comes last. RFC 3261 §12.2.1.1. */
function nextHop(target: NameAddr, routes: readonly NameAddr[]): NextHop {
  const first = routes[0]?.uri;
  const isLoose = first?.kind !== 'sip' || first.lr;
  if (isLoose) return { uri: target.uriText, routes };
  // A Request-URI has neither a method nor header fields. RFC 3261 §19.1.1.
  const params = first.params.filter(({ name }) => name.toLowerCase() !== 'method');
  return { uri: first.with({ params, headers: [] }).text, routes: [...routes.slice(1), { uri: target.uriText }] };
}
