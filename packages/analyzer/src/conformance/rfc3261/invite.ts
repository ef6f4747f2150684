import { scheduleOf } from '../../transaction/schedule.ts';
import { timeoutNs } from '../../transaction/transaction-timers.ts';
import { absenceOf, answerOf, formingInvite } from '../dialog-way.ts';
import { caseRule, exchangeRule, type Rule } from '../rule.ts';
import { frameText, secondsText } from '../told.ts';

/** Two copies are due in this time though T1 be twice as long as usual. */
const silentNs = 4e9;

export const inviteRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-INV-001',
    title: '2xx to INVITE never acknowledged',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '13.2.2.4',
    why: 'The callee does not know whether its answer came; after 32 s it must end the session.',
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
  exchangeRule({
    id: 'SIP-INV-002',
    title: '2xx to INVITE not sent again on time',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '13.3.1.4',
    why: 'One packet lost on the way, and the call fails: nobody else sends the answer again, over TCP neither.',
    advice: 'Until the ACK comes, send the 2xx again after 0.5, 1, 2 and then every 4 s.',
    right: '200, 0.5 s later 200, 1 s later 200, ACK',
    wrong: '200, 0.1 s later 200, 0.1 s later 200, ACK',
    methods: ['INVITE'],
    check(exchange, observed) {
      const { success, request, ack, transaction } = exchange;
      const { finalStatus, copies } = transaction;
      if (success === undefined || finalStatus < 200 || finalStatus >= 300) return undefined;
      const series = copies?.final;
      if (series !== undefined) {
        const schedule = scheduleOf(transaction, 'final', series, success.transport !== 'UDP');
        if (schedule === undefined) return undefined;
        if (schedule.verdict === 'kept') return 'kept';
        const gaps = (series.gaps.find((some) => some.length > 0) ?? []).map(secondsText).join(', ');
        return {
          seen: `The ${success.name} was sent again after ${gaps}: too ${schedule.verdict === 'early' ? 'soon' : 'late'}.`,
          at: success,
        };
      }
      if (request === undefined || ack === undefined || ack.flow !== request.flow) return undefined;
      const waitedNs = ack.timeNs - success.timeNs;
      if (waitedNs < silentNs || waitedNs > timeoutNs) return undefined;
      const guard = observed.absence(success.flow, success.timeNs, ack.timeNs);
      if (guard !== undefined) return guard;
      return {
        seen: `The ${success.name} was sent once, though its ACK came only ${secondsText(waitedNs)} later.`,
        at: success,
        evidence: [ack],
      };
    },
  }),
  caseRule('dialog', {
    id: 'SIP-INV-003',
    title: 'No BYE though the 2xx was never acknowledged',
    level: 'should',
    severity: 'warning',
    rfc: 3261,
    section: '13.3.1.4',
    why: 'The callee holds a call that the caller may know nothing of.',
    advice: 'End the session with a BYE when no ACK has come for 32 s.',
    right: '200 sent again for 32 s, BYE',
    wrong: '200 sent again for 32 s, and nothing',
    check(one, observed) {
      const answer = answerOf(one);
      if (answer === undefined) return undefined;
      const { invite, success, ack } = answer;
      const last = invite.copiesOf(success).at(-1);
      // The callee has waited to the end.
      if (ack !== undefined || last === undefined || last.timeNs - success.timeNs < timeoutNs * 0.6) return undefined;
      if ([...one.exchanges, ...one.elsewhere].some(({ method }) => method === 'BYE')) return 'kept';
      const guard = absenceOf(one, observed, {
        flow: success.flow,
        isFromCaller: false,
        fromNs: success.timeNs,
        toNs: success.timeNs + timeoutNs + 5e9,
      });
      if (guard !== undefined) return guard;
      return {
        seen: `The ${success.name} was sent again until ${secondsText(last.timeNs - success.timeNs)} after the first, no ACK came, and no BYE followed.`,
        at: success,
      };
    },
  }),
  caseRule('dialog', {
    id: 'SIP-INV-011',
    title: 'Two answers to one INVITE, and both calls go on',
    level: 'robustness',
    severity: 'warning',
    rfc: 3261,
    section: '13.2.2.4',
    why: 'Two people have answered: one of them hears nobody, and the call is billed twice.',
    advice: 'Acknowledge each 2xx, and end with a BYE each dialog that is not wanted.',
    right: '200 from a, ACK, 200 from b, ACK, BYE to b',
    wrong: '200 from a, ACK, 200 from b, and nothing',
    check(one, observed) {
      const invite = formingInvite(one);
      if (invite === undefined || invite.transaction.copies?.furtherAnswers.length === 0) return undefined;
      const answers = invite.responses.filter(({ status }) => status >= 200 && status < 300);
      const [first, second] = answers;
      // Told of the dialog of the second answer.
      if (
        first === undefined ||
        second === undefined ||
        second.toTag !== one.dialog?.remoteTag ||
        first.toTag === second.toTag
      )
        return undefined;
      const { dialog } = one;
      const isEnded = dialog.ended >= 0 || (dialog.forkedFrom?.ended ?? -1) >= 0;
      const isAcknowledged = answerOf(one)?.ack !== undefined;
      if (isEnded) return 'kept';
      const guard = absenceOf(one, observed, {
        flow: invite.request.flow,
        isFromCaller: true,
        fromNs: second.timeNs,
        toNs: second.timeNs + timeoutNs,
      });
      if (guard !== undefined) return guard;
      return {
        seen: `${first.name} of ${frameText(first)} and ${second.name} answer the INVITE from two ends; ${isAcknowledged ? '' : 'the second was not acknowledged, and '}neither dialog was ended.`,
        at: second,
        evidence: [invite.request, first],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-INV-012',
    title: 'Refusal of an INVITE never acknowledged',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '17.1.1.2',
    why: 'The server sends its response again for 32 s and holds what belongs to the call.',
    advice: 'Send an ACK with the branch of the INVITE to where the INVITE went.',
    right: 'INVITE, 486, ACK',
    wrong: 'INVITE, 486, 486, 486 …',
    methods: ['INVITE'],
    check({ request, final, ack, copies, transaction }, observed) {
      if (transaction.finalStatus < 300 || final === undefined || request === undefined) return undefined;
      if (ack !== undefined) return 'kept';
      const again = copies.filter(({ of }) => of === final);
      // Over TCP it is sent once, and the ACK comes back the same way.
      if (again.length === 0 && final.transport === 'UDP') return 'G-ONEWAY';
      const guard = observed.absence(request.flow, final.timeNs, final.timeNs + timeoutNs);
      if (guard !== undefined) return guard;
      const times = again.length === 0 ? '' : `was sent ${again.length + 1} times, and `;
      return {
        seen: `The ${final.name} ${times}${again.length === 0 ? 'was not acknowledged' : 'no ACK came'}.`,
        at: final,
        evidence: [request],
      };
    },
  }),
];
