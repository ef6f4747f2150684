import { timeoutNs } from '../../transaction/transaction-timers.ts';
import type { Given, GivenAgain } from '../offer-answer.ts';
import { type Fault, offerAnswerRule, type Rule } from '../rule.ts';
import { saysSame } from '../same-description.ts';
import { lineOf, spanOf } from '../sdp-places.ts';
import type { Exchange } from '../exchange.ts';
import type { Seen } from '../seen.ts';

export const offerRules: readonly Rule[] = [
  offerAnswerRule({
    id: 'SDP-OA-011',
    title: 'Offer while another one waits for its answer',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '13.2.1',
    why: 'The two sides no longer know which offer an answer is to: the request is refused with 491 or 500, or both go on with different sessions.',
    advice:
      'Wait for the answer before offering again; a provisional response carries one only if it is reliable or is repeated in the 2xx.',
    right: 'INVITE with an offer, 200 with the answer, ACK, UPDATE with an offer',
    wrong: 'INVITE with an offer, 180, UPDATE with an offer',
    check(one, observed) {
      const { offer, exchange } = one;
      const { exchanges } = one.dialog;
      if (offer === undefined || !offer.seen.isRequest) return undefined;
      const waiting = exchanges.find((other) => other !== exchange && waitsAt(other, offer.seen));
      if (waiting?.request === undefined) return one.before === undefined ? undefined : 'kept';
      if (!one.isWhole) return 'G-MULTIHOP';
      const guard = observed.gap(waiting.request.timeNs, offer.seen.timeNs);
      if (guard !== undefined) return guard;
      return {
        seen: `The ${offer.seen.name} offers while the offer of the ${waiting.request.name} has no answer yet.`,
        at: offer.seen,
        evidence: [waiting.request],
      };
    },
  }),
  offerAnswerRule({
    id: 'SDP-OA-012',
    title: '2xx to an INVITE with an offer brings no answer',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '13.2.1',
    why: 'The caller does not know where to send, nor with which codec: there is no media.',
    advice: 'Put the answer into the 2xx, unless a reliable provisional response has brought it.',
    right: 'INVITE with an offer, 200 with the answer',
    wrong: 'INVITE with an offer, 200 with Content-Length: 0',
    headers: ['Content-Type'],
    check({ offer, exchange, dialog, outcome, isWhole }, observed) {
      if (offer === undefined || offer.seen !== exchange.request || exchange.method !== 'INVITE') return undefined;
      const success = exchange.responses.find((one) => isSuccessOf(one, dialog.dialog?.number));
      if (success === undefined) return undefined;
      if (outcome === 'answered' || hasBody(success)) return outcome === 'answered' ? 'kept' : undefined;
      if (!isWhole) return 'G-MULTIHOP';
      const guard = observed.gap(offer.seen.timeNs, success.timeNs);
      if (guard !== undefined) return guard;
      // A PRACK tells of a reliable response that was not captured.
      const isLost = dialog.exchanges.some((one) => one.method === 'PRACK' && !isOfSeenResponse(one, exchange));
      if (isLost) return 'G-LOSS';
      return { seen: `The ${success.name} has no body.`, at: success, evidence: [offer.seen] };
    },
  }),
  offerAnswerRule({
    id: 'SDP-OA-013',
    title: 'Session descriptions of one INVITE differ',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '13.2.1',
    why: 'The caller must keep to the first one it receives: its media goes to the place of early media for the rest of the call.',
    advice: 'Send the same description in every response to an INVITE; offer a change by UPDATE or re-INVITE.',
    right: '183 with m=audio 7000 …, 200 with m=audio 7000 …',
    wrong: '183 with m=audio 7000 …, 200 with m=audio 7100 …',
    check({ answer, previews, again, exchange }) {
      if (answer === undefined || exchange.method !== 'INVITE') return undefined;
      const others = [...previews, ...again.filter(({ role }) => role === 'answer')];
      if (others.length === 0) return undefined;
      const faults = others.flatMap((other) => differenceOf(answer, other) ?? []);
      return faults.length === 0 ? 'kept' : faults;
    },
  }),
  offerAnswerRule({
    id: 'SDP-OA-014',
    title: 'Second offer in a response to the same INVITE',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '13.2.1',
    why: 'Who has offered in one response waits for the answer; a second offer in another one is ignored, or breaks the session.',
    advice: 'Repeat the first offer or send no description; offer anew by UPDATE or re-INVITE.',
    right: 'INVITE, reliable 183 with an offer, PRACK with the answer, 200 without a description',
    wrong: 'INVITE, reliable 183 with an offer, PRACK with the answer, 200 with another offer',
    check({ offer, again, exchange }) {
      if (offer === undefined || exchange.method !== 'INVITE' || offer.seen.isRequest) return undefined;
      const others = again.filter(({ role }) => role === 'offer');
      const faults = others.flatMap((other) => differenceOf(offer, other) ?? []);
      return faults.length === 0 ? 'kept' : faults;
    },
  }),
];

function hasBody({ message: { framing } }: Seen): boolean {
  return framing.bodyEnd > framing.bodyStart;
}

function isSuccessOf({ status, belongs }: Seen, dialog: number | undefined): boolean {
  return status >= 200 && status < 300 && belongs.dialog === dialog;
}

/** Whether its offer had no answer when that message came, and the side that sent it knew of it: it had made the offer, or responded to it. */
function waitsAt({ method, request, responses, more }: Exchange, now: Seen): boolean {
  if (request === undefined || more > 0 || request.number > now.number) return false;
  if ((method !== 'INVITE' && method !== 'UPDATE') || request.message.sdp === undefined) return false;
  const before = responses.filter(({ number }) => number < now.number);
  if (before.some((one) => one.status >= 200 || one.message.sdp !== undefined)) return false;
  // What got no response at all was given up.
  if (before.length === 0 && now.timeNs - request.timeNs >= timeoutNs) return false;
  return request.flow === now.flow || before.some(({ status, flow }) => status > 100 && flow === now.flow);
}

/** RFC 3262 §7.2. */
function isOfSeenResponse({ request }: Exchange, { responses }: Exchange): boolean {
  const number = request?.message.rack?.responseNumber;
  return number === undefined || responses.some(({ message }) => message.rseq === number);
}

function differenceOf(one: Given, other: Given | GivenAgain): Fault | undefined {
  const [first, later] = one.seen.number < other.seen.number ? [one, other] : [other, one];
  if (saysSame(first, later)) return undefined;
  const line = lineOf(later.sdp, 'm', later.sdp.media[0]) ?? lineOf(later.sdp, 'c');
  return {
    seen: `The ${later.seen.name} describes another session than the ${first.seen.name}.`,
    at: later.seen,
    span: line === undefined ? undefined : spanOf(line),
    evidence: [first.seen],
  };
}
