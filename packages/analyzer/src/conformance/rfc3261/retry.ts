import { timeoutNs } from '../../transaction/transaction-timers.ts';
import type { Case } from '../case.ts';
import { absenceOf } from '../dialog-way.ts';
import type { Exchange } from '../exchange.ts';
import { caseRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { frameText, secondsText } from '../told.ts';

/** The owner of the Call-ID waits at least so long; a tenth less is not counted. */
const ownerWaitsNs = 2.1e9;
const toleranceNs = 0.15e9;

export const retryRules: readonly Rule[] = [
  caseRule('dialog', {
    id: 'SIP-INV-007',
    title: 'Tried again too soon after a 491',
    level: 'should',
    severity: 'warning',
    rfc: 3261,
    section: '14.1',
    why: 'The other end tries again in the first two seconds: the two cross once more.',
    advice: 'After a 491, wait 2.1 to 4 s where the Call-ID is your own, 0 to 2 s where it is not.',
    right: 'the caller: INVITE, 491, ACK, 2.5 s later INVITE',
    wrong: 'the caller: INVITE, 491, ACK, 0.1 s later INVITE',
    check(one) {
      const { dialog, exchanges, isBeginSeen } = one;
      const refused = exchanges.filter(({ transaction, isInDialog }) => isInDialog && transaction.finalStatus === 491);
      for (const { final, request } of refused) {
        const again = request && final && nextOf(one, request, final);
        if (final === undefined || again === undefined) continue;
        if (!isBeginSeen || dialog === undefined) return 'G-MIDSTART';
        // Of the other side, a later try may be a wish of its own.
        if (again.fromTag !== dialog.localTag) return 'kept';
        const waitedNs = again.timeNs - final.timeNs;
        if (waitedNs >= ownerWaitsNs - toleranceNs) return 'kept';
        return {
          seen: `The ${again.method} came ${secondsText(waitedNs)} after the 491 of ${frameText(final)}, sent by the owner of the Call-ID.`,
          at: again,
          evidence: [final],
        };
      }
      return undefined;
    },
  }),
  caseRule('dialog', {
    id: 'SIP-INV-008',
    title: 'Call goes on after a re-INVITE that failed with 481 or 408',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '14.1',
    why: 'The other end does not know the dialog any more: the call is there for one side only.',
    advice: 'End the dialog with a BYE when a request within it gets 481 or 408.',
    right: 'INVITE, 481, ACK, BYE',
    wrong: 'INVITE, 481, ACK',
    check(one, observed) {
      const failed = one.exchanges.find(
        ({ method, isInDialog, transaction }) =>
          method === 'INVITE' && isInDialog && (transaction.finalStatus === 481 || transaction.finalStatus === 408),
      );
      if (failed?.request === undefined || failed.final === undefined) return undefined;
      const { request, final } = failed;
      if ([...one.exchanges, ...one.elsewhere].some(({ method }) => method === 'BYE')) return 'kept';
      const guard = absenceOf(one, observed, {
        flow: request.flow,
        isFromCaller: request.fromTag === one.dialog?.localTag,
        fromNs: final.timeNs,
        toNs: final.timeNs + timeoutNs,
      });
      if (guard !== undefined) return guard;
      return {
        seen: `The INVITE was answered with ${final.status}, and no BYE followed.`,
        at: final,
        evidence: [request],
      };
    },
  }),
];

/** The next try of the same side. */
function nextOf({ exchanges }: Case, request: Seen, final: Seen): Seen | undefined {
  const isNext = (other: Exchange): boolean =>
    other.method === request.method &&
    other.request !== undefined &&
    other.request.fromTag === request.fromTag &&
    other.request.timeNs > final.timeNs;
  return exchanges.find(isNext)?.request;
}
