import type { Case } from '../case.ts';
import type { Exchange } from '../exchange.ts';
import { caseRule, type Rule } from '../rule.ts';
import { frameText } from '../told.ts';

export const glareRules: readonly Rule[] = [
  caseRule('dialog', {
    id: 'SIP-GLR-001',
    title: 'Changes of the session cross',
    level: 'info',
    severity: 'info',
    rfc: 6141,
    section: '3.5',
    why: 'Both ends wanted to change the session at once: hold or transfer fails now and then.',
    advice: 'Look whether the one that was refused was tried again, and with success.',
    right: 'INVITE, 200, ACK',
    wrong: 'A: UPDATE, B: INVITE, 491 for UPDATE, UPDATE, 200',
    check(one) {
      const changes = one.exchanges.filter(
        ({ method, isInDialog, request }) =>
          isInDialog && request !== undefined && (method === 'INVITE' || method === 'UPDATE'),
      );
      const refused = changes.find(({ transaction }) => transaction.finalStatus === 491);
      if (refused?.request === undefined || refused.final === undefined) return changes.length > 0 ? 'kept' : undefined;
      const whose = refused.request.fromTag === one.dialog?.localTag ? 'caller' : 'callee';
      return {
        seen: `The ${refused.method} of the ${whose} was refused with 491, ${againText(one, refused)}.`,
        at: refused.final,
        evidence: [refused.request],
      };
    },
  }),
];

function againText({ exchanges }: Case, { method, request, final }: Exchange): string {
  const again = exchanges.find(
    (other) =>
      other.method === method &&
      other.request?.fromTag === request?.fromTag &&
      (other.request?.timeNs ?? 0) > (final?.timeNs ?? 0),
  );
  if (again?.request === undefined) return 'and not tried again';
  const came = again.final === undefined ? 'had no answer' : `was answered with ${again.final.status}`;
  return `and that of ${frameText(again.request)} ${came}`;
}
