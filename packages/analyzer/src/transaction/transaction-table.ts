import type { CapturedMessage } from '../message/captured-message.ts';
import { Column } from '../message/columns.ts';
import { KeyTable } from '../message/key-table.ts';
import { keptText } from '../message/kept-text.ts';
import type { MessageTable } from '../message/message-table.ts';
import { method } from '../message/method.ts';
import { Slots } from '../message/slots.ts';
import { isCapturedAgain } from '../transport/captured-again.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { advance } from './advance.ts';
import { HopTable } from './hop-table.ts';
import type { Sighting } from './passage.ts';
import { onHop, Relations } from './relations.ts';
import { Transaction, type TransactionTexts } from './transaction.ts';
import { hasUniqueBranch, methodClassOf, targetOf, transactionKey } from './transaction-id.ts';

/** `duplicate`: the same packet captured twice. `retransmission`: sent again. */
export type Copy = 'none' | 'retransmission' | 'duplicate';

/** Where a message belongs. */
export type Matched = {
  readonly transaction: Transaction;
  readonly copy: Copy;
  readonly sighting: Sighting;
};

/** As many transactions with one key and hop are asked, where only Request-URI and To tag tell them apart. */
const maxAsked = 32;
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
  readonly #relations: Relations;
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
    this.#relations = new Relations({ messages, flows, table: this });
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
    if (copy === 'none') this.#relations.receiveBefore(transaction, message);
    else if (copy === 'retransmission') this.#relations.receiveCopy(transaction, message, this.#repeated);
    if (copy !== 'duplicate') advance(transaction, message, copy === 'retransmission');
    if (copy === 'none') this.#relations.receive(transaction, message);
    return { transaction, copy, sighting: this.#relations.sightingOf(transaction, message) };
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
    this.#relations.close(transaction);
    const head = this.at(transaction.key);
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
    return this.#ofAckToSuccess(message, hop);
  }

  /** The ACK to a 2xx: a branch of its own, or of RFC 2543 another Request-URI; no response (§13.2.2.4). */
  #ofAckToSuccess(message: CapturedMessage, hop: number): Transaction {
    return this.#find(message, method.ack, hop) ?? this.#add(message, method.ack, hop, message.flow);
  }

  /** Without a branch that tells transactions apart (RFC 2543), Request-URI and To tag do so too (§17.2.3). */
  #ofOldRequest(known: Transaction, message: CapturedMessage, hop: number): Transaction {
    if (hasUniqueBranch(message)) return known;
    let other = onHop(known.next, hop);
    for (let asked = 0; other !== undefined && asked < maxAsked; asked++) {
      if (isOf(other, message)) return other;
      other = onHop(other.next, hop);
    }
    if (message.method !== method.ack) return this.#add(message, methodClassOf(message), hop, message.flow);
    return this.#ofAckToSuccess(message, hop);
  }

  #ofResponse(message: CapturedMessage): Transaction {
    const hop = this.#hops.hop(message.flow);
    const methodClass = methodClassOf(message);
    // A response may come back by another address than the request's: any hop serves before a new transaction does.
    const known = this.#find(message, methodClass, hop) ?? this.#head(message, methodClass);
    return known ?? this.#add(message, methodClass, hop, this.#flows.reverse(message.flow));
  }

  #head(message: CapturedMessage, methodClass: number): Transaction | undefined {
    return this.at(transactionKey(message, methodClass));
  }

  /** The first with that key, on whatever hop. */
  at(key: number): Transaction | undefined {
    return this.open.at(this.#byKey.get(key));
  }

  #find(message: CapturedMessage, methodClass: number, hop: number): Transaction | undefined {
    return onHop(this.#head(message, methodClass), hop);
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
    const head = this.at(key);
    this.open.add(transaction);
    if (head === undefined) {
      this.#byKey.set(key, transaction.slot);
    } else {
      transaction.next = head.next;
      head.next = transaction;
    }
    return transaction;
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

/** Whether a request goes where the transaction's did. An ACK to a failure has the To tag of that (§17.1.1.3). */
function isOf(transaction: Transaction, message: CapturedMessage): boolean {
  if (transaction.request < 0) return true;
  const target = transaction.pending?.target;
  if (message.method === method.ack && transaction.method === method.invite && !transaction.inDialog)
    return target === message.requestUri;
  return target === targetOf(message);
}
