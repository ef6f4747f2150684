import type { SipMessage } from '../message/sip-message.ts';
import { copiedFields } from './assemble-message.ts';
import { sameHopRequest } from './same-hop-request.ts';

/** The CANCEL of a request, with the same branch and To. An ACK and a CANCEL have none. RFC 3261 §9.1. */
export function buildCancel(request: SipMessage): SipMessage {
  const method = request.startLine?.kind === 'request' ? request.startLine.method : undefined;
  if (method === 'ACK' || method === 'CANCEL') throw new RangeError(`An ${method} cannot be cancelled`);
  return sameHopRequest(request, 'CANCEL', copiedFields(request, 'To'));
}
