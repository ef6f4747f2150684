import { joined } from '../message/fingerprint.ts';
import { KeyTable } from '../message/key-table.ts';
import type { Slots } from '../message/slots.ts';
import type { Subscription } from './subscription.ts';

/** Of a subscription before the notifier's tag is known: Call-ID, subscriber's tag, package and id. RFC 6665 §4.4.1. */
export type SubscriptionKey = { readonly callId: number; readonly subscriberTag: number; readonly event: number };

/** Finds subscriptions by what SUBSCRIBE and NOTIFY have in common. */
export class SubscriptionKeys {
  readonly #open: Slots<Subscription>;
  /** With the notifier's tag. */
  readonly #byDialog = new KeyTable();
  /** Without: the one that the latest SUBSCRIBE outside of a dialog made. */
  readonly #bySubscriber = new KeyTable();

  constructor(open: Slots<Subscription>) {
    this.#open = open;
  }

  inDialog(key: SubscriptionKey, notifierTag: number): Subscription | undefined {
    return this.#open.at(this.#byDialog.get(joined(keyOf(key), notifierTag)));
  }

  ofSubscriber(key: SubscriptionKey): Subscription | undefined {
    return this.#open.at(this.#bySubscriber.get(keyOf(key)));
  }

  /** `event`: where it is to be found by another one, too. */
  addSubscriber(subscription: Subscription, event: number = subscription.event): void {
    const { callId, subscriberTag, slot } = subscription;
    this.#bySubscriber.set(keyOf({ callId, subscriberTag, event }), slot);
  }

  /** The notifier has shown its tag. */
  bind(subscription: Subscription, notifierTag: number): void {
    subscription.notifierTag = notifierTag;
    this.#byDialog.set(joined(keyOf(subscription), notifierTag), subscription.slot);
  }

  /** It turned out to be of another package or id. */
  rename(subscription: Subscription, event: number): void {
    const { notifierTag } = subscription;
    const wasFound = this.ofSubscriber(subscription) === subscription;
    this.forget(subscription, subscription.event);
    subscription.event = event;
    if (wasFound) this.addSubscriber(subscription);
    if (notifierTag !== 0) this.bind(subscription, notifierTag);
  }

  /** Only as long as it is open; `event`: the other one by which it is found. */
  forget(subscription: Subscription, event: number): void {
    const { callId, subscriberTag, notifierTag, slot } = subscription;
    this.#bySubscriber.delete(keyOf(subscription), slot);
    this.#bySubscriber.delete(keyOf({ callId, subscriberTag, event }), slot);
    if (notifierTag !== 0) this.#byDialog.delete(joined(keyOf(subscription), notifierTag), slot);
  }
}

function keyOf({ callId, subscriberTag, event }: SubscriptionKey): number {
  return joined(joined(callId, subscriberTag), event);
}
