import { t1Ns } from '../../transaction/transaction-timers.ts';
import { exchangeRule, messageRule, type Rule } from '../rule.ts';
import { secondsText } from '../told.ts';

/** Timer E has grown to T2 after copies 0.5, 1.5 and 3.5 s after the request (RFC 3261 §17.1.2.2). */
const grownNs = 7 * t1Ns;

/** What may be said to requests that are no INVITE, and when. */
export const nonInviteResponseRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-RSP-002',
    title: 'Provisional response other than 100 to a request that is no INVITE',
    level: 'must',
    severity: 'error',
    rfc: 4320,
    section: '4.1',
    why: 'It slows down the copies of the request and hides that something was lost.',
    advice: 'Send the final response at once; where that takes long, a 100 after 3.5 s at the earliest.',
    right: 'OPTIONS, 200',
    wrong: 'OPTIONS, 183, 200',
    on: { responses: ['1xx'], responsesTo: nonInviteMethods() },
    check({ status, name }) {
      return status === 100 ? 'kept' : { seen: `A ${name} was sent.` };
    },
  }),
  exchangeRule({
    id: 'SIP-RSP-003',
    title: '100 to a request that is no INVITE, before its copies come slowly',
    level: 'must',
    severity: 'warning',
    rfc: 4320,
    section: '4.1',
    why: 'The client then sends copies every 4 s only, and what was lost is noticed late.',
    advice: 'Over UDP, send no 100 to such a request before 3.5 s have passed since it came.',
    right: 'MESSAGE, 3.6 s later 100, 200',
    wrong: 'MESSAGE, 10 ms later 100, 200',
    check({ method, transaction, request, responses }) {
      if (method === 'INVITE' || !transaction.provisional.includes(100)) return undefined;
      const trying = responses.find(({ status }) => status === 100);
      if (trying === undefined || trying.transport !== 'UDP') return undefined;
      // It may have been sent before the capture began.
      if (request === undefined || request.timeNs < grownNs) return 'G-MIDSTART';
      const afterNs = trying.timeNs - request.timeNs;
      if (afterNs >= grownNs * 0.9) return 'kept';
      return {
        seen: `The ${trying.name} came ${secondsText(afterNs)} after the ${method}.`,
        at: trying,
        evidence: [request],
      };
    },
  }),
  messageRule({
    id: 'SIP-RSP-004',
    title: '408 to a request that is no INVITE',
    level: 'must',
    severity: 'error',
    rfc: 4320,
    section: '4.2',
    why: 'It comes when the client has given up already, and each proxy on the way sends it on.',
    advice: 'Send no response at all where the final one does not come in time.',
    right: 'OPTIONS, and nothing',
    wrong: 'OPTIONS, 408',
    on: { responses: ['4xx'], responsesTo: nonInviteMethods() },
    check({ status, name }) {
      return status === 408 ? { seen: `A ${name} was sent.` } : 'kept';
    },
  }),
];

function nonInviteMethods(): readonly string[] {
  return [
    'BYE',
    'CANCEL',
    'REGISTER',
    'OPTIONS',
    'PRACK',
    'SUBSCRIBE',
    'NOTIFY',
    'PUBLISH',
    'INFO',
    'REFER',
    'MESSAGE',
    'UPDATE',
  ];
}
