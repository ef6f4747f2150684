import { parameterValue } from '@sipscope/parser';
import { quoted } from '../quoted.ts';
import { messageRule, type Rule } from '../rule.ts';

export const servedUserRules: readonly Rule[] = [
  messageRule({
    id: 'IMS-012',
    title: 'P-Served-User malformed',
    level: 'robustness',
    severity: 'info',
    rfc: 5502,
    section: '6',
    why: 'The application server applies the services of the caller where those of the called are meant, or of a user who is not registered.',
    advice: 'Write sescase=orig or term, and with it regstate=reg or unreg; of diverted calls orig-cdiv.',
    right: 'P-Served-User: <sip:user@example.com>;sescase=orig;regstate=reg',
    wrong: 'P-Served-User: <sip:user@example.com>;sescase=originating',
    abnf: 'PServedUser',
    headers: ['P-Served-User'],
    on: { requests: 'any', has: ['P-Served-User'] },
    check({ message }) {
      const [served] = message.values('P-Served-User');
      if (served === undefined) return undefined;
      const span = message.valueSpan('P-Served-User');
      const { sessionCase, registrationState, isDiverted, params } = served;
      if (sessionCase !== undefined && !/^(orig|term)$/i.test(sessionCase))
        return { seen: `The sescase ${quoted(sessionCase)} is neither orig nor term.`, span };
      if (registrationState !== undefined && !/^(reg|unreg)$/i.test(registrationState))
        return { seen: `The regstate ${quoted(registrationState)} is neither reg nor unreg.`, span };
      if (sessionCase !== undefined && registrationState === undefined)
        return { seen: `There is a sescase (${sessionCase}) without a regstate.`, span };
      if (isDiverted && parameterValue(params, 'orig-cdiv') !== undefined)
        return { seen: 'The orig-cdiv has a value, which it has not.', span };
      return 'kept';
    },
  }),
];
