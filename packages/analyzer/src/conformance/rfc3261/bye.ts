import { crossingNs, timeoutNs } from '../../transaction/transaction-timers.ts';
import type { Case } from '../case.ts';
import { answerOf, formingInvite, ofThisDialog } from '../dialog-way.ts';
import type { Exchange } from '../exchange.ts';
import { caseRule, exchangeRule, messageRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { frameText, secondsText } from '../told.ts';

/** What may be said to a BYE beside 2xx: to whom is not known, or by what lies between. */
const otherAnswers: ReadonlySet<number> = new Set([401, 403, 407, 408, 481, 482, 483, 502, 503, 504]);

export const byeRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-BYE-001',
    title: 'BYE outside of a dialog',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '15',
    why: 'It ends nothing and is answered with 481; it may be an attempt to end the calls of others.',
    advice: 'Send BYE within the dialog, with its From and To tags.',
    right: 'BYE with To: <sip:bob@example.com>;tag=2',
    wrong: 'BYE with To: <sip:bob@example.com>',
    headers: ['From', 'To'],
    on: { requests: ['BYE'] },
    check({ message, fromTag, toTag }) {
      if (fromTag !== 0 && toTag !== 0) return 'kept';
      const name = toTag === 0 ? 'To' : 'From';
      return { seen: `The BYE has no ${name} tag.`, span: message.valueSpan(name) };
    },
  }),
  caseRule('dialog', {
    id: 'SIP-BYE-002',
    title: 'Callee sends BYE before it has answered',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '15',
    why: 'The caller goes on waiting for the final response to its INVITE.',
    advice: 'Refuse the INVITE with a final response in place of the BYE.',
    right: 'INVITE, 180, 486',
    wrong: 'INVITE, 180, BYE from the callee',
    check(one, observed) {
      const [invite, bye] = [formingInvite(one), byeOfCallee(one)];
      if (invite === undefined || bye === undefined) return undefined;
      const isAnswered = invite.responses.some(({ status, timeNs }) => status >= 200 && timeNs <= bye.timeNs);
      // An ACK with a branch of its own tells of a 2xx that was not captured.
      if (isAnswered || one.exchanges.some(({ method }) => method === 'ACK')) return 'kept';
      const { elsewhere } = one;
      if (elsewhere.some(({ success }) => success !== undefined)) return 'G-MULTIHOP';
      const guard = observed.absence(invite.request.reverseFlow, invite.request.timeNs, bye.timeNs);
      if (guard !== undefined) return guard;
      const ringing = ofThisDialog(one, invite).find(({ status }) => status > 100 && status < 200);
      if (ringing === undefined) return 'G-LOSS';
      return {
        seen: `The callee sent BYE after its ${ringing.name} and before any final response.`,
        at: bye,
        evidence: [invite.request, ringing],
      };
    },
  }),
  caseRule('dialog', {
    id: 'SIP-BYE-003',
    title: 'Callee sends BYE before the ACK has come',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '15',
    why: 'The caller may get the BYE before the answer, and refuse it with 481.',
    advice: 'Wait for the ACK, or for 32 s, before the BYE is sent.',
    right: 'INVITE, 200, ACK, BYE from the callee',
    wrong: 'INVITE, 200, BYE from the callee, ACK',
    check(one) {
      const [answer, bye] = [answerOf(one), byeOfCallee(one)];
      if (bye === undefined || answer === undefined || bye.timeNs < answer.success.timeNs) return undefined;
      const { invite, success, ack } = answer;
      if (ack !== undefined && ack.timeNs <= bye.timeNs) return 'kept';
      if (bye.timeNs - success.timeNs >= timeoutNs * 0.9) return undefined;
      // An ACK that comes later on the same hop shows which way it takes.
      if (ack === undefined) return 'G-ONEWAY';
      if (ack.flow !== invite.request.flow) return 'G-MULTIHOP';
      return {
        seen: `The callee sent BYE ${secondsText(bye.timeNs - success.timeNs)} after its ${success.name}, and the ACK came ${secondsText(ack.timeNs - bye.timeNs)} later.`,
        at: bye,
        evidence: [success, ack],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-BYE-004',
    title: 'BYE not answered with 2xx',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '15.1.2',
    why: 'Who hung up does not know whether the other end has let go of the call: it may go on, and be billed.',
    advice: 'Answer each BYE for a dialog that is there with 200.',
    right: 'BYE, 200',
    wrong: 'BYE, 500',
    methods: ['BYE'],
    check({ request, final }, observed) {
      if (request === undefined || request.toTag === 0) return undefined;
      if (final !== undefined) {
        if (final.status < 300) return 'kept';
        if (otherAnswers.has(final.status)) return undefined;
        return { seen: `The BYE was answered with ${final.status}.`, at: final, evidence: [request] };
      }
      const guard = observed.absence(request.reverseFlow, request.timeNs, request.timeNs + timeoutNs);
      return guard ?? { seen: 'The BYE was never answered.', at: request };
    },
  }),
  caseRule('dialog', {
    id: 'SIP-BYE-005',
    title: 'Request left unanswered after BYE',
    level: 'should',
    severity: 'warning',
    rfc: 3261,
    section: '15.1.2',
    why: 'The transaction stays open until it times out.',
    advice: 'Answer what is pending in the dialog with 487 when the BYE comes.',
    right: 'INVITE, 180, BYE, 200 (BYE), 487 (INVITE)',
    wrong: 'INVITE, 180, BYE, 200 (BYE)',
    check(one, observed) {
      const byes = one.exchanges.filter(
        ({ method, request, success }) => method === 'BYE' && request !== undefined && success !== undefined,
      );
      let outcome: 'kept' | undefined;
      for (const { request: bye, success: accepted } of byes) {
        if (bye === undefined || accepted === undefined) continue;
        const pending = one.exchanges.find((other) => isPendingAt(other, bye));
        if (pending?.request === undefined) continue;
        outcome = 'kept';
        if (pending.final !== undefined) continue;
        const guard = observed.absence(accepted.flow, accepted.timeNs, accepted.timeNs + timeoutNs);
        if (guard !== undefined) return guard;
        return {
          seen: `The ${pending.method} of ${frameText(pending.request)} had no final response when the BYE was accepted, and got none.`,
          at: accepted,
          evidence: [pending.request, bye],
        };
      }
      return outcome;
    },
  }),
];

/** The first BYE within the dialog that comes from the side that got the INVITE. */
function byeOfCallee({ exchanges, dialog }: Case): Seen | undefined {
  return exchanges.find(
    ({ method, request }) => method === 'BYE' && request !== undefined && request.fromTag === dialog?.remoteTag,
  )?.request;
}

/** Received by whom the BYE was sent to, and then without a final response. */
function isPendingAt({ method, request, responses }: Exchange, bye: Seen): boolean {
  if (request === undefined || request === bye || (method !== 'INVITE' && method !== 'UPDATE')) return false;
  if (request.flow !== bye.flow || request.timeNs >= bye.timeNs - crossingNs) return false;
  return !responses.some(({ status, timeNs }) => status >= 200 && timeNs <= bye.timeNs + crossingNs);
}
