import type { CapturedMessage } from '../message/captured-message.ts';
import { joined } from '../message/fingerprint.ts';
import { method } from '../message/method.ts';

/** The fingerprint of what makes messages of one transaction (RFC 3261 §17.1.3, §17.2.3): see `KeyReader`; and the method, an ACK counting as its INVITE. */
export function transactionKey({ transaction }: CapturedMessage, methodClass: number): number {
  return joined(transaction, methodClass);
}

/** ACK belongs to the INVITE whose branch it carries (§17.1.1.3). */
export function methodClassOf(message: CapturedMessage): number {
  return message.method === method.ack ? method.invite : message.method;
}
