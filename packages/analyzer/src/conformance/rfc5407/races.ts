import { crossingNs } from '../../transaction/transaction-timers.ts';
import { formingInvite } from '../dialog-way.ts';
import { caseRule, type Rule } from '../rule.ts';
import { frameText, secondsText } from '../told.ts';

export const raceRules: readonly Rule[] = [
  caseRule('dialog', {
    id: 'SIP-DLG-003',
    title: 'Requests cross each other',
    level: 'info',
    severity: 'info',
    rfc: 5407,
    section: '3.1',
    why: "Both sides act at once: a 481, 491 or 200 that comes of it is nobody's fault.",
    advice: 'Nothing is wrong; both sides must be ready for it.',
    right: 'BYE, 200',
    wrong: 'A: BYE, B: INVITE, A: 481, B: 200',
    check(one) {
      const { exchanges, dialog } = one;
      const invite = formingInvite(one);
      const cancel = invite?.cancel?.request;
      const success = invite?.success;
      if (
        cancel !== undefined &&
        success !== undefined &&
        success.toTag === dialog?.remoteTag &&
        success.timeNs > cancel.timeNs
      )
        return {
          seen: `The CANCEL of ${frameText(cancel)} and the ${success.name} cross: the call was answered.`,
          at: success,
          evidence: [cancel],
        };
      const bye = exchanges.find(({ method, request }) => method === 'BYE' && request !== undefined)?.request;
      if (bye === undefined) return undefined;
      const crossing = exchanges.find(
        ({ method, request, final, isInDialog }) =>
          request !== undefined &&
          isInDialog &&
          method !== 'ACK' &&
          request.flow !== bye.flow &&
          Math.abs(request.timeNs - bye.timeNs) < crossingNs &&
          (final === undefined || final.timeNs > bye.timeNs),
      );
      if (crossing?.request === undefined) return 'kept';
      const came = crossing.final === undefined ? 'was not answered' : `was answered with ${crossing.final.status}`;
      return {
        seen: `The BYE and the ${crossing.method} of the other side, ${secondsText(Math.abs(crossing.request.timeNs - bye.timeNs))} apart, cross; the ${crossing.method} ${came}.`,
        at: bye,
        evidence: [crossing.request],
      };
    },
  }),
];
