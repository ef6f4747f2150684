import { exchangeRule, type Rule } from '../rule.ts';

/** Busy, diverted, refused, unwanted. */
function isBlocked(status: number): boolean {
  return (status >= 300 && status < 400) || [403, 433, 480, 486, 600, 603, 607, 608].includes(status);
}

export const callbackRules: readonly Rule[] = [
  exchangeRule({
    id: 'EMG-004',
    title: 'PSAP callback treated as normal call',
    level: 'robustness',
    severity: 'info',
    rfc: 7090,
    section: '4',
    why: 'The control centre calls back somebody who needs help; diverted, screened or refused, the call does not reach him.',
    advice: 'Let calls with Priority: psap-callback pass forwarding, do-not-disturb and blocking.',
    right: 'INVITE with Priority: psap-callback, 180, 200',
    wrong: 'INVITE with Priority: psap-callback, 302',
    headers: ['Priority'],
    methods: ['INVITE'],
    check({ request, final, isInDialog }) {
      if (request === undefined || final === undefined || isInDialog) return undefined;
      if (request.message.values('Priority')[0]?.toLowerCase() !== 'psap-callback') return undefined;
      if (!isBlocked(final.status)) return 'kept';
      return {
        seen: `A call back of an emergency service is answered with ${final.name}.`,
        at: final,
        evidence: [request],
      };
    },
  }),
];
