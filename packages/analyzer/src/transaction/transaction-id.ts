import type { CapturedMessage } from '../message/captured-message.ts';
import { joined } from '../message/fingerprint.ts';
import { method } from '../message/method.ts';

/** The fingerprint of what makes messages of one transaction (RFC 3261 §17.1.3, §17.2.3): see `KeyReader`; and the method, an ACK counting as its INVITE. */
export function transactionKey({ transaction }: CapturedMessage, methodClass: number): number {
  return joined(transaction, methodClass);
}

/** The key of the transaction that a request was in one hop before. */
export function hopKey(previousHop: number, methodClass: number): number {
  return joined(previousHop, methodClass);
}

/**
 * 32 bits of what a request is sent to: Request-URI and To tag. They tell transactions apart where the branch does not (§17.2.3), and a spiral from a loop (§16.3
 * item 4).
 */
export function targetOf({ requestUri, toTag }: CapturedMessage): number {
  return requestUri ^ (toTag | 0);
}

/** Whether the branch begins with the cookie z9hG4bK, so that it is the request's own (§8.1.1.7). */
export function hasUniqueBranch(message: CapturedMessage): boolean {
  return message.parsed().topVia?.branch?.startsWith('z9hG4bK') === true;
}

/** ACK belongs to the INVITE whose branch it carries (§17.1.1.3). */
export function methodClassOf(message: CapturedMessage): number {
  return message.method === method.ack ? method.invite : message.method;
}
