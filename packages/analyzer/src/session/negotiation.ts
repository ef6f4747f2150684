import type { SessionSide } from '../rows.ts';
import { agree, type Agreement } from './agree.ts';
import { type Description, saysSame } from './description.ts';
import { type Exchange, type Given, nothingTold, type SessionTransaction, type Told } from './exchange.ts';
import { Offers } from './offers.ts';
import type { SessionMessage } from './session-message.ts';
import { remember, SessionTransactions, toldOfCopy } from './session-transactions.ts';
import { States } from './states.ts';

/** Previews of one answer beyond these are not kept. */
const mostPreviews = 64;

/**
 * Offers and answers of one dialog (RFC 3264, RFC 3261 §13.2.1 and §14, RFC 3262 §5, RFC 3311 §5, RFC 6141, RFC 6337). Takes every message of
 * the dialog in order of time, on whatever hops: the first copy counts.
 */
export class Negotiation {
  readonly callId: string;
  /** Of the side that sent the first request. */
  readonly localTag: string;
  remoteTag: string;
  /** CSeq numbers of the INVITEs outside dialogs that it began with. */
  readonly attempts: number[] = [];
  readonly states: States = new States();
  readonly offers: Offers = new Offers();
  readonly #transactions = new SessionTransactions();
  readonly #followsStates: boolean;

  /** `followsStates`: whether it is to be known what offers and answers come to, or only which there are. */
  constructor(callId: string, localTag: string, remoteTag: string, followsStates = true) {
    this.callId = callId;
    this.localTag = localTag;
    this.remoteTag = remoteTag;
    this.#followsStates = followsStates;
  }

  receive(message: SessionMessage): Told {
    const requester: SessionSide = message.fromTag === this.localTag ? 'local' : 'remote';
    switch (message.method) {
      case 'ACK':
        return message.isRequest ? this.#receiveAck(message, requester) : nothingTold;
      case 'BYE':
        if (message.isRequest) this.end(message.timeNs);
        return nothingTold;
      default:
        return message.isRequest ? this.#receiveRequest(message, requester) : this.#receiveResponse(message, requester);
    }
  }

  /** The dialog is over: nothing is in force any more. */
  end(timeNs: number): void {
    this.states.end(timeNs);
  }

  #receiveRequest(message: SessionMessage, side: SessionSide): Told {
    const known = this.#transactions.get(message.method, side, message.cseq);
    if (known !== undefined) return toldOfCopy(known, 'request', message) ?? nothingTold;
    const transaction = this.#begin(message, side, message.isKnown);
    const told = this.#tellRequest(transaction, message, side);
    remember(transaction, 'request', message, told);
    return told;
  }

  #tellRequest(transaction: SessionTransaction, message: SessionMessage, side: SessionSide): Told {
    const { method, description } = message;
    if (method === 'PRACK') return this.#receivePrack(transaction, message, side);
    return description === undefined ? nothingTold : this.#offer(transaction, description, side);
  }

  /** It answers the offer of the response it acknowledges; where there is none, its description is an offer (RFC 3262 §5). */
  #receivePrack(transaction: SessionTransaction, { rack, description }: SessionMessage, side: SessionSide): Told {
    const invite = rack === undefined ? undefined : this.#transactions.get('INVITE', side, rack.cseq);
    const exchange = invite?.exchange;
    if (exchange?.outcome === 'open' && exchange.offer?.side !== side && invite?.offerRseq === rack?.rseq) {
      if (description !== undefined) return this.#answer(exchange, description, side);
      this.offers.leaveUnanswered(exchange);
      return nothingTold;
    }
    if (description === undefined) return nothingTold;
    if (invite?.isSeen === true) return this.#offer(transaction, description, side);
    // The response it acknowledges was not captured: only an answer to it tells that it is an offer.
    transaction.maybe = { side, description, version: undefined };
    return nothingTold;
  }

  #receiveAck(message: SessionMessage, side: SessionSide): Told {
    const { cseq, description } = message;
    const invite = this.#transactions.get('INVITE', side, cseq);
    if (invite === undefined) return description === undefined ? nothingTold : this.#answerUnseen(message, side);
    const copy = toldOfCopy(invite, 'ACK', message);
    if (copy !== undefined) return copy;
    const told = invite.finalStatus >= 300 ? nothingTold : this.#acknowledge(invite, description, side);
    remember(invite, 'ACK', message, told);
    return told;
  }

  #acknowledge(invite: SessionTransaction, description: Description | undefined, side: SessionSide): Told {
    const { exchange, maybe } = invite;
    if (maybe !== undefined && description !== undefined) {
      invite.exchange = this.offers.make(maybe);
      return this.#answer(invite.exchange, description, side);
    }
    if (exchange?.outcome !== 'open') return description === undefined ? nothingTold : { repeated: true };
    if (exchange.offer?.side !== side && description !== undefined) return this.#answer(exchange, description, side);
    this.offers.leaveUnanswered(exchange);
    return nothingTold;
  }

  /** An ACK of which nothing before was captured: it answers an offer that is not known. */
  #answerUnseen(message: SessionMessage, side: SessionSide): Told {
    const transaction = this.#begin({ ...message, method: 'INVITE' }, side, false);
    transaction.finalStatus = 200;
    const told = this.#answerUnknown(transaction, message, side);
    remember(transaction, 'ACK', message, told);
    return told;
  }

  #receiveResponse(message: SessionMessage, requester: SessionSide): Told {
    const { method, cseq, status, rseq } = message;
    const known = this.#transactions.get(method, requester, cseq);
    if (known === undefined && method !== 'INVITE') return nothingTold;
    const transaction = known ?? this.#begin(message, requester, false);
    const kind = `${status} ${rseq ?? ''}`;
    const copy = toldOfCopy(transaction, kind, message);
    if (copy !== undefined) return copy;
    const told = this.#tellResponse(transaction, message, requester === 'local' ? 'remote' : 'local');
    remember(transaction, kind, message, told);
    return told;
  }

  #tellResponse(transaction: SessionTransaction, message: SessionMessage, side: SessionSide): Told {
    const { status, description } = message;
    if (status >= 300) return this.#fail(transaction, message);
    if (status >= 200) transaction.finalStatus = status;
    if (description === undefined) {
      // An INVITE may still be answered by nobody but its ACK.
      const { exchange } = transaction;
      if (status >= 200 && transaction.method !== 'INVITE' && exchange?.outcome === 'open')
        this.offers.leaveUnanswered(exchange);
      return nothingTold;
    }
    if (!transaction.isSeen) return this.#answerUnknown(transaction, message, side);
    return this.#describeResponse(transaction, message, description, side);
  }

  #describeResponse(
    transaction: SessionTransaction,
    { status, rseq }: SessionMessage,
    description: Description,
    side: SessionSide,
  ): Told {
    const { exchange, maybe } = transaction;
    if (maybe !== undefined && exchange === undefined && status >= 200) {
      transaction.exchange = this.offers.make(maybe);
      return this.#answer(transaction.exchange, description, side);
    }
    const isReliable = status >= 200 || rseq !== undefined;
    if (exchange === undefined) {
      // Only the first reliable response of an INVITE without an offer makes one (RFC 3261 §13.2.1).
      if (transaction.method !== 'INVITE' || !isReliable) return nothingTold;
      transaction.offerRseq = rseq;
      return this.#offer(transaction, description, side);
    }
    if (exchange.offer?.side === side) return repetition('offer', exchange.offer, description);
    if (exchange.answer !== undefined) return repetition('answer', exchange.answer, description);
    return isReliable ? this.#answer(exchange, description, side) : this.#preview(exchange, description, side);
  }

  /** The offer was not captured, or, where an ACK brings a description, it was this. */
  #answerUnknown(transaction: SessionTransaction, message: SessionMessage, side: SessionSide): Told {
    const { description, status, rseq, isRequest } = message;
    const isReliable = isRequest || status >= 200 || rseq !== undefined;
    if (description === undefined || transaction.exchange !== undefined || !isReliable) return nothingTold;
    const given = this.offers.give(side, description);
    if (!isRequest && transaction.method === 'INVITE') transaction.maybe = given;
    this.#enter(side === 'local' ? 'remote' : 'local', undefined, description);
    return nothingTold;
  }

  #offer(transaction: SessionTransaction, description: Description, side: SessionSide): Told {
    const exchange = this.offers.make(this.offers.give(side, description));
    transaction.exchange = exchange;
    if (exchange.isCrossed) return { role: 'offer', crossed: true };
    return { role: 'offer' };
  }

  #answer(exchange: Exchange, description: Description, side: SessionSide): Told {
    const offer = exchange.offer;
    const [first] = exchange.previews;
    const differs = first !== undefined && !saysSame(first.description, description);
    this.offers.answer(exchange, this.offers.give(side, description));
    this.#enter(offer?.side ?? (side === 'local' ? 'remote' : 'local'), offer?.description, description);
    return differs ? { role: 'answer', differs } : { role: 'answer' };
  }

  /** RFC 6337 §3.1.1: to be taken for the answer, and the answer should be the same. */
  #preview(exchange: Exchange, description: Description, side: SessionSide): Told {
    const { previews, offer } = exchange;
    const [first] = previews;
    const differs = first !== undefined && !saysSame(first.description, description);
    if (previews.length < mostPreviews) previews.push({ ...this.offers.give(side, description), differs });
    if (first !== undefined) return differs ? { role: 'preview', differs } : { role: 'preview' };
    this.#enter(side === 'local' ? 'remote' : 'local', offer?.description, description, 'preview');
    return { role: 'preview' };
  }

  /** What the two agree on is in force now. */
  #enter(
    offerer: SessionSide,
    offer: Description | undefined,
    answer: Description,
    kind: 'answer' | 'preview' = 'answer',
  ): void {
    if (!this.#followsStates) return;
    const frames = offer === undefined ? [answer.frame] : [offer.frame, answer.frame];
    this.states.enter(agree({ offerer, offer, answer }, this.#agreed()), frames, answer.timeNs, kind);
  }

  /** Where a dialog stands, all is as before the request (RFC 3261 §14.1, RFC 3311 §5.3); where there was none, it is over. */
  #fail(transaction: SessionTransaction, { status, frame, timeNs }: SessionMessage): Told {
    const { exchange, before, isInitial, finalStatus } = transaction;
    transaction.finalStatus = status;
    const isRefused = exchange?.outcome === 'open';
    if (exchange !== undefined && isRefused) this.offers.refuse(exchange, status, { frame, timeNs });
    if (isInitial) {
      if (finalStatus < 200 || finalStatus >= 300) this.end(timeNs);
      return nothingTold;
    }
    const isUndone =
      transaction.method === 'INVITE' && before !== undefined && this.states.rollBack(before, frame, timeNs);
    return isRefused || isUndone ? { rolledBack: true } : nothingTold;
  }

  #agreed(): Agreement | undefined {
    return this.states.stable?.agreement;
  }

  #begin(message: SessionMessage, side: SessionSide, isSeen: boolean): SessionTransaction {
    const { transaction, forgotten } = this.#transactions.begin(message, { side, isSeen, before: this.states.inForce });
    if (forgotten?.exchange?.outcome === 'open') this.offers.leaveUnanswered(forgotten.exchange);
    return transaction;
  }
}

function repetition(role: 'offer' | 'answer', given: Given, description: Description): Told {
  return saysSame(given.description, description) ? { role, repeated: true } : { role, repeated: true, differs: true };
}
