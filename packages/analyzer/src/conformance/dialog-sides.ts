import type { Case } from './case.ts';
import type { Exchange } from './exchange.ts';
import { remembered } from './remembered.ts';
import type { Seen } from './seen.ts';

/** A transaction of which the request was captured. */
export type Requested = Exchange & { readonly request: Seen };

/** Requests of one side of a dialog on a hop. */
export type Side = { readonly isCaller: boolean; readonly exchanges: readonly Requested[] };

/** The requests of a dialog by who sent them: each side counts and routes its own. `caller`: who sent the request the dialog began with. */
export const sidesOf: (one: Case) => readonly Side[] = remembered(({ exchanges, dialog }) => {
  if (dialog === undefined) return [];
  const requested = exchanges.filter(hasRequest);
  return [true, false].map((isCaller) => ({
    isCaller,
    exchanges: requested.filter(({ request }) => request.fromTag === (isCaller ? dialog.localTag : dialog.remoteTag)),
  }));
});

function hasRequest(exchange: Exchange): exchange is Requested {
  return exchange.request !== undefined;
}
