import { timeoutNs } from '../../transaction/transaction-timers.ts';
import { exchangeRule, type Rule } from '../rule.ts';

export const inviteRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-INV-001',
    title: '2xx to INVITE never acknowledged',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '13.2.2.4',
    why: 'The callee does not know whether its answer came; after 64*T1 it must end the session.',
    advice: 'Send an ACK for every 2xx, each copy of it included, to the remote target over the route set.',
    right: 'INVITE, 200, ACK',
    wrong: 'INVITE, 200, 200, 200, 200 …',
    methods: ['INVITE'],
    check({ success, request, ack, copies }, observed) {
      if (success === undefined || request === undefined) return undefined;
      if (ack !== undefined) return 'kept';
      // Without copies of the 2xx the ACK may have gone another way, which was not captured.
      const again = copies.filter(({ of }) => of === success);
      if (again.length === 0) return 'G-ONEWAY';
      const guard = observed.absence(request.flow, success.timeNs, success.timeNs + timeoutNs);
      if (guard !== undefined) return guard;
      return {
        seen: `The ${success.name} was sent ${again.length + 1} times, and no ACK came.`,
        at: success,
        evidence: [request],
      };
    },
  }),
];
