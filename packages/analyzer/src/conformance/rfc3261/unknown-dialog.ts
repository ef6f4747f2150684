import type { Case } from '../case.ts';
import type { Exchange } from '../exchange.ts';
import { caseRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { frameText, secondsText } from '../told.ts';

/** Messages that cross (RFC 5407): within this time of a BYE, a 481 is nothing strange. */
const raceNs = 2e9;

export const unknownDialogRules: readonly Rule[] = [
  caseRule('dialog', {
    id: 'SIP-RSP-015',
    title: '481 to a request within a dialog',
    level: 'info',
    severity: 'info',
    rfc: 3261,
    section: '21.4.19',
    why: 'One end takes the dialog for over or never knew it, the other goes on with it: such calls drop, or do not end.',
    advice:
      'Look at what the dialog came to before: whether it was ended, or another element answers than the one that it was made with.',
    right: 'INVITE, 200, ACK, BYE, 200',
    wrong: 'INVITE, 200, ACK, BYE, 481',
    check(one) {
      // A PRACK that matches no provisional response gets a 481 too (RFC 3262 §3).
      const failed = one.exchanges.find(
        ({ transaction, isInDialog, method }) => isInDialog && transaction.finalStatus === 481 && method !== 'PRACK',
      );
      const hasRequests =
        failed !== undefined ||
        one.exchanges.some(({ isInDialog, final, method }) => isInDialog && final !== undefined && method !== 'PRACK');
      if (failed?.request === undefined || failed.final === undefined) return hasRequests ? 'kept' : undefined;
      const { request, final } = failed;
      const bye = one.exchanges.find(
        ({ method, request: other }) =>
          method === 'BYE' && other !== undefined && other !== request && other.timeNs < final.timeNs,
      );
      if (bye?.request !== undefined && Math.abs(request.timeNs - bye.request.timeNs) < raceNs) return 'kept';
      return {
        seen: `The ${request.name} was answered with 481: ${historyOf(one, failed, bye?.request)}.`,
        at: final,
        evidence: [request, ...(bye?.request === undefined ? [] : [bye.request])],
      };
    },
  }),
];

/** What was seen of the dialog before. */
function historyOf({ isBeginSeen, exchanges }: Case, failed: Exchange, bye: Seen | undefined): string {
  if (bye !== undefined) return `the BYE of ${frameText(bye)} had ended the dialog`;
  if (!isBeginSeen) return 'what made the dialog was not captured';
  const before = exchanges.filter(
    ({ final, request }) =>
      final !== undefined && request !== undefined && final.number < (failed.request?.number ?? 0),
  );
  const ended = before.find(({ isInDialog, final }) => isInDialog && (final?.status === 481 || final?.status === 408));
  if (ended?.final !== undefined) return `the ${ended.final.status} of ${frameText(ended.final)} had ended the dialog`;
  const last = before.findLast(({ success }) => success !== undefined)?.success;
  if (last === undefined || failed.request === undefined) return 'no 2xx had confirmed the dialog';
  return `the ${last.name} of ${frameText(last)}, ${secondsText(failed.request.timeNs - last.timeNs)} before, says that the dialog is there`;
}
