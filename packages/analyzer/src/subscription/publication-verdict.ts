import type { PublicationState } from '../rows/publication-row.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { Publication } from './publication.ts';

/** After so long a silence nothing more is expected of what never said when it runs out. */
const longestSilenceNs: number = 86_400e9;

/** The state at `nowNs`: what messages left, and what capture time says of what did not come. */
export function stateAt({ state, requestNs, expiryNs }: Publication, nowNs: number): PublicationState {
  if (state === 'requested') return nowNs - requestNs >= timeoutNs ? 'timed-out' : state;
  return state === 'published' && nowNs - expiryNs >= timeoutNs ? 'expired' : state;
}

/** Whether nothing more is expected of it at `nowNs`. */
export function isPublicationOver(publication: Publication, nowNs: number): boolean {
  const silentNs = nowNs - publication.lastNs;
  if (silentNs < timeoutNs) return false;
  if (publication.state === 'requested') return nowNs - publication.requestNs >= timeoutNs;
  if (publication.state !== 'published') return true;
  return Number.isNaN(publication.expiryNs) ? silentNs >= longestSilenceNs : nowNs - publication.expiryNs >= timeoutNs;
}
