import type { CapturedMessage } from '../message/captured-message.ts';
import type { MessageTable } from '../message/message-table.ts';
import { method } from '../message/method.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { timerCNs, timeoutNs } from './transaction-timers.ts';

const seenRequest = 1;
const seenInvite = 2;

/**
 * What was captured of each flow so far: whether a message that belongs to nothing is a stray one, or what it belongs to went another way, or before the
 * capture began. Times count from the capture's first packet.
 */
export class SeenFlows {
  readonly #messages: MessageTable;
  readonly #flows: FlowTable;
  /** By flow. */
  readonly #seen: number[] = [];

  constructor(messages: MessageTable, flows: FlowTable) {
    this.#messages = messages;
    this.#flows = flows;
  }

  /** A request that begins a transaction. */
  add({ flow, method: methodNumber }: CapturedMessage): void {
    while (this.#seen.length <= flow) this.#seen.push(0);
    this.#seen[flow]! |= methodNumber === method.invite ? seenInvite | seenRequest : seenRequest;
  }

  /** Of a response, an ACK to a 2xx or a CANCEL whose request, INVITE or answer is not known. */
  isStray(message: CapturedMessage): boolean {
    const { flow, isRequest, timeNs } = message;
    const fromNs = timeNs - observedNs(message);
    if (fromNs < 0 || !this.#messages.isObserved(fromNs, timeNs, timeNs)) return false;
    const bits = this.#seen[isRequest ? flow : this.#flows.reverse(flow)] ?? 0;
    return (bits & (isRequest ? seenInvite : seenRequest)) !== 0;
  }
}

/** So long an INVITE may be answered, or cancelled, and any other request, or the answer before an ACK, be followed. */
function observedNs({ method: methodNumber }: CapturedMessage): number {
  const isOfInvite = methodNumber === method.invite || methodNumber === method.cancel;
  return isOfInvite ? timerCNs + timeoutNs : timeoutNs;
}
