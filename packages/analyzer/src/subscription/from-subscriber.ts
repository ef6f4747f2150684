import type { SipMessage } from '@sipscope/parser';
import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import { method } from '../message/method.ts';
import { isSuccess } from '../transaction/transaction.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import type { Subscription } from './subscription.ts';

const secondNs = 1e9;
/** How far clocks and networks may make two moments differ that are meant to be one: expiry is told in whole seconds. */
export const toleranceNs: number = 2 * secondNs;

/** What ends a subscription, not only the transaction: to a SUBSCRIBE within it (RFC 6665 §4.1.2.2), or to a NOTIFY (§4.2.2). */
export const endingStatuses: ReadonlySet<number> = new Set([
  404, 405, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604,
]);

/** Takes a SUBSCRIBE or REFER; a copy on another hop says nothing new. */
export function receiveRequest(subscription: Subscription, message: CapturedMessage): void {
  if (message.cseq <= subscription.cseq) return;
  const parsed = message.parsed();
  const isFirst = subscription.cseq < 0;
  subscription.cseq = message.cseq;
  subscription.requestNs = message.timeNs;
  subscription.isInDialog = message.toTag !== 0;
  if (message.method === method.refer) {
    subscription.suppression = suppressionAsked(parsed);
    ask(subscription);
    subscription.journal.step(message, isFirst ? 'refer' : 'tried again');
    return;
  }
  const { expires } = parsed;
  const isKnown = subscription.isEstablished || (subscription.isPartial && isFirst);
  subscription.isRefresh = isKnown;
  subscription.isUnsubscribe = isKnown && expires === 0;
  subscription.isFetch = !isKnown && expires === 0;
  if (expires !== undefined && !subscription.isUnsubscribe) subscription.requestedSeconds = expires;
  if (isKnown) receiveRefresh(subscription, message);
  else {
    ask(subscription);
    subscription.journal.step(message, isFirst ? 'subscribe' : 'tried again', { detail: secondsText(expires) });
  }
}

/** What was answered before counts no more. */
function ask(subscription: Subscription): void {
  subscription.state = 'requested';
  subscription.endedNs = Number.NaN;
  clearRefusal(subscription);
}

function receiveRefresh(subscription: Subscription, message: CapturedMessage): void {
  const { journal, expiryNs, isUnsubscribe, requestedSeconds } = subscription;
  if (subscription.state === 'requested') subscription.state = 'accepted';
  if (isUnsubscribe) journal.step(message, 'unsubscribe');
  else journal.step(message, 'refresh', { detail: secondsText(requestedSeconds) });
  if (message.timeNs > expiryNs + toleranceNs) {
    const lateSeconds = Math.round((message.timeNs - expiryNs) / secondNs);
    journal.problem('refreshed-late', message.frame, `${lateSeconds} s after it had run out`);
  }
}

/** RFC 7614 §4.1, §5.1; RFC 4488 §4. */
function suppressionAsked(parsed: SipMessage): Subscription['suppression'] {
  const required = new Set(parsed.require.map((tag) => tag.toLowerCase()));
  if (required.has('nosub')) return 'nosub';
  if (required.has('explicitsub')) return 'explicitsub';
  return isReferSubFalse(parsed) ? 'Refer-Sub' : undefined;
}

function isReferSubFalse(parsed: SipMessage): boolean {
  return parsed.values('Refer-Sub')[0]?.value.toLowerCase() === 'false';
}

/** Takes a response to a SUBSCRIBE or REFER. */
export function receiveAnswer(subscription: Subscription, message: CapturedMessage, flows: FlowTable): void {
  const { status, cseq } = message;
  if (status < 200 || cseq !== subscription.cseq) return;
  const isAgain = subscription.answeredCseq === cseq;
  if (isAgain && isSuccess(subscription.answeredStatus) && isSuccess(status))
    subscription.mayBypass &&= mayBypass(subscription, message, flows);
  // Of several branches the first 2xx counts, else the last failure: it is the nearest to the subscriber.
  if (isAgain && (isSuccess(subscription.answeredStatus) || subscription.answeredStatus === status)) return;
  subscription.answeredCseq = cseq;
  subscription.answeredStatus = status;
  if (!isSuccess(status)) receiveFailure(subscription, message);
  else if (message.method === method.refer) receiveReferAccepted(subscription, message, flows);
  else receiveAccepted(subscription, message, flows);
}

function receiveAccepted(subscription: Subscription, message: CapturedMessage, flows: FlowTable): void {
  const { expires } = message.parsed();
  const { timeNs, status } = message;
  const { isRefresh, isUnsubscribe } = subscription;
  if (!isRefresh || Number.isNaN(subscription.acceptedNs)) noteAccepted(subscription, message);
  subscription.mayBypass = mayBypass(subscription, message, flows);
  subscription.isNotifyDue = status !== 204;
  clearRefusal(subscription);
  if (!isUnsubscribe) learnExpiry(subscription, expires, timeNs);
  if (!isUnsubscribe) learnInterval(subscription);
  if (isRefresh && !isUnsubscribe) subscription.refreshes++;
  const detail = status === 204 ? 'no NOTIFY follows: nothing has changed' : secondsText(expires);
  const step = isUnsubscribe ? 'unsubscribed' : isRefresh ? 'refreshed' : 'accepted';
  subscription.journal.step(message, step, { status, detail: isUnsubscribe ? undefined : detail });
  if (subscription.state === 'requested') subscription.state = 'accepted';
  // Over by RFC 6665 §4.4.1 when the last NOTIFY comes, which may not be seen.
  if (isUnsubscribe && subscription.state !== 'terminated') {
    subscription.state = 'terminated';
    subscription.end = 'subscriber';
    subscription.endedNs = timeNs;
  }
}

function noteAccepted(subscription: Subscription, { timeNs }: CapturedMessage): void {
  if (!Number.isNaN(subscription.acceptedNs)) return;
  subscription.acceptedNs = timeNs;
  subscription.isNotifyFirst = !subscription.isPartial && subscription.firstNotifyNs < timeNs;
}

function learnExpiry(subscription: Subscription, granted: number | undefined, timeNs: number): void {
  if (granted !== undefined) subscription.grantedSeconds = granted;
  // A notifier may grant less than was asked for, not more (RFC 6665 §4.2.1.1): without its word that is the latest.
  const seconds = granted ?? subscription.requestedSeconds;
  if (seconds !== undefined) subscription.expiryNs = timeNs + seconds * secondNs;
}

function learnInterval(subscription: Subscription): void {
  const { acceptedRequestNs, requestNs } = subscription;
  subscription.acceptedRequestNs = requestNs;
  const intervalNs = requestNs - acceptedRequestNs;
  if (Number.isNaN(intervalNs) || intervalNs < 0) return;
  const intervals = (subscription.intervals ??= { count: 0, sumNs: 0, minNs: intervalNs, maxNs: intervalNs });
  intervals.count++;
  intervals.sumNs += intervalNs;
  intervals.minNs = Math.min(intervals.minNs, intervalNs);
  intervals.maxNs = Math.max(intervals.maxNs, intervalNs);
}

/**
 * Whether NOTIFY may come another way than by where this 2xx was seen, straight from the notifier to the subscriber (RFC 6665 §4.3): not within a dialog, nor
 * where a proxy stays in the path, nor where the notifier itself answered.
 */
function mayBypass({ isInDialog }: Subscription, message: CapturedMessage, flows: FlowTable): boolean {
  const parsed = message.parsed();
  if (isInDialog || parsed.values('Record-Route').length > 0) return false;
  const [contact] = parsed.contacts;
  const host = contact === undefined || contact === '*' ? undefined : hostOf(contact.uri);
  return message.viaCount > 1 || (host !== undefined && host !== flows.sourceIp(message.flow));
}

function hostOf(uri: unknown): string | undefined {
  if (typeof uri !== 'object' || uri === null || !('host' in uri) || typeof uri.host !== 'string') return undefined;
  return uri.host.replace(/^\[|\]$/g, '');
}

function receiveReferAccepted(subscription: Subscription, message: CapturedMessage, flows: FlowTable): void {
  const parsed = message.parsed();
  const { status } = message;
  noteAccepted(subscription, message);
  subscription.mayBypass = mayBypass(subscription, message, flows);
  clearRefusal(subscription);
  const { suppression } = subscription;
  const isGranted = suppression !== undefined && (suppression !== 'Refer-Sub' || isReferSubFalse(parsed));
  const eventsAt = parsed.values('Refer-Events-At')[0]?.uriText;
  if (suppression === 'explicitsub' && eventsAt !== undefined) subscription.referEventsAt = keptText(eventsAt);
  const detail = isGranted ? `no subscription: ${suppression}` : undefined;
  subscription.journal.step(message, 'accepted', { status, detail });
  if (!isGranted) subscription.suppression = undefined;
  if (subscription.state !== 'requested') return;
  subscription.state = isGranted ? 'none' : 'accepted';
}

function clearRefusal(subscription: Subscription): void {
  subscription.status = 0;
  subscription.statusReason = undefined;
  subscription.retryAfterSeconds = undefined;
  subscription.allowEvents = undefined;
}

function receiveFailure(subscription: Subscription, message: CapturedMessage): void {
  const { status } = message;
  const { journal, isRefresh } = subscription;
  const parsed = message.parsed();
  const retryAfter = parsed.retryAfter?.seconds;
  if (status === 401 || status === 407) {
    subscription.challenges++;
    journal.step(message, 'challenged', { status });
    if (!isRefresh) setState(subscription, message, 'challenged');
    return;
  }
  if (status === 423) {
    const { minExpires } = parsed;
    journal.step(message, 'interval too brief', {
      status,
      detail: minExpires === undefined ? undefined : `at least ${minExpires} s`,
    });
    if (!isRefresh) setState(subscription, message, 'failed');
    return;
  }
  if (status < 400) {
    const targets = parsed.contacts.map((contact) => (contact === '*' ? '*' : contact.uriText)).slice(0, 4);
    journal.step(message, 'redirected', { status, detail: targets.join(', ') });
    if (!isRefresh) setState(subscription, message, 'redirected');
    return;
  }
  const allowed = parsed.values('Allow-Events').slice(0, 32).map(keptText);
  const detail = [
    allowed.length > 0 ? `takes ${allowed.join(', ')}` : undefined,
    retryAfter === undefined ? undefined : `again after ${retryAfter} s`,
  ];
  const text = detail.filter((part) => part !== undefined).join('; ');
  journal.step(message, isRefresh ? 'refresh refused' : 'refused', { status, detail: text === '' ? undefined : text });
  if (isRefresh && !endingStatuses.has(status)) return;
  setState(subscription, message, isRefresh ? 'terminated' : 'failed');
  if (isRefresh) subscription.end ??= 'SUBSCRIBE refused';
  subscription.retryAfterSeconds = retryAfter;
  if (status === 489 && allowed.length > 0) subscription.allowEvents = allowed;
}

/** NOTIFY that came says more than the refusal of another branch. */
function setState(subscription: Subscription, message: CapturedMessage, state: Subscription['state']): void {
  if (subscription.notifications > 0 && !subscription.isRefresh) return;
  if (subscription.state === 'terminated') return;
  subscription.state = state;
  subscription.endedNs = message.timeNs;
  subscription.status = message.status;
  subscription.statusReason = message.rawReason();
}

function secondsText(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : `${seconds} s`;
}
