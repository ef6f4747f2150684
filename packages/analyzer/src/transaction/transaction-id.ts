import type { CapturedMessage } from '../message/captured-message.ts';
import { method } from '../message/method.ts';

/** Parts of a transaction's key: branch, sent-by, method, Call-ID, CSeq number, From tag. */
export const transactionKeyWidth = 6;

/**
 * What makes messages of one transaction (RFC 3261 §17.1.3, §17.2.3): topmost branch and sent-by, and the method, an
 * ACK counting as its INVITE. Call-ID and CSeq number guard against a branch used twice. Without the cookie z9hG4bK
 * the branch need not be unique (RFC 2543): the From tag joins the key.
 *
 * A response carries the request's Via back unchanged but for `received` and `rport`, which are not in the key.
 */
export function transactionKey(message: CapturedMessage, methodClass: number, key: Uint32Array): Uint32Array {
  key[0] = message.branch;
  key[1] = message.sentBy;
  key[2] = methodClass;
  key[3] = message.callId;
  key[4] = message.cseq;
  key[5] = message.hasCookie ? 0 : message.fromTag;
  return key;
}

/** ACK belongs to the INVITE whose branch it carries (§17.1.1.3). */
export function methodClassOf(message: CapturedMessage): number {
  return message.method === method.ack ? method.invite : message.method;
}
