import { statusEffect } from '@sipscope/parser/registry';
import type { Case } from '../case.ts';
import type { Exchange } from '../exchange.ts';
import { caseRule, type Rule } from '../rule.ts';
import { frameText } from '../told.ts';

/** A BYE so soon is the answer to a failure. */
const soonNs = 2e9;
/** Requests whose failures say nothing of the dialog, or of its end. */
const without: ReadonlySet<string> = new Set(['ACK', 'BYE', 'CANCEL', 'PRACK']);

export const effectRules: readonly Rule[] = [
  caseRule('dialog', {
    id: 'SIP-DLG-004',
    title: 'A failure within a dialog ends more, or less, than it should',
    level: 'info',
    severity: 'info',
    rfc: 5057,
    section: '5.1',
    why: 'This explains calls that are lost after a hold or a notification has failed, and calls that go on for one side only.',
    advice:
      'Go by the table of RFC 5057 §5.1: most failures end their transaction alone, some the usage or the whole dialog.',
    right: 'INVITE in a call, 488, and the call goes on',
    wrong: 'INVITE in a call, 488, BYE',
    check(one) {
      if (one.dialog?.usage !== 'invite') return undefined;
      const failed = one.exchanges.filter(isFailed);
      if (failed.length === 0) return undefined;
      for (const exchange of failed) {
        const { final, request, method } = exchange;
        if (final === undefined || request === undefined) continue;
        const effect = effectOf(exchange);
        const after = nextOf(one, exchange);
        if (after === undefined) continue;
        const isEnd =
          after.method === 'BYE' && after.request !== undefined && after.request.timeNs - final.timeNs < soonNs;
        const evidence = after.request === undefined ? [] : [after.request];
        if (effect === 'transaction' && isEnd && after.request?.flow === request.flow)
          return {
            seen: `A ${final.status} to ${method} ends this request alone, and a BYE followed at once.`,
            at: final,
            evidence,
          };
        if (
          effect !== 'transaction' &&
          after.method !== 'BYE' &&
          after.success !== undefined &&
          after.request !== undefined
        )
          return {
            seen: `A ${final.status} to ${method} ends the ${effect === 'dialog' ? 'dialog' : 'call'}, and yet the ${after.method} of ${frameText(after.request)} was answered with ${after.success.status}.`,
            at: final,
            evidence,
          };
      }
      return 'kept';
    },
  }),
];

function isFailed({ isInDialog, transaction, method }: Exchange): boolean {
  return (
    isInDialog &&
    transaction.finalStatus >= 400 &&
    !without.has(method) &&
    transaction.finalStatus !== 401 &&
    transaction.finalStatus !== 407
  );
}

/** Of a request of a usage beside the call, at most that usage. */
function effectOf({ transaction, method }: Exchange): ReturnType<typeof statusEffect> {
  const effect = statusEffect(transaction.finalStatus);
  const isOfCall = method === 'INVITE' || method === 'UPDATE';
  if (transaction.finalStatus === 408 && isOfCall) return 'usage';
  return effect === 'usage' && !isOfCall ? 'transaction' : effect;
}

function nextOf({ exchanges }: Case, { final }: Exchange): Exchange | undefined {
  return exchanges.find(
    ({ request, method, isInDialog }) =>
      isInDialog && method !== 'ACK' && request !== undefined && request.timeNs > (final?.timeNs ?? Infinity),
  );
}
