import { crossingNs, t1Ns, timeoutNs } from '../../transaction/transaction-timers.ts';
import { isOfBothEnds } from '../dialog-way.ts';
import { exchangeRule, messageRule, type Rule } from '../rule.ts';
import { frameText, hasField, secondsText } from '../told.ts';

export const cancelRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-CAN-001',
    title: 'CANCEL for a request that is no INVITE',
    level: 'should',
    severity: 'warning',
    rfc: 3261,
    section: '9.1',
    why: 'Such requests are answered at once: the CANCEL comes too late, and gets a 481.',
    advice: 'Send CANCEL for INVITE only.',
    right: 'INVITE, 180, CANCEL',
    wrong: 'SUBSCRIBE, CANCEL',
    methods: ['CANCEL'],
    check({ request, cancels }) {
      if (request === undefined || cancels === undefined) return undefined;
      if (cancels.method === 'INVITE') return 'kept';
      return {
        seen: `The CANCEL has the branch of the ${cancels.method}.`,
        at: request,
        evidence: cancels.request === undefined ? [] : [cancels.request],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-CAN-002',
    title: 'CANCEL before any provisional response',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '9.1',
    why: 'It may come before the INVITE, and the phone rings on.',
    advice: 'Wait for a provisional response before the CANCEL is sent.',
    right: 'INVITE, 100, CANCEL',
    wrong: 'INVITE, CANCEL',
    methods: ['CANCEL'],
    check({ request, cancels, hop }, observed) {
      const invite = cancels?.request;
      if (request === undefined || cancels?.method !== 'INVITE') return undefined;
      if (invite === undefined) return 'G-MIDSTART';
      if (cancels.hop !== hop) return 'G-MULTIHOP';
      if (cancels.responses.some(({ timeNs }) => timeNs <= request.timeNs)) return 'kept';
      const guard = observed.absence(invite.reverseFlow, invite.timeNs, request.timeNs);
      if (guard !== undefined) return guard;
      return {
        seen: `The CANCEL came ${secondsText(request.timeNs - invite.timeNs)} after the INVITE, to which no response had come.`,
        at: request,
        evidence: [invite],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-CAN-003',
    title: 'CANCEL after the final response',
    level: 'robustness',
    severity: 'warning',
    rfc: 3261,
    section: '9.1',
    why: 'It has no effect: a call that was answered meanwhile goes on until a BYE ends it.',
    advice: 'Once the final response has come, send a BYE in place of the CANCEL.',
    right: 'INVITE, 180, 200, ACK, BYE',
    wrong: 'INVITE, 180, 200, ACK, CANCEL',
    methods: ['CANCEL'],
    check({ request, cancels }) {
      if (request === undefined || cancels?.method !== 'INVITE') return undefined;
      const { final, ack } = cancels;
      if (final === undefined || final.timeNs >= request.timeNs) return 'kept';
      const isKnown = ack !== undefined && ack.timeNs <= request.timeNs;
      const sinceNs = request.timeNs - final.timeNs;
      // It may not have come to the client: then it is sent again.
      const isLate = sinceNs > t1Ns && cancels.copiesOf(final).length === 0;
      if (!isKnown && !isLate) return sinceNs < crossingNs ? 'kept' : 'G-LOSS';
      return {
        seen: `The CANCEL came ${secondsText(sinceNs)} after the ${final.name}${isKnown ? ', which was acknowledged' : ''}.`,
        at: request,
        evidence: [final, ...(isKnown ? [ack] : [])],
      };
    },
  }),
  messageRule({
    id: 'SIP-CAN-004',
    title: 'Require or Proxy-Require in CANCEL',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '9.1',
    why: 'A server that does not know the extension refuses the CANCEL, and the phone rings on.',
    advice: 'Leave Require and Proxy-Require out of CANCEL.',
    right: 'CANCEL sip:bob@example.com SIP/2.0\n(no Require)',
    wrong: 'CANCEL sip:bob@example.com SIP/2.0\nRequire: 100rel',
    headers: ['Require', 'Proxy-Require'],
    on: { requests: ['CANCEL'] },
    check({ message }) {
      const name = (['Require', 'Proxy-Require'] as const).find((one) => hasField(message, one));
      return name === undefined ? 'kept' : { seen: `The CANCEL has ${name}.`, span: message.valueSpan(name) };
    },
  }),
  exchangeRule({
    id: 'SIP-CAN-005',
    title: 'INVITE not answered after its CANCEL was',
    level: 'should',
    severity: 'warning',
    rfc: 3261,
    section: '9.2',
    why: 'The caller waits 32 s before it forgets the call, and the callee may go on with it.',
    advice: 'Answer the INVITE with 487 once its CANCEL is accepted.',
    right: 'INVITE, 180, CANCEL, 200 (CANCEL), 487 (INVITE)',
    wrong: 'INVITE, 180, CANCEL, 200 (CANCEL)',
    methods: ['INVITE'],
    check({ request, cancel, final }, observed) {
      const accepted = cancel?.success;
      if (request === undefined || accepted === undefined || cancel?.request === undefined) return undefined;
      if (final !== undefined) return final.timeNs >= cancel.request.timeNs ? 'kept' : undefined;
      const guard = observed.absence(request.reverseFlow, accepted.timeNs, accepted.timeNs + timeoutNs);
      if (guard !== undefined) return guard;
      return {
        seen: `After the ${accepted.name} no final response to the INVITE came.`,
        at: accepted,
        evidence: [request, cancel.request],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-CAN-006',
    title: 'To tag of the response to CANCEL differs from that to INVITE',
    level: 'should',
    severity: 'warning',
    rfc: 3261,
    section: '9.2',
    why: 'It hints at a device that mixes up its calls.',
    advice: 'Answer CANCEL with the To tag of the responses to its INVITE.',
    right: '180 with tag 1, 200 (CANCEL) with tag 1, 487 with tag 1',
    wrong: '180 with tag 1, 200 (CANCEL) with tag 2, 487 with tag 1',
    headers: ['To'],
    methods: ['INVITE'],
    check(exchange) {
      const { cancel, final } = exchange;
      const accepted = cancel?.success;
      if (accepted === undefined || final?.status !== 487 || final.toTag === 0) return undefined;
      if (accepted.toTag === final.toTag) return 'kept';
      // A proxy answers the CANCEL itself.
      if (!isOfBothEnds(exchange)) return 'G-MULTIHOP';
      return {
        seen: `The ${accepted.name} has another To tag than the ${final.name} of ${frameText(final)}.`,
        at: accepted,
        span: accepted.message.valueSpan('To'),
        evidence: [final],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-CAN-007',
    title: 'CANCEL challenged',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '9.2',
    why: 'A CANCEL cannot be sent again with credentials: the phone rings on.',
    advice: 'Answer CANCEL without asking for credentials.',
    right: 'CANCEL, 200',
    wrong: 'CANCEL, 401',
    methods: ['CANCEL'],
    check({ transaction, final }) {
      if (final === undefined) return undefined;
      const { finalStatus } = transaction;
      return finalStatus === 401 || finalStatus === 407
        ? { seen: `The CANCEL was answered with ${finalStatus}.`, at: final }
        : 'kept';
    },
  }),
];
