import { quoted } from '../quoted.ts';
import { exchangeRule, type Rule } from '../rule.ts';
import { hasField, hasToken } from '../told.ts';

/** Namespaces looked at. */
const mostValues = 64;

export const resourcePriorityRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-RSP-021',
    title: 'Resource-Priority that is said twice, or refused though nothing requires it',
    level: 'must',
    severity: 'error',
    rfc: 4412,
    section: '3.1, 4.6.2',
    why: 'Which priority counts is open, or a call that would be served without priority fails.',
    advice: 'Give one value for a namespace; refuse with 417 only what has Require: resource-priority.',
    right: 'Resource-Priority: ets.0, dsn.flash',
    wrong: 'Resource-Priority: dsn.flash, dsn.routine',
    headers: ['Resource-Priority', 'Require'],
    check({ transaction, request, final }) {
      if (request === undefined || request.isCut || !hasField(request.message, 'Resource-Priority')) return undefined;
      const names = request.message
        .values('Resource-Priority')
        .slice(0, mostValues)
        .map(({ namespace }) => namespace.toLowerCase());
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      if (twice !== undefined)
        return {
          seen: `Resource-Priority has more than one value of ${quoted(twice)}.`,
          at: request,
          span: request.message.valueSpan('Resource-Priority'),
        };
      if (
        transaction.finalStatus !== 417 ||
        final === undefined ||
        hasToken(request.message.require, 'resource-priority')
      )
        return 'kept';
      return {
        seen: `The ${request.name} was refused with 417 and has no Require: resource-priority.`,
        at: final,
        evidence: [request],
      };
    },
  }),
];
