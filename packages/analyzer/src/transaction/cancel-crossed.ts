import { isSuccess, type Transaction } from './transaction.ts';

/**
 * Whether the CANCEL of an INVITE came too late (RFC 3261 §9.1): a final response was on its way, or a 2xx came all the same; a server that has answered knows
 * no INVITE to cancel (§9.2).
 */
export function isCancelCrossed({ cancel, final, finalStatus }: Transaction): boolean {
  if (cancel === undefined || final < 0) return false;
  return final < cancel.first || isSuccess(finalStatus) || (finalStatus !== 487 && cancel.finalStatus === 481);
}
