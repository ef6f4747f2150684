import type { Position } from '../follow/position.ts';
import type { Dialog } from '../dialog/dialog.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import { method } from '../message/method.ts';
import type { Slots } from '../message/slots.ts';
import { isSuccess } from '../transaction/transaction.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import { type SubscriptionKey, SubscriptionKeys } from './subscription-keys.ts';
import { namesOf } from './subscription-names.ts';
import { Subscription, type SubscriptionNames } from './subscription.ts';
import { TextKeys } from './text-keys.ts';

/** REFERs of one dialog among which the one is looked for that a NOTIFY without id means. */
const maxRefers = 8;
/** In the place of a package: what a response says nothing of. */
const noEvent = 0;

type Facts = Pick<Subscription, 'kind' | 'isPartial'> & { readonly names: SubscriptionNames };

type Begin = (make: (number: number) => Subscription) => Subscription;

/** Finds the subscription of a message, or begins one. */
export class SubscriptionFinder {
  readonly #add: Begin;
  readonly #keys: SubscriptionKeys;
  readonly #texts = new TextKeys();
  /** Package `refer` without id. */
  readonly #refer = this.#texts.ofEvent('refer', undefined);
  /** Those in which somebody has subscribed, also where that is over. */
  readonly #subscribed = new WeakSet<Dialog>();

  constructor(open: Slots<Subscription>, begin: Begin) {
    this.#keys = new SubscriptionKeys(open);
    this.#add = begin;
  }

  /** Of a message whose transaction belongs to none yet: the one that it goes on with, or begins. */
  find(message: CapturedMessage, position: Position): Subscription | undefined {
    if (!message.isRequest) return this.#ofUnseenRequest(message);
    if (message.method === method.notify) return this.#ofNotify(message, position);
    if (position.dialog !== undefined) this.#subscribed.add(position.dialog);
    return message.method === method.refer ? this.#ofRefer(message) : this.#ofSubscribe(message, position);
  }

  /** The notifier whose 2xx it is: of a forked SUBSCRIBE another one may have shown itself by its NOTIFY before. */
  answering(subscription: Subscription, { toTag, cseq }: CapturedMessage): Subscription {
    const { notifierTag } = subscription;
    if (cseq !== subscription.cseq || toTag === 0 || notifierTag === toTag) return subscription;
    if (notifierTag === 0) {
      this.#keys.bind(subscription, toTag);
      return subscription;
    }
    const known = this.#keys.inDialog(keyOf(subscription), toTag);
    if (known !== undefined || subscription.isRefresh) return known ?? subscription;
    return this.#fork(subscription, toTag);
  }

  /** It is not to be found any more. */
  forget(subscription: Subscription): void {
    const { kind, previousRefer } = subscription;
    this.#keys.forget(subscription, kind === 'refer' ? this.#refer : noEvent);
    if (kind !== 'refer' || previousRefer === undefined || previousRefer.slot < 0) return;
    const key = { ...keyOf(subscription), event: this.#refer };
    if (this.#keys.ofSubscriber(key) === undefined) this.#keys.addSubscriber(previousRefer, this.#refer);
  }

  #ofSubscribe(message: CapturedMessage, position: Position): Subscription {
    const { callId, fromTag, toTag, cseq } = message;
    const key = { callId, subscriberTag: fromTag, event: this.#eventOf(message) };
    const known = this.#ofTags(key, toTag);
    if (known !== undefined && (cseq <= known.cseq || goesOn(known, toTag))) return known;
    const isPartial = toTag !== 0 && !isDialogSeen(message, position);
    const subscription = this.#begin(message, key, { kind: 'subscribe', isPartial, names: namesOf(message, true) });
    this.#keys.addSubscriber(subscription);
    this.#keys.addSubscriber(subscription, noEvent);
    if (toTag !== 0) this.#keys.bind(subscription, toTag);
    return subscription;
  }

  /** The one in the dialog; one whose notifier has not shown its tag; one whose SUBSCRIBE was not captured. */
  #ofTags(key: SubscriptionKey, notifierTag: number): Subscription | undefined {
    if (notifierTag === 0) return this.#keys.ofSubscriber(key);
    const inDialog = this.#keys.inDialog(key, notifierTag);
    if (inDialog !== undefined) return inDialog;
    const asked = this.#keys.ofSubscriber(key);
    if (asked?.notifierTag === 0) {
      this.#keys.bind(asked, notifierTag);
      return asked;
    }
    const unnamed = this.#keys.inDialog({ ...key, event: noEvent }, notifierTag);
    if (unnamed !== undefined) this.#keys.rename(unnamed, key.event);
    return unnamed;
  }

  #ofRefer(message: CapturedMessage): Subscription {
    const { callId, fromTag, toTag, cseq } = message;
    const key = { callId, subscriberTag: fromTag, event: this.#texts.ofEvent('refer', String(cseq)) };
    const known = this.#keys.ofSubscriber(key);
    if (known !== undefined) return known;
    const latest = this.#keys.ofSubscriber({ ...key, event: this.#refer });
    // With credentials, or without the extension that was not known.
    if (latest !== undefined && cseq > latest.cseq && (latest.state === 'challenged' || latest.status === 420)) {
      this.#keys.rename(latest, key.event);
      this.#keys.addSubscriber(latest, this.#refer);
      return latest;
    }
    const names = namesOf(message, true);
    const subscription = this.#begin(message, key, { kind: 'refer', isPartial: false, names });
    this.#keys.addSubscriber(subscription);
    this.#keys.addSubscriber(subscription, this.#refer);
    if (toTag !== 0) this.#keys.bind(subscription, toTag);
    subscription.previousRefer = latest;
    cutRefers(subscription);
    return subscription;
  }

  #ofNotify(message: CapturedMessage, position: Position): Subscription {
    const { callId, fromTag, toTag } = message;
    const { event } = message.parsed();
    const key = { callId, subscriberTag: toTag, event: this.#texts.ofEvent(event?.value, event?.id) };
    const known =
      this.#ofTags(key, fromTag) ?? (event?.value === 'refer' ? this.#ofReferNotify(key, fromTag) : undefined);
    if (known !== undefined) return this.#named(known, message);
    const meant = event === undefined ? this.#keys.ofSubscriber({ ...key, event: noEvent }) : undefined;
    if (meant !== undefined && meant.notifierTag === fromTag) return meant;
    const asked = toTag === 0 ? undefined : this.#keys.ofSubscriber(key);
    if (asked !== undefined && mayFork(asked, message.timeNs)) return this.#fork(asked, fromTag);
    // No To tag: nobody can have subscribed. In a dialog that was seen from its beginning a subscription would have been seen.
    const isUnsolicited = toTag === 0 || asked !== undefined || this.#isSessionSeen(message, position);
    const kind = isUnsolicited ? 'unsolicited' : event?.value === 'refer' ? 'refer' : 'subscribe';
    const subscription = this.#begin(message, key, { kind, isPartial: !isUnsolicited, names: namesOf(message, false) });
    if (isUnsolicited) subscription.state = 'unsolicited';
    this.#keys.bind(subscription, fromTag);
    return subscription;
  }

  /** A NOTIFY may leave out the id of the only REFER of its dialog (RFC 3515 §2.4.6), and does of others too: the earliest that is not over. */
  #ofReferNotify(key: SubscriptionKey, notifierTag: number): Subscription | undefined {
    let found: Subscription | undefined;
    let candidate = this.#keys.ofSubscriber({ ...key, event: this.#refer });
    const latest = candidate;
    for (let steps = 0; candidate !== undefined && steps < maxRefers; steps++) {
      const isOfNotifier = candidate.notifierTag === 0 || candidate.notifierTag === notifierTag;
      const isOpen = candidate.slot >= 0 && candidate.state !== 'terminated' && candidate.state !== 'failed';
      if (isOfNotifier && isOpen) found = candidate;
      candidate = candidate.previousRefer;
    }
    found ??= latest?.notifierTag === notifierTag ? latest : undefined;
    if (found?.notifierTag === 0) this.#keys.bind(found, notifierTag);
    return found;
  }

  /** What the SUBSCRIBE would have said, where only its 2xx was captured; the id of a REFER is told by its NOTIFY (RFC 3515 §2.4.6). */
  #named(subscription: Subscription, message: CapturedMessage): Subscription {
    const { names, kind } = subscription;
    if (names.event !== undefined && (kind !== 'refer' || names.eventId !== undefined)) return subscription;
    const { value: event, id } = message.parsed().event ?? {};
    if (names.event === undefined && event !== undefined && event !== '')
      subscription.names = { ...names, event: keptText(event) };
    if (id !== undefined && id !== '') subscription.names = { ...subscription.names, eventId: keptText(id) };
    return subscription;
  }

  /** Of a response whose request was not captured nothing is known but that a 2xx to SUBSCRIBE grants something. */
  #ofUnseenRequest(message: CapturedMessage): Subscription | undefined {
    const { callId, fromTag, toTag, cseq, timeNs } = message;
    if (message.method !== method.subscribe || !isSuccess(message.status) || toTag === 0) return undefined;
    const key = { callId, subscriberTag: fromTag, event: noEvent };
    const known = this.#keys.inDialog(key, toTag) ?? this.#keys.ofSubscriber(key);
    if (known !== undefined) return known;
    const subscription = this.#begin(message, key, {
      kind: 'subscribe',
      isPartial: true,
      names: namesOf(message, true),
    });
    subscription.cseq = cseq;
    subscription.requestNs = timeNs;
    this.#keys.bind(subscription, toTag);
    return subscription;
  }

  #begin(message: CapturedMessage, key: SubscriptionKey, facts: Facts): Subscription {
    const startedNs = message.timeNs;
    return this.#add((number) => new Subscription({ ...facts, ...key, number, startedNs, forkedFrom: undefined }));
  }

  /** Another notifier that the same SUBSCRIBE reached. */
  #fork(asked: Subscription, notifierTag: number): Subscription {
    const { kind, names, isPartial, startedNs } = asked;
    const key = keyOf(asked);
    const fork = this.#add(
      (number) =>
        new Subscription({ number, kind, names, isPartial, ...key, startedNs, forkedFrom: asked.forkedFrom ?? asked }),
    );
    fork.cseq = asked.cseq;
    fork.requestNs = asked.requestNs;
    fork.requestedSeconds = asked.requestedSeconds;
    fork.isFetch = asked.isFetch;
    this.#keys.bind(fork, notifierTag);
    return fork;
  }

  #eventOf(message: CapturedMessage): number {
    const { event } = message.parsed();
    return this.#texts.ofEvent(event?.value, event?.id);
  }

  /** Whether it lies in a call that was seen from its beginning, and in which nobody has subscribed. */
  #isSessionSeen(message: CapturedMessage, position: Position): boolean {
    const { dialog } = position;
    if (dialog === undefined || dialog.usage !== 'invite' || this.#subscribed.has(dialog)) return false;
    return isDialogSeen(message, position);
  }
}

function keyOf({ callId, subscriberTag, event }: Subscription): SubscriptionKey {
  return { callId, subscriberTag, event };
}

/**
 * Whether a new SUBSCRIBE goes on with what was asked for before: a refresh; outside of a dialog one with credentials, with another interval, to elsewhere, or once
 * more. What is over is asked for anew.
 */
function goesOn({ state, notifierTag }: Subscription, toTag: number): boolean {
  if (toTag !== 0) return state !== 'terminated';
  if (state === 'accepted') return notifierTag === 0;
  return state === 'requested' || state === 'challenged' || state === 'redirected' || state === 'failed';
}

/** Further notifiers show themselves until Timer N fires (RFC 6665 §4.1.2.4). */
function mayFork({ kind, isPartial, isRefresh, isInDialog, requestNs }: Subscription, nowNs: number): boolean {
  return kind !== 'unsolicited' && !isPartial && !isRefresh && !isInDialog && nowNs - requestNs <= timeoutNs;
}

/** Whether the capture has the beginning of the dialog that the message lies in. */
function isDialogSeen({ number }: CapturedMessage, { dialog }: Position): boolean {
  return dialog !== undefined && !dialog.isPartial && dialog.first < number;
}

/** Those further back are not looked at: nothing holds them. */
function cutRefers(latest: Subscription): void {
  let one: Subscription | undefined = latest;
  for (let steps = 1; one !== undefined && steps < maxRefers; steps++) one = one.previousRefer;
  if (one !== undefined) one.previousRefer = undefined;
}
