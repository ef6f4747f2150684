import type { CapturedMessage } from '../message/captured-message.ts';
import { joined } from '../message/fingerprint.ts';
import { KeyTable } from '../message/key-table.ts';
import type { MessageTable } from '../message/message-table.ts';
import { method } from '../message/method.ts';
import type { Slots } from '../message/slots.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { type ComingResponse, depthOf, Passage, type Sighting } from './passage.ts';
import { hopKey } from './transaction-id.ts';
import { isFinal, type Transaction } from './transaction.ts';
import { t1Ns } from './transaction-timers.ts';

/** As many transactions of one request are asked for the hop before. */
const maxAsked = 32;
/** As many hops back are looked at for an element that was passed before: Max-Forwards begins with 70 (§8.1.1.6). */
const maxHopsBack = 100;

type HopLinksOptions = {
  readonly messages: MessageTable;
  readonly flows: FlowTable;
  readonly open: Slots<Transaction>;
};

/** Ties the transactions that carry one request from hop to hop, and knows a response again that comes back over several of them. */
export class HopLinks {
  readonly #messages: MessageTable;
  readonly #flows: FlowTable;
  readonly #open: Slots<Transaction>;
  /** By Call-ID, CSeq and method: the latest transaction of a request. */
  readonly #byRequest = new KeyTable();

  constructor({ messages, flows, open }: HopLinksOptions) {
    this.#messages = messages;
    this.#flows = flows;
    this.#open = open;
  }

  /** A transaction begins with its request. `sameVia`: one with its branch and sent-by on another hop; `previous`: what the second Via names. */
  receiveRequest(
    transaction: Transaction,
    message: CapturedMessage,
    { sameVia, previous }: { readonly sameVia: Transaction | undefined; readonly previous: Transaction | undefined },
  ): void {
    const earlier = this.#add(transaction);
    if (previous !== undefined) this.#link(previous, transaction, message.timeNs);
    else if (message.previousHop !== 0 && transaction.pending !== undefined)
      transaction.pending.awaitedHop = hopKey(message.previousHop, transaction.method) | 0;
    if (earlier === undefined && sameVia === undefined) return;
    if (previous === undefined) this.#linkUnnamed(transaction, message, sameVia);
    // Packets may be captured in another order than they were sent.
    this.#each(transaction, (other) => {
      const awaited = other.pending?.awaitedHop ?? 0;
      if (awaited !== 0 && awaited === (transaction.key | 0) && other.request >= 0)
        this.#link(transaction, other, this.#messages.timeNs(other.request));
    });
  }

  /** A CANCEL is forwarded by the elements that have forwarded its INVITE, each with a branch of its own (§16.10). */
  receiveCancel(cancel: Transaction, { passage }: Transaction, timeNs: number): void {
    if (passage === undefined) return;
    const previous = passage.parent?.cancel;
    if (previous !== undefined && previous.slot >= 0) this.#link(previous, cancel, timeNs);
    else cancel.passage = new Passage(passage.depth);
  }

  /** What kind of sighting a response is that is no copy, or a copy of one. */
  receiveResponse(transaction: Transaction, message: CapturedMessage): Sighting {
    const { passage } = transaction;
    // A 100 goes no further than the next hop (§16.7 step 3), nor does what is said to a CANCEL (§16.10).
    if (passage === undefined || message.status <= 100 || message.method === method.cancel) return 'original';
    const { status, toTag, timeNs } = message;
    const seen = passage.seenBefore(status, toTag);
    if (isFinal(status) && transaction.final === message.number) {
      passage.answeredBy = this.#flows.destinationEndpoint(transaction.flow);
      if (seen !== undefined) takeAnswer(transaction, seen.from, timeNs - seen.timeNs);
    }
    this.#tellPrevious(transaction, { status, toTag, timeNs, from: transaction });
    return seen === undefined ? 'original' : 'forwarded';
  }

  /** The hop before is told that a response comes; or has had it before, where packets were not captured in the order in which they were sent. */
  #tellPrevious({ passage }: Transaction, response: ComingResponse): void {
    const parent = passage?.parent;
    if (parent?.passage === undefined || parent.slot < 0) return;
    const { status, toTag, timeNs, from } = response;
    if (parent.passage.seenBefore(status, toTag) !== undefined) return;
    parent.passage.expect(response);
    const isAnswered = parent.finalStatus === status && parent.finalToTag === toTag;
    if (isAnswered && parent.passage.answeredThrough < 0)
      takeAnswer(parent, from, this.#messages.timeNs(parent.final) - timeNs);
  }

  /** Nothing more is expected of it. */
  close(transaction: Transaction): void {
    transaction.passage?.close();
    const key = requestKey(transaction);
    const { slot, pending } = transaction;
    const earlier = pending?.earlier;
    if (this.#byRequest.get(key) === slot) {
      this.#byRequest.delete(key, slot);
      if (earlier !== undefined && earlier.slot >= 0) this.#byRequest.set(key, earlier.slot);
    }
  }

  /** Gives the latest one before it of the same request. */
  #add(transaction: Transaction): Transaction | undefined {
    const key = requestKey(transaction);
    const earlier = this.#open.at(this.#byRequest.get(key));
    this.#byRequest.set(key, transaction.slot);
    if (transaction.pending !== undefined) transaction.pending.earlier = earlier;
    return earlier;
  }

  /** Those before it of the same request, latest first; what lies further back is forgotten. */
  #each(transaction: Transaction, visit: (other: Transaction) => void): void {
    let last = transaction.pending;
    const fromTag = last?.fromTag;
    for (let asked = 0; last?.earlier !== undefined; asked++) {
      const other: Transaction = last.earlier;
      if (other.pending === undefined || asked === maxAsked) {
        last.earlier = undefined;
        return;
      }
      if (other.pending.fromTag === fromTag) visit(other);
      last = other.pending;
    }
  }

  /** No Via names the hop before: an element has hidden it, or it forwards without being a SIP element. */
  #linkUnnamed(transaction: Transaction, message: CapturedMessage, sameVia: Transaction | undefined): void {
    let previous = sameVia !== undefined && this.#isRelayed(sameVia, transaction, message) ? sameVia : undefined;
    this.#each(transaction, (other) => {
      if (previous === undefined && this.#isHidden(other, transaction, message)) previous = other;
    });
    if (previous === undefined) return;
    transaction.passage ??= new Passage(0);
    transaction.passage.isInferred = true;
    this.#link(previous, transaction, message.timeNs);
  }

  /** One Via on two hops: a NAT or a relay has changed an address. Who sends to another server without a new branch does so later. */
  #isRelayed(other: Transaction, { flow }: Transaction, { timeNs }: CapturedMessage): boolean {
    if (other.request < 0) return false;
    if (this.#flows.sourceEndpoint(other.flow) !== this.#flows.sourceEndpoint(flow)) return true;
    return Math.abs(timeNs - this.#messages.timeNs(other.request)) < t1Ns / 10;
  }

  /** It went to the address that this one comes from, and with a larger Max-Forwards. */
  #isHidden(other: Transaction, { flow }: Transaction, { timeNs, maxForwards }: CapturedMessage): boolean {
    if (other.request < 0 || maxForwards < 0 || maxForwards >= (other.pending?.maxForwards ?? -1)) return false;
    if (this.#flows.destinationIp(other.flow) !== this.#flows.sourceIp(flow)) return false;
    return this.#messages.timeNs(other.request) <= timeNs;
  }

  #link(previous: Transaction, next: Transaction, timeNs: number): void {
    if (previous === next) return;
    const from = (previous.passage ??= new Passage(Math.max(depthOf(previous), 1)));
    const to = (next.passage ??= new Passage(0));
    to.parent = previous;
    to.forwardedFrom = previous.number;
    to.depth = from.depth + 1;
    to.sighting = this.#sightingOf(next, previous);
    if (previous.request >= 0) to.requestNs = timeNs - this.#messages.timeNs(previous.request);
    if (next.pending !== undefined) next.pending.awaitedHop = 0;
    from.addForwarded(next);
    if (next.final < 0 || next.method === method.cancel) return;
    if (to.answeredBy < 0) to.answeredBy = this.#flows.destinationEndpoint(next.flow);
    if (previous.final >= 0 && from.answeredBy < 0) from.answeredBy = this.#flows.destinationEndpoint(previous.flow);
    const { finalStatus: status, finalToTag: toTag } = next;
    this.#tellPrevious(next, { status, toTag, timeNs: this.#messages.timeNs(next.final), from: next });
  }

  /** §16.3 item 4: whether the element that gets the request has had it before. Another Route makes it do something else with it, like another Request-URI. */
  #sightingOf({ flow, pending }: Transaction, previous: Transaction): Sighting {
    const server = this.#flows.destinationEndpoint(flow);
    let hop: Transaction | undefined = previous;
    for (let back = 0; hop !== undefined && back < maxHopsBack; back++) {
      if (this.#flows.destinationEndpoint(hop.flow) === server)
        return hop.pending?.target === pending?.target && hop.pending?.route === pending?.route ? 'loop' : 'spiral';
      hop = hop.passage?.parent;
    }
    return 'forwarded';
  }
}

/** The final response came from that hop, and took so long to be forwarded. */
function takeAnswer({ passage }: Transaction, from: Transaction, responseNs: number): void {
  if (passage === undefined || from.passage === undefined) return;
  passage.answeredThrough = from.number;
  passage.answeredBy = from.passage.answeredBy;
  from.passage.responseNs = responseNs;
}

function requestKey({ callId, cseq, method: methodNumber }: Transaction): number {
  return joined(joined(callId, cseq + 1), methodNumber);
}
