import type { CapturedMessage } from '../message/captured-message.ts';
import type { MessageTable } from '../message/message-table.ts';
import { method } from '../message/method.ts';
import type { Slots } from '../message/slots.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { AnsweredInvites } from './answered-invites.ts';
import { CopiesSent } from './copies-sent.ts';
import { CopyNotes } from './copy-notes.ts';
import { HopLinks } from './hop-links.ts';
import { Passage, type Sighting } from './passage.ts';
import { SeenFlows } from './seen-flows.ts';
import { isSuccess, type Transaction } from './transaction.ts';
import { hopKey, transactionKey } from './transaction-id.ts';
import { comesTooLate } from './transaction-state.ts';

/** Where transactions are found. */
type Transactions = {
  readonly open: Slots<Transaction>;
  at(key: number): Transaction | undefined;
};

type RelationsOptions = {
  readonly messages: MessageTable;
  readonly flows: FlowTable;
  readonly table: Transactions;
};

/** What messages tell of transactions beside their own: what a CANCEL cancels and an ACK acknowledges, the hops of a request, copies and what they prove. */
export class Relations {
  readonly #messages: MessageTable;
  readonly #table: Transactions;
  readonly #links: HopLinks;
  readonly #answered: AnsweredInvites;
  readonly #notes: CopyNotes;
  readonly #seen: SeenFlows;

  constructor({ messages, flows, table }: RelationsOptions) {
    this.#messages = messages;
    this.#table = table;
    this.#links = new HopLinks({ messages, flows, open: table.open });
    this.#answered = new AnsweredInvites(table.open);
    this.#notes = new CopyNotes(messages, flows);
    this.#seen = new SeenFlows(messages, flows);
  }

  /** A message that is no copy, before its transaction takes it in. */
  receiveBefore(transaction: Transaction, message: CapturedMessage): void {
    if (message.isRequest) return;
    const { copies } = transaction;
    if (copies !== undefined) copies.isClientWaiting = false;
    if (!comesTooLate(transaction, this.#messages, message.timeNs)) return;
    (transaction.copies ??= new CopiesSent()).lateResponse = message.number;
  }

  /** `repeated`: the message it is a copy of, byte for byte; -1 where the text is another one. */
  receiveCopy(transaction: Transaction, message: CapturedMessage, repeated: number): void {
    this.#notes.receive(transaction, message, repeated);
    if (transaction.method !== method.ack || transaction.linked < 0) return;
    const invite = this.#answered.find(message, transaction.hop);
    if (invite !== undefined) this.#notes.receiveAckOf(invite, message, false);
  }

  /** A message that is no copy. */
  receive(transaction: Transaction, message: CapturedMessage): void {
    if (!message.isRequest) this.#receiveResponse(transaction, message);
    else if (transaction.request === message.number) this.#receiveRequest(transaction, message);
  }

  /** What kind of sighting it is, copies among them. */
  sightingOf(transaction: Transaction, message: CapturedMessage): Sighting {
    const { passage } = transaction;
    if (passage === undefined) return 'original';
    if (!message.isRequest)
      return passage.sighting === 'stray' ? 'stray' : this.#links.receiveResponse(transaction, message);
    const isInside = message.method === method.ack && transaction.method === method.invite;
    return isInside ? 'original' : passage.sighting;
  }

  /** Nothing more is expected of it. */
  close(transaction: Transaction): void {
    if (transaction.request >= 0) this.#links.close(transaction);
    if (transaction.method === method.invite) this.#answered.close(transaction);
  }

  #receiveResponse(transaction: Transaction, message: CapturedMessage): void {
    if (transaction.method === method.invite && isSuccess(message.status)) this.#answered.add(transaction, message);
    const isFirst = transaction.request < 0 && transaction.first === message.number;
    if (isFirst && this.#seen.isStray(message)) transaction.passage = strayPassage(transaction);
  }

  #receiveRequest(transaction: Transaction, message: CapturedMessage): void {
    if (transaction.passage?.sighting === 'stray') transaction.passage.sighting = 'original';
    const isAlone = this.#isAlone(transaction, message);
    if (transaction.method !== method.cancel) this.#linkHops(transaction, message);
    if (isAlone && this.#seen.isStray(message)) transaction.passage ??= strayPassage(transaction);
    this.#seen.add(message);
  }

  /** Whether it belongs to an INVITE that was not captured. */
  #isAlone(transaction: Transaction, message: CapturedMessage): boolean {
    if (transaction.method === method.cancel) return !this.#linkCancel(transaction, message);
    return transaction.method === method.ack && !this.#linkAck(transaction, message);
  }

  #linkHops(transaction: Transaction, message: CapturedMessage): void {
    const head = this.#table.at(transaction.key);
    const { previousHop } = message;
    this.#links.receiveRequest(transaction, message, {
      sameVia: head === transaction ? transaction.next : head,
      previous: previousHop === 0 ? undefined : this.#table.at(hopKey(previousHop, transaction.method)),
    });
  }

  /** A CANCEL has a transaction of its own with the branch of the one it cancels (§9.1). Gives whether that is known. */
  #linkCancel(cancel: Transaction, message: CapturedMessage): boolean {
    const head = this.#table.at(transactionKey(message, method.invite));
    const cancelled = onHop(head, cancel.hop) ?? head;
    if (cancelled === undefined) return false;
    cancelled.cancel ??= cancel;
    cancel.linked = cancelled.number;
    this.#links.receiveCancel(cancel, cancelled, message.timeNs);
    return true;
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
}

/** One key may be seen on this many hops before further ones are taken for the first. */
const maxHops = 32;

/** Of those with one key, from that one on, the one that was seen on this hop. */
export function onHop(head: Transaction | undefined, hop: number): Transaction | undefined {
  let candidate = head;
  for (let hops = 0; candidate !== undefined && hops < maxHops; hops++) {
    if (candidate.hop === hop) return candidate;
    candidate = candidate.next;
  }
  return undefined;
}

function strayPassage(transaction: Transaction): Passage {
  const passage = new Passage(Math.max(transaction.viaCount, 0));
  passage.sighting = 'stray';
  return passage;
}
