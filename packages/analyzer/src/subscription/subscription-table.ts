import { Follower, type FollowerContext } from '../follow/follower.ts';
import type { Position } from '../follow/position.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { method } from '../message/method.ts';
import type { SubscriptionRow } from '../rows/subscription-row.ts';
import { isSuccess } from '../transaction/transaction.ts';
import { receiveNotify, receiveNotifyAnswer } from './from-notifier.ts';
import { receiveAnswer, receiveRequest } from './from-subscriber.ts';
import { learnPlaces } from './learn-places.ts';
import { StateReader } from './state/state-reader.ts';
import { SubscriptionFinder } from './subscription-finder.ts';
import { subscriptionRow } from './subscription-row.ts';
import type { Subscription } from './subscription.ts';
import { takeAsked, takeNotified } from './subscription-states.ts';
import { isSubscriptionOver } from './subscription-verdict.ts';
import { TransactionLinks } from './transaction-links.ts';

/**
 * Follows subscriptions (RFC 6665), those that REFER makes (RFC 3515) among them: one for each dialog, package and id, whatever the hops it is seen on, and one for
 * each notifier that a forked SUBSCRIBE reached.
 */
export class SubscriptionTable extends Follower<Subscription, SubscriptionRow> {
  readonly #finder = new SubscriptionFinder(this.open, (make) => this.begin(make));
  readonly #links = new TransactionLinks<Subscription>();
  readonly #reader = new StateReader(undefined, this.context.maskDigits);
  /** Whether anybody gets rows: else what bodies say is not read. */
  readonly #hasRows: boolean;

  constructor(context: FollowerContext, tell?: (row: SubscriptionRow) => void) {
    super(context, tell);
    this.#hasRows = context.keep || tell !== undefined;
  }

  receive(message: CapturedMessage, position: Position): void {
    const { copy, transaction } = position;
    if (copy === 'duplicate') return;
    const linked = this.#links.of(transaction);
    const found = linked ?? (copy === 'none' ? this.#finder.find(message, position) : undefined);
    if (found === undefined) return;
    if (linked === undefined) this.#links.set(transaction, found);
    const subscription = isAccepting(message) ? this.#finder.answering(found, message) : found;
    this.#note(subscription, message, position);
    if (copy !== 'none') return;
    if (message.method === method.notify) this.#receiveNotify(subscription, message);
    else if (message.isRequest) this.#receiveRequest(subscription, message);
    else receiveAnswer(subscription, message, this.context.flows);
  }

  /** Whether bodies wait for their reader. */
  override get isWaiting(): boolean {
    return this.#reader.isWaiting;
  }

  override readWaiting(): Promise<void> {
    return this.#reader.readWaiting();
  }

  protected isOver(subscription: Subscription, nowNs: number): boolean {
    return isSubscriptionOver(subscription, nowNs);
  }

  protected rowOf(subscription: Subscription, nowNs: number): SubscriptionRow {
    return subscriptionRow(subscription, this.context, Math.min(nowNs, subscription.closedNs));
  }

  protected forget(subscription: Subscription, nowNs: number): void {
    subscription.closedNs = nowNs;
    this.#finder.forget(subscription);
  }

  #note(subscription: Subscription, message: CapturedMessage, { copy, dialog, call }: Position): void {
    const { flows } = this.context;
    subscription.lastNs = Math.max(subscription.lastNs, message.timeNs);
    subscription.journal.receive(message, copy === 'retransmission', flows);
    if (subscription.dialog < 0 && dialog !== undefined) subscription.dialog = dialog.number;
    if (subscription.call < 0 && call !== undefined) subscription.call = call.number;
    if (message.isRequest) learnPlaces(subscription, message, flows);
  }

  #receiveRequest(subscription: Subscription, message: CapturedMessage): void {
    const isNew = message.cseq > subscription.cseq;
    receiveRequest(subscription, message);
    if (!isNew || !this.#hasRows || message.method !== method.subscribe) return;
    this.#reader.read(message, (reading) => takeAsked(subscription, reading));
  }

  #receiveNotify(subscription: Subscription, message: CapturedMessage): void {
    if (!message.isRequest) return receiveNotifyAnswer(subscription, message);
    if (!receiveNotify(subscription, message, this.context.isObserved) || !this.#hasRows) return;
    const { timeNs, frame } = message;
    this.#reader.read(message, (reading) => takeNotified(subscription, reading, timeNs, frame));
  }
}

function isAccepting({ isRequest, method: number, status }: CapturedMessage): boolean {
  return !isRequest && number !== method.notify && isSuccess(status);
}
