import type { CapturedMessage } from '../message/captured-message.ts';
import { Column } from '../message/columns.ts';
import { KeyTable } from '../message/key-table.ts';
import { keptText } from '../message/kept-text.ts';
import type { MessageTable } from '../message/message-table.ts';
import { method } from '../message/method.ts';
import { Slots } from '../message/slots.ts';
import { isCapturedAgain } from '../transport/captured-again.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { AnsweredInvites } from './answered-invites.ts';
import { CopiesSent } from './copies-sent.ts';
import { CopyNotes } from './copy-notes.ts';
import { HopLinks } from './hop-links.ts';
import { HopTable } from './hop-table.ts';
import { Passage, type Sighting } from './passage.ts';
import { SeenFlows } from './seen-flows.ts';
import { isFinal, isSuccess, Transaction, type TransactionTexts } from './transaction.ts';
import { hasUniqueBranch, hopKey, methodClassOf, targetOf, transactionKey } from './transaction-id.ts';
import { comesTooLate } from './transaction-state.ts';

/** `duplicate`: the same packet captured twice. `retransmission`: sent again. */
export type Copy = 'none' | 'retransmission' | 'duplicate';

/** Where a message belongs. */
export type Matched = {
  readonly transaction: Transaction;
  readonly copy: Copy;
  readonly sighting: Sighting;
};

/** One key may be seen on this many hops before further ones are taken for the first. */
const maxHops = 32;
/** How many messages of the transaction are compared with a new one. */
const maxLookBack = 16;

type TransactionTableOptions = {
  readonly messages: MessageTable;
  readonly flows: FlowTable;
  /** Whether texts are kept for rows. */
  readonly keepsTexts: boolean;
};

/** Matches every message to its transaction (RFC 3261 §17), as seen by a bystander. */
export class TransactionTable {
  /** Those of which more may come. */
  readonly open: Slots<Transaction> = new Slots();
  readonly #messages: MessageTable;
  readonly #flows: FlowTable;
  readonly #hops: HopTable;
  readonly #keepsTexts: boolean;
  readonly #byKey = new KeyTable();
  readonly #links: HopLinks;
  readonly #answered: AnsweredInvites;
  readonly #notes: CopyNotes;
  readonly #seen: SeenFlows;
  #count = 0;
  /** The message that the last one was a copy of, byte for byte; -1 where it was none. */
  #repeated = -1;
  /** By message: the one before it in its transaction plus one. */
  readonly #previous = Column.uint32();

  constructor({ messages, flows, keepsTexts }: TransactionTableOptions) {
    this.#messages = messages;
    this.#flows = flows;
    this.#hops = new HopTable(flows);
    this.#keepsTexts = keepsTexts;
    this.#links = new HopLinks({ messages, flows, open: this.open });
    this.#answered = new AnsweredInvites(this.open);
    this.#notes = new CopyNotes(messages, flows);
    this.#seen = new SeenFlows(flows);
  }

  /** How many there have been. */
  get count(): number {
    return this.#count;
  }

  receive(message: CapturedMessage): Matched {
    const transaction = message.isRequest ? this.#ofRequest(message) : this.#ofResponse(message);
    const copy = transaction.messageCount === 0 ? 'none' : this.#copyKind(transaction, message);
    const isCounted = copy !== 'duplicate' && transaction.messageCount > 0;
    this.#previous.push(isCounted ? transaction.last + 1 : 0);
    if (copy === 'retransmission') this.#noteCopy(transaction, message);
    if (copy === 'none' && !message.isRequest) this.#noteResponse(transaction, message);
    if (copy !== 'duplicate') advance(transaction, message, copy);
    if (copy === 'none') this.#link(transaction, message);
    return { transaction, copy, sighting: this.#sightingOf(transaction, message) };
  }

  /** In order; captured copies of a packet left out. */
  messagesOf(transaction: Transaction): readonly number[] {
    const messages: number[] = [];
    for (let message = transaction.last; message >= 0; message = this.#previous.get(message) - 1)
      messages.push(message);
    return messages.reverse();
  }

  /** Nothing more is expected of it. */
  close(transaction: Transaction): void {
    if (transaction.request >= 0) this.#links.close(transaction);
    if (transaction.method === method.invite && isSuccess(transaction.finalStatus)) this.#answered.close(transaction);
    const head = this.#at(transaction.key);
    if (head === transaction) this.#closeHead(transaction);
    else if (head !== undefined) unlink(transaction, head);
    transaction.next = undefined;
    transaction.pending = undefined;
    this.open.remove(transaction);
  }

  /** Lets go of what is known of messages before that one. */
  letGo(held: number): void {
    this.#previous.dropBefore(held);
  }

  #closeHead({ key, slot, next }: Transaction): void {
    this.#byKey.delete(key, slot);
    if (next !== undefined) this.#byKey.set(key, next.slot);
  }

  #ofRequest(message: CapturedMessage): Transaction {
    const hop = this.#hops.hop(message.flow);
    const known = this.#find(message, methodClassOf(message), hop);
    if (known !== undefined) return isOf(known, message) ? known : this.#ofOldRequest(known, message, hop);
    if (message.method !== method.ack) return this.#add(message, message.method, hop, message.flow);
    // The ACK to a 2xx: a branch of its own, no response (§13.2.2.4).
    return this.#find(message, method.ack, hop) ?? this.#add(message, method.ack, hop, message.flow);
  }

  /** Without a branch that tells transactions apart (RFC 2543), Request-URI and To tag do so too (§17.2.3). */
  #ofOldRequest(known: Transaction, message: CapturedMessage, hop: number): Transaction {
    if (hasUniqueBranch(message)) return known;
    let candidate = known.next;
    for (let hops = 0; candidate !== undefined && hops < maxHops; hops++) {
      if (candidate.hop === hop && isOf(candidate, message)) return candidate;
      candidate = candidate.next;
    }
    return this.#add(message, methodClassOf(message), hop, message.flow);
  }

  #ofResponse(message: CapturedMessage): Transaction {
    const hop = this.#hops.hop(message.flow);
    const methodClass = methodClassOf(message);
    // A response may come back by another address than the request's: any hop serves before a new transaction does.
    const known = this.#find(message, methodClass, hop) ?? this.#head(message, methodClass);
    return known ?? this.#add(message, methodClass, hop, this.#flows.reverse(message.flow));
  }

  #head(message: CapturedMessage, methodClass: number): Transaction | undefined {
    return this.#at(transactionKey(message, methodClass));
  }

  #at(key: number): Transaction | undefined {
    return this.open.at(this.#byKey.get(key));
  }

  #find(message: CapturedMessage, methodClass: number, hop: number): Transaction | undefined {
    let candidate = this.#head(message, methodClass);
    for (let hops = 0; candidate !== undefined && hops < maxHops; hops++) {
      if (candidate.hop === hop) return candidate;
      candidate = candidate.next;
    }
    return undefined;
  }

  #add(message: CapturedMessage, methodNumber: number, hop: number, flow: number): Transaction {
    const { callId, cseq } = message;
    const key = transactionKey(message, methodNumber);
    const transaction = new Transaction({
      number: this.#count++,
      method: methodNumber,
      key,
      callId,
      cseq,
      shown: this.#keepsTexts ? textsOf(message) : undefined,
      hop,
      flow,
      first: message.number,
      fromTag: message.fromTag | 0,
    });
    const head = this.#at(key);
    this.open.add(transaction);
    if (head === undefined) {
      this.#byKey.set(key, transaction.slot);
    } else {
      transaction.next = head.next;
      head.next = transaction;
    }
    return transaction;
  }

  /** What a message that is no copy tells of other transactions. */
  #link(transaction: Transaction, message: CapturedMessage): void {
    if (transaction.request === message.number) {
      if (transaction.passage?.sighting === 'stray') transaction.passage.sighting = 'original';
      const isStray = this.#linkRequest(transaction, message);
      if (isStray) transaction.passage ??= strayPassage(transaction);
      this.#seen.add(message);
    } else if (!message.isRequest && transaction.request < 0 && transaction.first === message.number) {
      if (this.#seen.isStray(message)) transaction.passage = strayPassage(transaction);
    } else if (transaction.method === method.invite && isSuccess(message.status)) {
      this.#answered.add(transaction, message);
    }
  }

  /** Gives whether the request belongs to another one that must have been captured, and was not. */
  #linkRequest(transaction: Transaction, message: CapturedMessage): boolean {
    if (transaction.method === method.cancel) return this.#linkCancel(transaction, message);
    const isAlone = transaction.method === method.ack && !this.#linkAck(transaction, message);
    const head = this.#at(transaction.key);
    this.#links.receiveRequest(transaction, message, {
      sameVia: head === transaction ? transaction.next : head,
      previous: message.previousHop === 0 ? undefined : this.#at(hopKey(message.previousHop, transaction.method)),
    });
    return isAlone && this.#seen.isStray(message);
  }

  /** A CANCEL has a transaction of its own with the branch of the one it cancels (§9.1). */
  #linkCancel(cancel: Transaction, message: CapturedMessage): boolean {
    const cancelled = this.#find(message, method.invite, cancel.hop) ?? this.#head(message, method.invite);
    if (cancelled === undefined) return this.#seen.isStray(message);
    cancelled.cancel ??= cancel;
    cancel.linked = cancelled.number;
    this.#links.receiveCancel(cancel, cancelled, message.timeNs);
    return false;
  }

  /** Gives whether the INVITE is known that the ACK is for (§13.2.2.4). */
  #linkAck(ack: Transaction, message: CapturedMessage): boolean {
    const invite = this.#answered.find(message, ack.hop);
    if (invite === undefined) return false;
    ack.linked = invite.number;
    this.#notes.receiveAckOf(invite, message, invite.linked < 0);
    if (invite.linked >= 0) return true;
    invite.linked = ack.number;
    if (invite.pending !== undefined) invite.pending.acknowledged = message.number;
    return true;
  }

  #noteCopy(transaction: Transaction, message: CapturedMessage): void {
    this.#notes.receive(transaction, message, this.#repeated);
    if (transaction.method !== method.ack || transaction.linked < 0) return;
    const invite = this.#answered.find(message, transaction.hop);
    if (invite !== undefined) this.#notes.receiveAckOf(invite, message, false);
  }

  /** Before the transaction takes the response in. */
  #noteResponse(transaction: Transaction, message: CapturedMessage): void {
    const { copies } = transaction;
    if (copies !== undefined) copies.isClientWaiting = false;
    if (!comesTooLate(transaction, this.#messages, message.timeNs)) return;
    (transaction.copies ??= new CopiesSent()).lateResponse = message.number;
  }

  #sightingOf(transaction: Transaction, message: CapturedMessage): Sighting {
    const { passage } = transaction;
    if (passage === undefined) return 'original';
    if (!message.isRequest)
      return passage.sighting === 'stray' ? 'stray' : this.#links.receiveResponse(transaction, message);
    const isInside = message.method === method.ack && transaction.method === method.invite;
    return isInside ? 'original' : passage.sighting;
  }

  #copyKind(transaction: Transaction, message: CapturedMessage): Copy {
    const copy = this.#copyOfText(transaction, message);
    if (copy !== 'none') return copy;
    if (message.isRequest) return this.#isRequestSeen(transaction, message) ? 'retransmission' : 'none';
    const isRepeatedFinal =
      transaction.final >= 0 &&
      message.status === transaction.finalStatus &&
      message.toTag === transaction.finalToTag &&
      message.flow === transaction.finalFlow;
    return isRepeatedFinal ? 'retransmission' : 'none';
  }

  /** Of a message with the bytes and the sender of an earlier one of the transaction. */
  #copyOfText(transaction: Transaction, message: CapturedMessage): Copy {
    this.#repeated = -1;
    let copy: Copy = 'none';
    let earlier = transaction.last;
    for (let steps = 0; earlier >= this.#messages.recentFrom && steps < maxLookBack; steps++) {
      if (this.#messages.hash(earlier) === message.hash && this.#messages.flow(earlier) === message.flow) {
        if (this.#isSamePacket(earlier, message)) return 'duplicate';
        copy = 'retransmission';
        if (this.#repeated < 0) this.#repeated = earlier;
      }
      earlier = this.#previous.get(earlier) - 1;
    }
    return copy;
  }

  #isSamePacket(earlier: number, message: CapturedMessage): boolean {
    return isCapturedAgain(this.#messages.ipId(earlier), message.ipId, message.timeNs - this.#messages.timeNs(earlier));
  }

  #isRequestSeen(transaction: Transaction, message: CapturedMessage): boolean {
    return message.method === method.ack && transaction.method === method.invite
      ? transaction.ack >= 0
      : transaction.request >= 0;
  }
}

/** Takes it out of the chain of those with its key. */
function unlink(transaction: Transaction, head: Transaction): void {
  let before = head;
  while (before.next !== undefined && before.next !== transaction) before = before.next;
  if (before.next === transaction) before.next = transaction.next;
}

function textsOf(message: CapturedMessage): TransactionTexts {
  const { callId, topVia } = message.parsed();
  return { callId: kept(callId), branch: kept(topVia?.branch) };
}

function kept(text: string | undefined): string | undefined {
  return text === undefined ? undefined : keptText(text);
}

/** Takes one more message, which is no captured copy, into the transaction. */
function advance(transaction: Transaction, message: CapturedMessage, copy: Copy): void {
  transaction.last = message.number;
  transaction.messageCount++;
  if (copy === 'retransmission') transaction.retransmissions++;
  if (message.isRequest) advanceByRequest(transaction, message);
  else if (copy === 'none') advanceByResponse(transaction, message);
}

function advanceByRequest(transaction: Transaction, message: CapturedMessage): void {
  if (message.method === method.ack && transaction.method === method.invite) {
    if (transaction.ack < 0) transaction.ack = message.number;
    return;
  }
  transaction.requestCount++;
  if (transaction.request >= 0) return;
  transaction.request = message.number;
  const { pending } = transaction;
  if (pending !== undefined) {
    pending.target = targetOf(message);
    pending.route = message.route;
    pending.maxForwards = message.maxForwards;
  }
  transaction.viaCount = message.viaCount;
  transaction.inDialog = message.toTag !== 0;
}

function advanceByResponse(transaction: Transaction, message: CapturedMessage): void {
  const { number, status } = message;
  if (transaction.firstResponse < 0) transaction.firstResponse = number;
  if (transaction.viaCount < 0) transaction.viaCount = message.viaCount;
  if (!isFinal(status)) {
    if (status > 100 && transaction.firstRinging < 0) transaction.firstRinging = number;
    if (!transaction.provisional.includes(status))
      transaction.provisional = withStatus(transaction.provisional, status);
  } else if (transaction.final < 0) {
    transaction.final = number;
    transaction.finalStatus = status;
    transaction.finalToTag = message.toTag;
    transaction.finalFlow = message.flow;
  }
}

/** Most transactions have one provisional status, and those with the same one share a list. */
const ofOneStatus: (readonly number[] | undefined)[] = [];

function withStatus(statuses: readonly number[], status: number): readonly number[] {
  return statuses.length === 0 ? (ofOneStatus[status] ??= [status]) : [...statuses, status];
}

/** Whether a request goes where the transaction's did. An ACK to a failure has the To tag of that (§17.1.1.3). */
function isOf(transaction: Transaction, message: CapturedMessage): boolean {
  if (transaction.request < 0) return true;
  const target = transaction.pending?.target;
  if (message.method === method.ack && transaction.method === method.invite && !transaction.inDialog)
    return target === message.requestUri;
  return target === targetOf(message);
}

function strayPassage(transaction: Transaction): Passage {
  const passage = new Passage(Math.max(transaction.viaCount, 0));
  passage.sighting = 'stray';
  return passage;
}
