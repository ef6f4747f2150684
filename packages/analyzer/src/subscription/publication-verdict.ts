import type { FollowerContext } from '../follow/follower.ts';
import type { PublicationState } from '../rows/publication-row.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { Publication } from './publication.ts';

/** After so long a silence nothing more is expected of what never said when it runs out. */
const longestSilenceNs: number = 86_400e9;

/** The state at `nowNs`: what messages left, and what capture time says of what did not come though it would have been captured. */
export function stateAt(
  publication: Publication,
  nowNs: number,
  isObserved: FollowerContext['isObserved'],
): PublicationState {
  const { state, requestNs, expiryNs, lastNs } = publication;
  const [fromNs, toNs] = state === 'requested' ? [requestNs, requestNs + timeoutNs] : [lastNs, expiryNs + timeoutNs];
  const isOver = nowNs >= toNs && isObserved(fromNs, toNs, nowNs);
  if (state === 'requested') return isOver ? 'timed-out' : state;
  return state === 'published' && isOver ? 'expired' : state;
}

/** Whether nothing more is expected of it at `nowNs`. */
export function isPublicationOver(publication: Publication, nowNs: number): boolean {
  const silentNs = nowNs - publication.lastNs;
  if (silentNs < timeoutNs) return false;
  if (publication.state === 'requested') return nowNs - publication.requestNs >= timeoutNs;
  if (publication.state !== 'published') return true;
  return Number.isNaN(publication.expiryNs) ? silentNs >= longestSilenceNs : nowNs - publication.expiryNs >= timeoutNs;
}
