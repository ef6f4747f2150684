import type { FollowerContext } from '../follow/follower.ts';
import { callId, dialogId, subscriptionId } from '../follow/row-id.ts';
import type {
  ListedResourceRow,
  SubscriptionProblem,
  SubscriptionRow,
  SubscriptionState,
} from '../rows/subscription-row.ts';
import type { ProblemRow } from '../rows/state-row.ts';
import { unansweredNotifies } from './from-notifier.ts';
import { journalRow } from './journal-row.ts';
import type { ListedResource } from './state/list-state.ts';
import type { Subscription } from './subscription.ts';
import { stateAt } from './subscription-verdict.ts';

/** States in which more is to come: the capture ends inside. */
const goingOn: ReadonlySet<SubscriptionState> = new Set(['requested', 'accepted', 'pending', 'active']);

export function subscriptionRow(subscription: Subscription, context: FollowerContext, nowNs: number): SubscriptionRow {
  const { names, kind, journal } = subscription;
  const state = stateAt(subscription, nowNs, context.isObserved);
  const { problems = [], ...rest } = journalRow(journal, subscription.states, context);
  const all = withUnanswered(problems, unansweredNotifies(subscription, nowNs, context.isObserved));
  return {
    id: subscriptionId(subscription.number),
    kind,
    ...names,
    ...placesOf(subscription, context),
    ...timesOf(subscription, state, context),
    state,
    ...endOf(subscription, state),
    ...expiryOf(subscription, context),
    ...countsOf(subscription),
    ...referOf(subscription),
    ...(subscription.asks === undefined ? {} : { asks: subscription.asks }),
    ...(subscription.forkedFrom === undefined ? {} : { forkedFrom: subscriptionId(subscription.forkedFrom.number) }),
    ...listOf(subscription),
    ...rest,
    ...(all.length === 0 ? {} : { problems: all }),
    ...(subscription.dialog < 0 ? {} : { dialog: dialogId(subscription.dialog) }),
    ...(subscription.call < 0 ? {} : { call: callId(subscription.call) }),
    complete: !subscription.isPartial && !goingOn.has(state),
  };
}

function placesOf(
  { subscriberPlace, notifierPlace }: Subscription,
  { flows }: FollowerContext,
): Pick<SubscriptionRow, 'subscriberAddress' | 'notifierAddress'> {
  return {
    ...(subscriberPlace.endpoint < 0 ? {} : { subscriberAddress: flows.endpoint(subscriberPlace.endpoint) }),
    ...(notifierPlace.endpoint < 0 ? {} : { notifierAddress: flows.endpoint(notifierPlace.endpoint) }),
  };
}

function timesOf(
  { startedNs, acceptedNs, activeNs, endedNs, expiryNs }: Subscription,
  state: SubscriptionState,
  { times }: FollowerContext,
): Pick<SubscriptionRow, 'started' | 'accepted' | 'active' | 'ended'> {
  const endNs = state === 'expired' ? expiryNs : goingOn.has(state) ? Number.NaN : endedNs;
  return {
    started: times.iso(startedNs),
    ...(Number.isNaN(acceptedNs) ? {} : { accepted: times.iso(acceptedNs) }),
    ...(Number.isNaN(activeNs) ? {} : { active: times.iso(activeNs) }),
    ...(Number.isNaN(endNs) ? {} : { ended: times.iso(endNs) }),
  };
}

type End = 'endedBy' | 'reason' | 'retryAfterSeconds' | 'status' | 'statusReason' | 'allowEvents';

function endOf(subscription: Subscription, state: SubscriptionState): Pick<SubscriptionRow, End> {
  const { end, reason, retryAfterSeconds, status, statusReason, allowEvents } = subscription;
  const endedBy = state === 'expired' ? 'expiry' : end;
  return {
    ...(endedBy === undefined ? {} : { endedBy }),
    ...(reason === undefined ? {} : { reason }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(status === 0 ? {} : { status }),
    ...(status === 0 || statusReason === undefined ? {} : { statusReason }),
    ...(allowEvents === undefined ? {} : { allowEvents }),
  };
}

type Expiry = 'fetch' | 'requestedSeconds' | 'expiresSeconds' | 'expires';

function expiryOf(subscription: Subscription, { times }: FollowerContext): Pick<SubscriptionRow, Expiry> {
  const { isFetch, requestedSeconds, grantedSeconds, expiryNs } = subscription;
  return {
    ...(isFetch ? { fetch: true as const } : {}),
    ...(requestedSeconds === undefined ? {} : { requestedSeconds }),
    ...(grantedSeconds === undefined ? {} : { expiresSeconds: grantedSeconds }),
    ...(Number.isNaN(expiryNs) || isFetch ? {} : { expires: times.iso(expiryNs) }),
  };
}

type Counts = 'refreshes' | 'refreshMs' | 'notifications' | 'challenges' | 'retransmissions' | 'notifyBeforeAccepted';

function countsOf(subscription: Subscription): Pick<SubscriptionRow, Counts> {
  const { refreshes, intervals, notifications, challenges, isNotifyFirst, journal } = subscription;
  const refreshMs =
    intervals === undefined
      ? undefined
      : { min: ms(intervals.minNs), mean: ms(intervals.sumNs / intervals.count), max: ms(intervals.maxNs) };
  return {
    refreshes,
    ...(refreshMs === undefined ? {} : { refreshMs }),
    notifications,
    ...(challenges === 0 ? {} : { challenges }),
    retransmissions: journal.retransmissions,
    ...(isNotifyFirst ? { notifyBeforeAccepted: true as const } : {}),
  };
}

function ms(ns: number): number {
  return Math.round(ns / 1e3) / 1e3;
}

function referOf(
  subscription: Subscription,
): Pick<SubscriptionRow, 'suppressedBy' | 'referEventsAt' | 'referStatus' | 'referReason'> {
  const { state, suppression, referEventsAt, referStatus, referReason } = subscription;
  return {
    ...(state !== 'none' || suppression === undefined ? {} : { suppressedBy: suppression }),
    ...(referEventsAt === undefined ? {} : { referEventsAt }),
    ...(referStatus === undefined ? {} : { referStatus }),
    ...(referReason === undefined ? {} : { referReason }),
  };
}

function listOf({ list, moreList }: Subscription): Pick<SubscriptionRow, 'list' | 'moreList'> {
  if (list === undefined) return {};
  return { list: [...list.values()].map(resourceRow), ...(moreList === 0 ? {} : { moreList }) };
}

function resourceRow({ uri, name, instances }: ListedResource): ListedResourceRow {
  return {
    uri,
    ...(name === undefined ? {} : { name }),
    instances: instances.map(({ id, state, reason }) => ({
      ...(id === undefined ? {} : { id }),
      ...(state === undefined ? {} : { state }),
      ...(reason === undefined ? {} : { reason }),
    })),
  };
}

/** NOTIFYs whose sender has given up by now count among those it gave up before. */
function withUnanswered(
  problems: readonly ProblemRow<SubscriptionProblem>[],
  frames: readonly number[],
): readonly ProblemRow<SubscriptionProblem>[] {
  if (frames.length === 0) return problems;
  const known = problems.find(({ code }) => code === 'notify-unanswered');
  const all = [...(known?.frames ?? []), ...frames].slice(0, 10);
  const row = { code: 'notify-unanswered' as const, count: (known?.count ?? 0) + frames.length, frames: all };
  return known === undefined ? [...problems, row] : problems.map((problem) => (problem === known ? row : problem));
}
