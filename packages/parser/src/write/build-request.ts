import type { SipMessage } from '../message/sip-message.ts';
import type { UriInput } from './address-input.ts';
import { assembleMessage, demandFields, type MessageContent, newFields } from './assemble-message.ts';
import type { HeaderInput } from './header-input.ts';
import type { HeaderInputs, OtherHeaders } from './header-lines.ts';
import { requestLine } from './write-sip-fragment.ts';

/** The header fields of a request. Max-Forwards is 70 unless it is said; of CSeq the number is enough. RFC 3261 §8.1.1. */
export type RequestHeaders = Omit<HeaderInputs, 'CSeq'> &
  Required<Pick<HeaderInputs, 'Via' | 'From' | 'To' | 'Call-ID'>> & { readonly CSeq: HeaderInput<'CSeq'> | number };

/** A request to be built. RFC 3261 §8.1.1. */
export type RequestInput = MessageContent & {
  readonly method: string;
  readonly uri: UriInput;
  readonly headers: RequestHeaders;
  /** Fields of any other name. */
  readonly otherHeaders?: OtherHeaders | undefined;
};

const mandatory = ['Via', 'From', 'To', 'Call-ID', 'CSeq'];

/** What a method demands beside them. RFC 3261 §8.1.1.8, RFC 6665 §8.2, RFC 3903 §4, RFC 3515 §2, RFC 3262 §7.2, RFC 3311 §5.1. */
const demanded: ReadonlyMap<string, readonly string[]> = new Map([
  ['INVITE', ['Contact']],
  ['SUBSCRIBE', ['Contact', 'Event']],
  ['NOTIFY', ['Contact', 'Event', 'Subscription-State']],
  ['REFER', ['Contact', 'Refer-To']],
  ['UPDATE', ['Contact']],
  ['PUBLISH', ['Event']],
  ['PRACK', ['RAck']],
]);

/**
 * A request, its fields in the order of RFC 3261 §7.3.1, with Content-Length and, where it has a body, Content-Type. A RangeError names the header fields
 * that are missing, and what cannot be written. RFC 3261 §8.1.1.
 */
export function buildRequest({ method, uri, headers, otherHeaders = {}, ...content }: RequestInput): SipMessage {
  const { CSeq } = headers;
  const cseq = typeof CSeq === 'number' ? { number: CSeq, method } : CSeq;
  const fields = [...newFields({ 'Max-Forwards': 70, ...headers, CSeq: cseq }), ...newFields(otherHeaders)];
  demandFields(fields, [...mandatory, ...(demanded.get(method) ?? [])], `A request ${method}`);
  return assembleMessage(requestLine(method, uri), fields, content);
}
