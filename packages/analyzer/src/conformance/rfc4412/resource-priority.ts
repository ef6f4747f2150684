import { quoted } from '../quoted.ts';
import { messageRule, type Rule } from '../rule.ts';

/** Namespaces looked at. */
const mostValues = 64;

export const resourcePriorityRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-RSP-021',
    title: 'Resource-Priority names a namespace twice',
    level: 'must',
    severity: 'error',
    rfc: 4412,
    section: '3.1',
    why: 'Which of the two priorities counts is left to chance.',
    advice: 'Give one value for each namespace.',
    right: 'Resource-Priority: ets.0, dsn.flash',
    wrong: 'Resource-Priority: dsn.flash, dsn.routine',
    headers: ['Resource-Priority'],
    on: { requests: 'any', has: ['Resource-Priority'] },
    check({ message }) {
      const names = message
        .values('Resource-Priority')
        .slice(0, mostValues)
        .map(({ namespace }) => namespace.toLowerCase());
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      if (twice === undefined) return 'kept';
      const seen = `Resource-Priority has more than one value of ${quoted(twice)}.`;
      return { seen, span: message.valueSpan('Resource-Priority') };
    },
  }),
];
