import { crossingNs, timeoutNs } from '../../transaction/transaction-timers.ts';
import type { Case } from '../case.ts';
import type { Exchange } from '../exchange.ts';
import type { Observed } from '../observed.ts';
import { caseRule, type Fault, type Guard, type Outcome, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { frameText, hasField, secondsText } from '../told.ts';

/** INVITEs of a dialog looked at. */
const mostInvites = 32;
/** Refusals of the callee itself that are no 491; others may come from what lies between, or have other reasons. */
const ownRefusals: ReadonlySet<number> = new Set([486, 488, 500, 600, 603, 606]);

export type Asked = { readonly exchange: Exchange; readonly request: Seen };
/** An INVITE that was sent while another one was in progress. */
type Overlap = { readonly earlier: Asked; readonly later: Asked; readonly isSameWay: boolean };

export const overlapRules: readonly Rule[] = [
  caseRule('dialog', {
    id: 'SIP-INV-004',
    title: 'New INVITE while another one is in progress in the dialog',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '14.1',
    why: 'The other end refuses it, or the two ends come to different ideas of the session.',
    advice: 'Wait for the final response to the INVITE in progress before the next one is sent.',
    right: 'INVITE, 200, ACK, INVITE',
    wrong: 'INVITE, 100, INVITE',
    check(one, observed) {
      const asked = askedOf(one, ['INVITE']);
      if (asked.length < 2) return undefined;
      let guard: Guard | undefined;
      for (const overlap of overlapsOf(asked)) {
        const { earlier, later, isSameWay } = overlap;
        // Sent by the other end, it may have been on its way; unless that end had answered it.
        const isKnown =
          isSameWay ||
          earlier.exchange.responses.some(({ status, timeNs }) => status > 100 && timeNs <= later.request.timeNs);
        if (!isKnown) continue;
        guard = unansweredGuard(one, overlap, observed);
        if (guard === undefined) return overlapFault(overlap);
      }
      return guard ?? 'kept';
    },
  }),
  caseRule('dialog', {
    id: 'SIP-INV-005',
    title: 'Second INVITE before the final answer to the first is not refused with 500',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '14.2',
    why: 'The client does not know in which order its offers count, and when to try again.',
    advice: 'Refuse the second INVITE with 500 and a Retry-After of 0 to 10 seconds.',
    right: 'INVITE 2, INVITE 3, 500 for INVITE 3 with Retry-After: 5',
    wrong: 'INVITE 2, INVITE 3, 200 for INVITE 3',
    headers: ['Retry-After'],
    check(one, observed) {
      for (const overlap of overlapsOf(askedOf(one, ['INVITE']))) {
        const { earlier, later, isSameWay } = overlap;
        const { final } = later.exchange;
        // The final response may have been on its way already.
        const isLate = (earlier.exchange.final?.timeNs ?? Infinity) > later.request.timeNs + crossingNs;
        if (!isSameWay || final === undefined || !isLate || later.request.cseq <= earlier.request.cseq) continue;
        const guard = unansweredGuard(one, overlap, observed);
        if (guard !== undefined) return guard;
        return answerToSecond(final, earlier, later);
      }
      return undefined;
    },
  }),
  caseRule('dialog', {
    id: 'SIP-INV-006',
    title: 'INVITE that crosses an own one is not refused with 491',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '14.2',
    why: 'Both ends have made an offer, and each takes another description for the one that counts: sound goes one way, or nowhere.',
    advice: 'While an own INVITE is in progress, refuse one of the other end with 491.',
    right: 'A: INVITE, B: INVITE, A: 491, B: 491',
    wrong: 'A: INVITE, B: INVITE, A: 200',
    check(one, observed) {
      for (const overlap of overlapsOf(askedOf(one, ['INVITE']))) {
        const { earlier, later, isSameWay } = overlap;
        const { final } = later.exchange;
        if (isSameWay || final === undefined || !later.exchange.isInDialog) continue;
        if (final.status === 491) return 'kept';
        if (final.status >= 300 && !ownRefusals.has(final.status)) continue;
        const guard = unansweredGuard(one, overlap, observed);
        if (guard !== undefined) return guard;
        return {
          seen: `The INVITE of ${frameText(later.request)} came while that of ${frameText(earlier.request)} had no final response, and was answered with ${final.status}.`,
          at: final,
          evidence: [earlier.request, later.request],
        };
      }
      return undefined;
    },
  }),
];

/** The requests of these methods on this hop, by their times. */
export function askedOf({ exchanges }: Case, methods: readonly string[]): readonly Asked[] {
  const asked: Asked[] = [];
  for (const exchange of exchanges) {
    const { method, request } = exchange;
    if (methods.includes(method) && request !== undefined && asked.length < mostInvites)
      asked.push({ exchange, request });
  }
  return asked.sort((a, b) => a.request.timeNs - b.request.timeNs);
}

/** By the order at the tap: what goes the same way comes in that order, and a final response that passes later had not come. */
function overlapsOf(asked: readonly Asked[]): readonly Overlap[] {
  return asked.flatMap((later, index) =>
    asked
      .slice(0, index)
      .filter((earlier) => isInProgress(earlier, later.request))
      .map((earlier) => ({ earlier, later, isSameWay: earlier.request.flow === later.request.flow })),
  );
}

function isInProgress({ exchange, request }: Asked, later: Seen): boolean {
  if (later.cseq === request.cseq && later.flow === request.flow) return false;
  // Whether it was given up is not known where nothing came back.
  if (later.timeNs - request.timeNs > timeoutNs && exchange.responses.length === 0) return false;
  return !exchange.responses.some(({ status, timeNs }) => status >= 200 && timeNs <= later.timeNs);
}

/** Why a final response to the earlier one may have come unseen. */
function unansweredGuard({ exchanges }: Case, { earlier, later }: Overlap, observed: Observed): Guard | undefined {
  // An ACK tells of one.
  const { cseq, fromTag } = earlier.request;
  const isAcknowledged = exchanges.some(
    ({ method, request }) => method === 'ACK' && request?.cseq === cseq && request.fromTag === fromTag,
  );
  if (earlier.exchange.final === undefined && (isAcknowledged || earlier.exchange.ack !== undefined)) return 'G-LOSS';
  return observed.absence(earlier.request.reverseFlow, earlier.request.timeNs, later.request.timeNs);
}

function overlapFault({ earlier, later, isSameWay }: Overlap): Fault {
  const ago = secondsText(later.request.timeNs - earlier.request.timeNs);
  const whose = isSameWay ? 'the same side' : 'the other side';
  return {
    seen: `An INVITE was sent while the one of ${whose} of ${frameText(earlier.request)}, ${ago} before, had no final response.`,
    at: later.request,
    evidence: [earlier.request],
  };
}

function answerToSecond(final: Seen, earlier: Asked, later: Asked): Outcome {
  const what = `The INVITE of ${frameText(later.request)}, sent before that of ${frameText(earlier.request)} was answered,`;
  const evidence = [earlier.request, later.request];
  if (final.status === 500) {
    if (final.isCut) return 'G-TRUNC';
    const seconds = final.message.retryAfter?.seconds;
    if (!hasField(final.message, 'Retry-After'))
      return { seen: `${what} was refused with 500 without Retry-After.`, at: final, evidence };
    if (seconds === undefined || seconds <= 10) return 'kept';
    return {
      seen: `${what} was refused with 500 and a Retry-After of ${seconds} s.`,
      at: final,
      span: final.message.valueSpan('Retry-After'),
      evidence,
    };
  }
  return final.status < 300 || final.status === 491
    ? { seen: `${what} was answered with ${final.status}.`, at: final, evidence }
    : undefined;
}
