import type { Exchange } from '../exchange.ts';
import { quoted } from '../quoted.ts';
import { caseRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { isFirstHop, notifiesOf, ofMethod } from '../subscriptions.ts';

/** REFER without a subscription (RFC 4488). */
export const referSubRules: readonly Rule[] = [
  caseRule('subscription', {
    id: 'SIP-REF-009',
    title: 'Refer-Sub misused',
    level: 'must',
    severity: 'error',
    rfc: 4488,
    section: '4',
    why: 'The two sides do not agree whether NOTIFYs come: they are refused with 481, or waited for.',
    advice: 'Answer Refer-Sub: false only where the REFER has it, and then send no NOTIFY.',
    right: 'REFER Refer-Sub: false … 200 Refer-Sub: false',
    wrong: 'REFER without Refer-Sub … 200 Refer-Sub: false',
    abnf: 'Refer-Sub',
    headers: ['Refer-Sub'],
    check(one) {
      if (!isFirstHop(one)) return undefined;
      let isKept = false;
      for (const { request, success } of ofMethod(one.exchanges, 'REFER')) {
        if (request === undefined) continue;
        const asked = subOf(request);
        const told = success === undefined ? undefined : subOf(success);
        for (const [text, at] of [
          [asked, request],
          [told, success],
        ] as const) {
          if (text === undefined || at === undefined || text === 'true' || text === 'false') continue;
          const seen = `Refer-Sub is ${quoted(text)}: it is true or false.`;
          return { seen, at, span: at.message.valueSpan('Refer-Sub') };
        }
        if (told !== 'false' || success === undefined) {
          isKept ||= asked !== undefined && success !== undefined;
          continue;
        }
        if (asked !== 'false') {
          const seen = `The ${success.status} has Refer-Sub: false, which the REFER did not ask for.`;
          return { seen, at: success, span: success.message.valueSpan('Refer-Sub'), evidence: [request] };
        }
        const notify = ofMethod(one.exchanges, 'REFER').length > 1 ? undefined : notifiesOf(one)[0];
        if (notify !== undefined) {
          const seen = 'Refer-Sub: false was agreed on, and a NOTIFY came.';
          return { seen, at: notify, evidence: [request, success] };
        }
        isKept = true;
      }
      return isKept ? 'kept' : undefined;
    },
  }),
];

function subOf({ message }: Seen): string | undefined {
  const span = message.valueSpan('Refer-Sub');
  if (span === undefined) return undefined;
  const text = message.text(span);
  const end = text.indexOf(';');
  return (end < 0 ? text : text.slice(0, end)).trim().toLowerCase();
}

/** Whether no subscription was agreed on (RFC 4488 §4, RFC 7614 §4, §5). */
export function isWithoutSubscription({ request, success }: Exchange): boolean {
  if (request === undefined || success === undefined) return false;
  if (subOf(success) === 'false') return true;
  return request.message.require.some((tag) => tag.toLowerCase() === 'nosub' || tag.toLowerCase() === 'explicitsub');
}
