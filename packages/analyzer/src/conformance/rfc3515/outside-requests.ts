import { exchangeRule, type Rule } from '../rule.ts';

/** What shows that the sender has a right to it: credentials, or knowledge of the dialog, or who referred. */
const vouching = ['Authorization', 'Proxy-Authorization', 'Target-Dialog', 'Referred-By', 'Identity'] as const;

export const outsideRequestRules: readonly Rule[] = [
  exchangeRule({
    id: 'SEC-018',
    title: 'REFER/Replaces/Join from outside the dialog',
    level: 'security',
    severity: 'security',
    rfc: 3515,
    section: '5.2',
    why: 'Whoever can send such a request makes the phone call for him, or takes over a call.',
    advice: 'Ask for credentials, or for a Target-Dialog that only the parties of the call know.',
    right: 'REFER with Target-Dialog or Proxy-Authorization, 202',
    wrong: 'REFER without either, 202',
    headers: ['Refer-To', 'Replaces', 'Join', 'Target-Dialog'],
    methods: ['REFER', 'INVITE'],
    check({ request, success, isInDialog, method }) {
      if (request === undefined || success === undefined || isInDialog) return undefined;
      const { message } = request;
      const takes =
        method === 'REFER'
          ? 'Refer-To'
          : (['Replaces', 'Join'] as const).find((name) => message.valueSpan(name) !== undefined);
      if (takes === undefined) return undefined;
      if (vouching.some((name) => message.valueSpan(name) !== undefined)) return 'kept';
      return {
        seen: `The ${method} with ${takes}, outside of any dialog and without credentials, is accepted with ${success.name}.`,
        at: request,
        span: message.valueSpan(takes),
        evidence: [success],
      };
    },
  }),
];
