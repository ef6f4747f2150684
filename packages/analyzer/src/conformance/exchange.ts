import type { Transaction } from '../transaction/transaction.ts';
import type { Refusal } from '../transport/refusal.ts';
import type { Seen } from './seen.ts';
import type { TextStore } from './text-store.ts';
import type { NamedDialog } from './ties.ts';

/** Responses of one transaction beyond these are not kept. */
const mostResponses = 32;
/** Copies likewise. */
const mostCopies = 32;
/** Hops likewise. */
const mostForwarded = 32;

/** Shared by all that have none. */
const noHops: readonly Exchange[] = [];

/** A message sent again: the first one, and when a copy of it was captured. */
export type SentAgain = { readonly of: Seen; readonly timeNs: number; readonly frame: number };

/** A transaction as rules see it: its messages on one hop, with their texts. Packets captured twice are in it once. */
export class Exchange {
  /** As the stage before knows it: its state, its path, its copies. */
  readonly transaction: Transaction;
  /** Of the request; INVITE also where only its ACK was seen. */
  readonly method: string;
  request: Seen | undefined = undefined;
  /** Different ones in order; of forks several final ones. */
  readonly responses: Seen[] = [];
  /** The ACK to its final response: to a failure in the same transaction, to a 2xx with a branch of its own (RFC 3261 §13.2.2.4, §17.1.1.3). */
  ack: Seen | undefined = undefined;
  /** Of an ACK with a branch of its own: the INVITE it is for. */
  acknowledges: Exchange | undefined = undefined;
  /** Of an INVITE: the CANCEL for it. */
  cancel: Exchange | undefined = undefined;
  /** Of a CANCEL: what it is for, be it no INVITE. */
  cancels: Exchange | undefined = undefined;
  /** By which the element that sent the request received it: the hop before, where that was captured too. */
  forwardedFrom: Exchange | undefined = undefined;
  /** By which its server forwarded the request, as far as they were captured, in order; of one that is over, what its messages say is forgotten. */
  forwardedTo: readonly Exchange[] = noHops;
  /** What ICMP said first of one of its messages. */
  refusal: Refusal | undefined = undefined;
  /** Where the request was not captured: another one on this hop, the branch of whose request its response has. */
  sameBranch: Exchange | undefined = undefined;
  /** Of an INVITE with Replaces, and of a REFER to one: the dialog it names, where its call was captured. */
  names: NamedDialog | undefined = undefined;
  /** Of a REFER: the latest INVITE by which whom it was sent to carried it out. */
  leadsTo: Exchange | undefined = undefined;
  copies: readonly SentAgain[] = none;
  /** Messages that are not kept here, because there were too many. */
  more = 0;
  /** How many hold it: the open transaction, cases. */
  holders = 0;

  constructor(transaction: Transaction, method: string) {
    this.transaction = transaction;
    this.method = method;
  }

  /** Of the two endpoints, whatever the direction. */
  get hop(): number {
    return this.transaction.hop;
  }

  /** Its first message. */
  get first(): Seen | undefined {
    const [response] = this.responses;
    if (this.request === undefined) return response ?? this.ack;
    return this.request;
  }

  /** The first final response. */
  get final(): Seen | undefined {
    return this.responses.find(({ status }) => status >= 200);
  }

  /** The final 2xx, where there is one; of a forked INVITE the first. */
  get success(): Seen | undefined {
    return this.responses.find(({ status }) => status >= 200 && status < 300);
  }

  get provisionals(): readonly Seen[] {
    return this.responses.filter(({ status }) => status < 200);
  }

  /** Whether the request has a To tag: it is one within a dialog. */
  get isInDialog(): boolean {
    return this.transaction.inDialog;
  }

  /** All its messages, in order. */
  get messages(): readonly Seen[] {
    const all = [...this.responses];
    if (this.request !== undefined) all.push(this.request);
    if (this.ownAck !== undefined) all.push(this.ownAck);
    return all.sort((a, b) => a.number - b.number);
  }

  /** The ACK that is part of the transaction. */
  get ownAck(): Seen | undefined {
    return this.ack?.belongs.transaction === this.transaction.number ? this.ack : undefined;
  }

  get isForgotten(): boolean {
    return this.first?.isForgotten === true;
  }

  /** Of the ones with `of`: how often it was sent again. */
  copiesOf(seen: Seen): readonly SentAgain[] {
    return this.copies.filter(({ of }) => of === seen);
  }

  /** The server forwarded the request by that one. */
  addForwarded(next: Exchange): void {
    next.forwardedFrom = this;
    if (this.forwardedTo.length < mostForwarded) this.forwardedTo = [...this.forwardedTo, next];
  }

  /** False where there is no room for it. */
  add(seen: Seen): boolean {
    if (seen.isRequest && seen.method === 'ACK' && this.method === 'INVITE') return (this.ack ??= seen) === seen;
    if (seen.isRequest) return (this.request ??= seen) === seen;
    if (this.responses.length < mostResponses) return this.responses.push(seen) > 0;
    this.more++;
    return false;
  }

  /** A copy of the request, the ACK or a response with that status and tag. */
  addCopy(copy: {
    readonly isRequest: boolean;
    readonly isAck: boolean;
    readonly status: number;
    readonly timeNs: number;
    readonly frame: number;
  }): void {
    const { isRequest, isAck, status, timeNs, frame } = copy;
    const ofRequest = isAck && this.method === 'INVITE' ? this.ack : this.request;
    const of = isRequest ? ofRequest : this.responses.findLast((one) => one.status === status);
    if (of === undefined) return;
    if (this.copies.length < mostCopies) this.copies = [...this.copies, { of, timeNs, frame }];
    else this.more++;
  }

  /** What was read of its texts is read again when asked for. */
  restTexts(): void {
    this.request?.restText();
    for (const seen of this.responses) seen.restText();
    this.ownAck?.restText();
  }

  forgetTexts(texts: TextStore): void {
    this.request?.forgetText(texts);
    for (const seen of this.responses) seen.forgetText(texts);
    this.ownAck?.forgetText(texts);
  }
}

const none: readonly SentAgain[] = [];
