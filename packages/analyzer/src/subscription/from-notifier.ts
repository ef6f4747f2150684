import type { SubscriptionState } from '@sipscope/parser';
import type { CapturedMessage } from '../message/captured-message.ts';
import { withOneMore } from '../message/compact-list.ts';
import { keptText } from '../message/kept-text.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import { endingStatuses, toleranceNs } from './from-subscriber.ts';
import type { Subscription } from './subscription.ts';
import type { IsObserved } from './subscription-verdict.ts';

const secondNs = 1e9;
/** NOTIFYs whose copies on other hops are known, and that may be unanswered at once. */
const maxRecent = 16;

/** Takes a NOTIFY; false of a copy on another hop, which says nothing new. */
export function receiveNotify(subscription: Subscription, message: CapturedMessage, isObserved: IsObserved): boolean {
  const { cseq, timeNs, frame } = message;
  if (!isNew(subscription, message)) return false;
  subscription.notifications++;
  if (!(subscription.firstNotifyNs <= timeNs)) subscription.firstNotifyNs = timeNs;
  tellUnanswered(subscription, timeNs, isObserved);
  if (subscription.openNotifies.length < maxRecent)
    subscription.openNotifies = withOneMore(subscription.openNotifies, { cseq, timeNs, frame });
  if (subscription.kind === 'unsolicited') {
    subscription.journal.step(message, 'NOTIFY');
    return true;
  }
  if (subscription.state === 'none') subscription.journal.problem('notify-despite-suppression', frame);
  const state = message.parsed().subscriptionState;
  if (state === undefined) {
    subscription.journal.problem('subscription-state-missing', frame);
    if (subscription.state === 'requested' || subscription.state === 'accepted') subscription.state = 'active';
    return true;
  }
  if (state.value.toLowerCase() === 'terminated') receiveEnd(subscription, message, state);
  else receiveLife(subscription, message, state);
  return true;
}

/** On another hop, or with another number of Vias, it is one that was seen before. */
function isNew(subscription: Subscription, { cseq, flow, viaCount }: CapturedMessage): boolean {
  const { recentNotifies } = subscription;
  const known = recentNotifies.find((notify) => notify.cseq === cseq);
  if (known !== undefined) return known.flow === flow && known.viaCount === viaCount;
  // One from before all that are remembered was seen before, or is too late to tell anything.
  if (recentNotifies.length === maxRecent) {
    if (recentNotifies.every((notify) => notify.cseq > cseq)) return false;
    recentNotifies.shift();
  }
  subscription.recentNotifies = withOneMore(recentNotifies, { cseq, flow, viaCount });
  return true;
}

/** Pending or active; a state that RFC 6665 does not know is taken for active. */
function receiveLife(subscription: Subscription, message: CapturedMessage, state: SubscriptionState): void {
  const isOver = subscription.state === 'terminated';
  // What was on its way when the subscriber asked for the end.
  if (isOver && subscription.end === 'subscriber' && !subscription.isEndTold) return;
  if (isOver) {
    subscription.journal.problem('notify-after-end', message.frame, state.value);
    return;
  }
  const told = state.value.toLowerCase() === 'pending' ? 'pending' : 'active';
  learnExpiry(subscription, message, state.expires);
  if (subscription.state === told) return;
  subscription.journal.step(message, told);
  subscription.state = told;
  subscription.endedNs = Number.NaN;
  if (told === 'active' && Number.isNaN(subscription.activeNs)) subscription.activeNs = message.timeNs;
}

/** The notifier may shorten a subscription, not lengthen it (RFC 6665 §4.2.2), unless a SUBSCRIBE that it has not answered does. */
function learnExpiry(subscription: Subscription, message: CapturedMessage, seconds: number | undefined): void {
  if (seconds === undefined) return;
  const { timeNs, frame } = message;
  const { expiryNs, journal } = subscription;
  const toldNs = timeNs + seconds * secondNs;
  const isUnanswered = subscription.answeredCseq !== subscription.cseq;
  if (Number.isNaN(expiryNs) || isUnanswered || timeNs > expiryNs) {
    subscription.expiryNs = toldNs;
    return;
  }
  if (toldNs > expiryNs + toleranceNs) {
    const lessSeconds = Math.round((expiryNs - timeNs) / secondNs);
    journal.problem('expires-lengthened', frame, `${seconds} s where ${lessSeconds} s were left`);
    return;
  }
  if (toldNs >= expiryNs - toleranceNs) return;
  subscription.expiryNs = toldNs;
  journal.step(message, 'shortened', { detail: `${seconds} s left` });
}

function receiveEnd(subscription: Subscription, message: CapturedMessage, state: SubscriptionState): void {
  const { retryAfter } = state;
  const reason = state.reason === '' ? undefined : state.reason;
  const { timeNs } = message;
  const { journal } = subscription;
  const isFirst = subscription.state !== 'terminated' || subscription.end === 'subscriber';
  if (!isFirst || subscription.isEndTold) {
    journal.problem('notify-after-end', message.frame, state.value);
    return;
  }
  const detail = [reason, retryAfter === undefined ? undefined : `again after ${retryAfter} s`];
  const text = detail.filter((part) => part !== undefined).join('; ');
  journal.step(message, 'terminated', { detail: text === '' ? undefined : text });
  subscription.isEndTold = true;
  subscription.end ??= endOf(subscription, timeNs, reason);
  subscription.state = 'terminated';
  subscription.endedNs = timeNs;
  subscription.reason = reason === undefined ? undefined : keptText(reason);
  subscription.retryAfterSeconds = retryAfter;
}

function endOf(subscription: Subscription, timeNs: number, reason: string | undefined): Subscription['end'] {
  if (subscription.isFetch) return undefined;
  if (subscription.isUnsubscribe) return 'subscriber';
  const isRunOut = timeNs >= subscription.expiryNs - toleranceNs;
  return isRunOut && reason?.toLowerCase() === 'timeout' ? 'expiry' : 'notifier';
}

/** Takes a response to a NOTIFY. */
export function receiveNotifyAnswer(subscription: Subscription, message: CapturedMessage): void {
  const { status, cseq, frame } = message;
  if (status < 200) return;
  const { openNotifies, journal } = subscription;
  const open = openNotifies.findIndex((notify) => notify.cseq === cseq);
  if (open >= 0) openNotifies.splice(open, 1);
  if (subscription.kind === 'unsolicited') {
    subscription.status = status;
    subscription.statusReason = message.rawReason();
  }
  // A challenge is no refusal: the NOTIFY comes again.
  if (status < 300 || status === 401 || status === 407 || subscription.refusedNotifyCseq === cseq) return;
  subscription.refusedNotifyCseq = cseq;
  journal.step(message, 'NOTIFY refused', { status });
  if (subscription.kind === 'unsolicited') return;
  journal.problem('notify-refused', frame, `${status} ${message.rawReason() ?? ''}`.trim());
  if (!endingStatuses.has(status) || subscription.state === 'terminated') return;
  subscription.state = 'terminated';
  subscription.end = 'NOTIFY refused';
  subscription.endedNs = message.timeNs;
  subscription.status = status;
  subscription.statusReason = message.rawReason();
}

/** NOTIFYs that had no answer for as long as their sender waits (Timer F) are told. */
function tellUnanswered(subscription: Subscription, nowNs: number, isObserved: IsObserved): void {
  if (subscription.openNotifies.length === 0) return;
  for (const frame of unansweredNotifies(subscription, nowNs, isObserved))
    subscription.journal.problem('notify-unanswered', frame);
  subscription.openNotifies = subscription.openNotifies.filter(({ timeNs }) => nowNs - timeNs < timeoutNs);
}

/** The frames of those that had none at `nowNs`, and were not told yet; not of those whose answer may not have been captured. */
export function unansweredNotifies(
  subscription: Subscription,
  nowNs: number,
  isObserved: IsObserved,
): readonly number[] {
  return subscription.openNotifies
    .filter(({ timeNs }) => nowNs - timeNs >= timeoutNs && isObserved(timeNs, timeNs + timeoutNs, nowNs))
    .map(({ frame }) => frame);
}
