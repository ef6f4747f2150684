import type { CapturedMessage } from '../message/captured-message.ts';
import { method } from '../message/method.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { Refusal } from '../transport/refusal.ts';
import { Exchange } from './exchange.ts';
import type { Seen } from './seen.ts';
import { TextStore } from './text-store.ts';
import type { Ties } from './ties.ts';

/** Exchanges that a response to none of them may be meant for. */
const mostBegun = 64;

const cancellable: readonly number[] = Object.values(method).filter(
  (one) => one !== method.invite && one !== method.ack && one !== method.cancel,
);

type ExchangeTableOptions = {
  /** The name of a method by its number. */
  readonly methodName: (method: number) => string;
  /** The transaction of that method with the branch, Call-ID and CSeq number of a request. */
  readonly withBranchOf: (message: CapturedMessage, method: number) => Transaction | undefined;
  /** Bytes of texts that are held, of all together. */
  readonly textBytes: number;
};

/** The transactions of which more may come as rules see them, tied to each other, and the texts of those that somebody holds. */
export class ExchangeTable {
  readonly texts: TextStore = new TextStore();
  readonly #options: ExchangeTableOptions;
  /** By the numbers of their transactions. */
  readonly #open = new Map<number, Exchange>();
  /** Those with texts, in the order in which they began. */
  readonly #held = new Set<Exchange>();
  /** The latest that began with their requests. */
  readonly #begun: Exchange[] = [];
  #begunAt = 0;

  constructor(options: ExchangeTableOptions) {
    this.#options = options;
  }

  /** Of a transaction of which more may come. */
  at({ number }: Transaction): Exchange | undefined {
    return this.#open.get(number);
  }

  of(transaction: Transaction): Exchange {
    const known = this.#open.get(transaction.number);
    if (known !== undefined) return known;
    const exchange = new Exchange(transaction, this.#options.methodName(transaction.method));
    exchange.holders++;
    this.#held.add(exchange);
    this.#open.set(transaction.number, exchange);
    return exchange;
  }

  /** Ties it to the other transactions it has to do with, when its request came, or a response without one. */
  link(exchange: Exchange, seen: Seen, message: CapturedMessage, ties: Ties): void {
    if (exchange.request !== seen) {
      const isFirst = exchange.request === undefined && exchange.responses.length === 1 && !seen.isRequest;
      if (isFirst) hold((exchange.sameBranch = this.#withBranchOf(seen)));
      return;
    }
    const { linked, passage } = exchange.transaction;
    this.#begun[this.#begunAt] = exchange;
    this.#begunAt = (this.#begunAt + 1) % mostBegun;
    if (exchange.method === 'INVITE' || exchange.method === 'REFER') ties.receive(exchange, seen);
    if (passage !== undefined && passage.forwardedFrom >= 0)
      this.#open.get(passage.forwardedFrom)?.addForwarded(exchange);
    hold(exchange.forwardedFrom);
    if (linked >= 0) this.#linkToInvite(exchange, seen, this.#open.get(linked));
    else if (exchange.method === 'CANCEL') hold((exchange.cancels = this.#cancelledOther(message)));
  }

  /** What ICMP said of the latest message that was sent there. */
  receiveRefusal(refusal: Refusal): void {
    let latest: Exchange | undefined;
    for (const exchange of this.#begun) {
      const isSentThere =
        exchange.request?.flow === refusal.flow || exchange.responses.some(({ flow }) => flow === refusal.flow);
      if (isSentThere && exchange.transaction.number > (latest?.transaction.number ?? -1)) latest = exchange;
    }
    if (latest !== undefined) latest.refusal ??= refusal;
  }

  /** Nothing more is expected of it. */
  close(exchange: Exchange): void {
    exchange.restTexts();
    this.#open.delete(exchange.transaction.number);
    this.release(exchange);
    for (const held of heldBy(exchange)) this.release(held);
  }

  /** One less holds it; where nobody does, its texts go. */
  release(exchange: Exchange): void {
    exchange.holders--;
    if (exchange.holders > 0) return;
    this.#held.delete(exchange);
    exchange.forgetTexts(this.texts);
  }

  /** Until no more is held than may be, those that began first lose their texts. */
  forgetOldest(): void {
    if (this.texts.size <= this.#options.textBytes) return;
    for (const exchange of this.#held) {
      if (this.texts.size <= this.#options.textBytes) return;
      this.#held.delete(exchange);
      exchange.forgetTexts(this.texts);
    }
  }

  #linkToInvite(exchange: Exchange, seen: Seen, invite: Exchange | undefined): void {
    if (invite?.method !== 'INVITE') return;
    if (exchange.method === 'ACK') {
      hold((exchange.acknowledges = invite));
      invite.ack ??= seen;
    } else if (exchange.method === 'CANCEL') {
      hold((exchange.cancels = invite));
      invite.cancel ??= exchange;
    }
  }

  /** The transaction of another method than INVITE that a CANCEL is for. */
  #cancelledOther(message: CapturedMessage): Exchange | undefined {
    for (const methodNumber of cancellable) {
      const transaction = this.#options.withBranchOf(message, methodNumber);
      if (transaction !== undefined) return this.at(transaction);
    }
    return undefined;
  }

  /** Of those that began lately, on the hop of a response that answers none. */
  #withBranchOf({ message, reverseFlow }: Seen): Exchange | undefined {
    const branch = message.topVia?.branch;
    if (branch === undefined) return undefined;
    return this.#begun.find(
      ({ request }) =>
        request !== undefined &&
        request.flow === reverseFlow &&
        !request.isForgotten &&
        request.message.topVia?.branch === branch,
    );
  }
}

function hold(exchange: Exchange | undefined): void {
  if (exchange !== undefined) exchange.holders++;
}

/** Transactions whose texts a transaction holds as long as it is open: rules may compare it with them. */
function heldBy({ sameBranch, forwardedFrom, cancels, acknowledges }: Exchange): readonly Exchange[] {
  return [sameBranch, forwardedFrom, cancels, acknowledges].filter((one) => one !== undefined);
}
