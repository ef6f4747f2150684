import type { SipMessage } from '../message/sip-message.ts';
import { assembleMessage, copiedFields, newFields } from './assemble-message.ts';
import type { FieldLine } from './field-line.ts';
import { requestLine } from './write-sip-fragment.ts';

/**
 * A request that goes the way of another, to the next hop: its Request-URI, topmost Via alone, Route, From, Call-ID and number of CSeq are copied.
 * RFC 3261 §9.1, §17.1.1.3.
 */
export function sameHopRequest(request: SipMessage, method: string, to: readonly FieldLine[]): SipMessage {
  const { startLine } = request;
  if (startLine?.kind !== 'request') throw new RangeError(`${method} is made of a request`);
  const fields = [...topVia(request), ...copiedFields(request, 'Route', 'From', 'Call-ID'), ...to];
  const own = newFields({ 'Max-Forwards': 70, CSeq: cseqOf(request, method) });
  return assembleMessage(requestLine(method, startLine.requestUri), [...fields, ...own], {});
}

/** The number of a request's CSeq with another method. */
export function cseqOf({ cseq }: SipMessage, method: string): { readonly number: number; readonly method: string } {
  if (cseq?.number === undefined) throw new RangeError('The request has no CSeq that can be read');
  return { number: cseq.number, method };
}

/** The first Via field, with its first value alone. */
function topVia(request: SipMessage): readonly FieldLine[] {
  const first = copiedFields(request, 'Via').slice(0, 1);
  return first.map((one) => {
    const [top, next] = one.elements;
    return top === undefined || next === undefined ? one : one.with('', [top[1], one.valueSpan[1]]);
  });
}
