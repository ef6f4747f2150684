import type { FollowerContext } from '../follow/follower.ts';
import type { SubscriptionState } from '../rows/subscription-row.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { Subscription } from './subscription.ts';

const secondNs = 1e9;
/** After so long a silence nothing more is expected of what never said when it runs out: REFERs are done in minutes, packages in a day (RFC 6072 §6.4). */
const referSilenceNs = 600 * secondNs;
const longestSilenceNs = 86_400 * secondNs;

/** Whether all between two times was captured, as far as it is known at a third. */
export type IsObserved = FollowerContext['isObserved'];

/** The state at `nowNs`: what messages left, and what capture time says of what did not come though it would have been captured. */
export function stateAt(subscription: Subscription, nowNs: number, isObserved: IsObserved): SubscriptionState {
  const { state, requestNs, acceptedNs, isNotifyDue, mayBypass } = subscription;
  const isWaitedFor = (fromNs: number): boolean =>
    nowNs - fromNs >= timeoutNs && isObserved(fromNs, fromNs + timeoutNs, nowNs);
  switch (state) {
    case 'requested':
      return isWaitedFor(requestNs) ? 'timed-out' : state;
    case 'accepted':
      // Timer N (RFC 6665 §4.1.2.4), where the NOTIFY had to be seen.
      if (isNotifyDue) return !mayBypass && isWaitedFor(acceptedNs) ? 'no-notify' : state;
      break;
    case 'pending':
    case 'active':
      break;
    default:
      return state;
  }
  const { lastNs, expiryNs } = subscription;
  return isExpired(subscription, nowNs) && isObserved(lastNs, expiryNs + timeoutNs, nowNs) ? 'expired' : state;
}

/** Whether it ran out so long ago that what says so, or refreshes it late, would have come. */
function isExpired({ expiryNs }: Subscription, nowNs: number): boolean {
  return nowNs - expiryNs >= timeoutNs;
}

/** Whether nothing more is expected of it at `nowNs`. */
export function isSubscriptionOver(subscription: Subscription, nowNs: number): boolean {
  const silentNs = nowNs - subscription.lastNs;
  if (silentNs < timeoutNs) return false;
  if (!subscription.isEstablished)
    return subscription.state !== 'requested' || nowNs - subscription.requestNs >= timeoutNs;
  if (!Number.isNaN(subscription.expiryNs)) return isExpired(subscription, nowNs);
  return silentNs >= (subscription.kind === 'refer' ? referSilenceNs : longestSilenceNs);
}
