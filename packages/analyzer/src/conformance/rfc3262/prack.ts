import { timeoutNs } from '../../transaction/transaction-timers.ts';
import type { Case } from '../case.ts';
import { absenceOf, formingInvite } from '../dialog-way.ts';
import type { Exchange } from '../exchange.ts';
import type { Observed } from '../observed.ts';
import { type Prack, prackFor, pracksOf, type Reliable, reliablesOf } from '../reliable.ts';
import { caseRule, type Guard, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { frameText } from '../told.ts';

/** What a PRACK may be answered with by who asks for credentials or cannot forward it. */
const otherAnswers: ReadonlySet<number> = new Set([401, 407, 408, 482, 483, 502, 503, 504]);

/** PRACKs and what they acknowledge. */
export const prackRules: readonly Rule[] = [
  caseRule('dialog', {
    id: 'SIP-PRA-004',
    title: 'Reliable provisional response never acknowledged',
    level: 'must',
    severity: 'error',
    rfc: 3262,
    section: '4',
    why: 'The callee sends it again for 32 s, and then refuses the call.',
    advice: 'Send a PRACK for every reliable provisional response.',
    right: 'INVITE, 183 with RSeq, PRACK, 200',
    wrong: 'INVITE, 183 with RSeq, 183, 183, 183 …',
    check(one, observed) {
      const early = earlyDialog(one);
      if (early === undefined) return undefined;
      const { invite, reliables, pracks } = early;
      const missed = reliables.find((reliable) => prackFor(pracks, reliable) === undefined);
      if (missed === undefined) return 'kept';
      const { seen } = missed;
      const ended = Math.min(invite.final?.timeNs ?? Infinity, invite.cancel?.request?.timeNs ?? Infinity);
      const again = invite.copiesOf(seen).length;
      // It may be over before, or was acknowledged on another way.
      if (ended - seen.timeNs < timeoutNs * 0.9) return undefined;
      if (again === 0) return 'G-ONEWAY';
      const guard = observed.absence(invite.request.flow, seen.timeNs, seen.timeNs + timeoutNs * 0.9);
      return (
        guard ?? {
          seen: `The ${seen.name} with RSeq ${missed.rseq} was sent ${again + 1} times, and no PRACK came.`,
          at: seen,
          evidence: [invite.request],
        }
      );
    },
  }),
  caseRule('dialog', {
    id: 'SIP-PRA-005',
    title: 'RAck matches no reliable provisional response',
    level: 'must',
    severity: 'error',
    rfc: 3262,
    section: '7.2',
    why: 'The callee answers the PRACK with 481, and sends its response again.',
    advice: 'Copy into RAck the RSeq of the response, and the number and method of its CSeq.',
    right: 'RSeq: 988789 and CSeq: 1 INVITE, RAck: 988789 1 INVITE',
    wrong: 'RSeq: 988789 and CSeq: 1 INVITE, RAck: 988788 1 INVITE',
    abnf: 'RAck',
    headers: ['RAck', 'RSeq', 'CSeq'],
    check(one, observed) {
      const pracks = ownPracks(one);
      if (pracks.length === 0) return undefined;
      for (const prack of pracks) {
        const responses = acknowledgeable(one, prack);
        if (responses === undefined) return 'G-MIDSTART';
        if (matchOf(responses, prack) !== undefined) continue;
        const guard = missedGuard(one, prack, observed);
        if (guard !== undefined) return guard;
        return unmatched(prack, responses);
      }
      return 'kept';
    },
  }),
  caseRule('dialog', {
    id: 'SIP-PRA-007',
    title: 'Second reliable provisional response before the first is acknowledged',
    level: 'must',
    severity: 'error',
    rfc: 3262,
    section: '3',
    why: 'The client may get the second first, and then knows no number to begin with.',
    advice: 'Wait for the PRACK of the first reliable provisional response before the second is sent.',
    right: '183 with RSeq: 1, PRACK, 180 with RSeq: 2',
    wrong: '183 with RSeq: 1, 180 with RSeq: 2, PRACK',
    headers: ['RSeq'],
    check(one) {
      const early = earlyDialog(one);
      const [first, second] = early?.reliables ?? [];
      if (early === undefined || first === undefined || second === undefined) return undefined;
      const prack = prackFor(early.pracks, first);
      if (prack === undefined) return 'G-ONEWAY';
      if (prack.request.timeNs <= second.seen.timeNs) return 'kept';
      if (prack.request.flow !== early.invite.request.flow) return 'G-MULTIHOP';
      return {
        seen: `The ${second.seen.name} with RSeq ${second.rseq} was sent before the PRACK for RSeq ${first.rseq} came.`,
        at: second.seen,
        evidence: [first.seen, prack.request],
      };
    },
  }),
  caseRule('dialog', {
    id: 'SIP-PRA-008',
    title: '2xx while a reliable provisional response with SDP is not acknowledged',
    level: 'must',
    severity: 'error',
    rfc: 3262,
    section: '5',
    why: 'The two ends may not agree on which description counts.',
    advice: 'Hold the 2xx back until the PRACK has come.',
    right: '183 with SDP and RSeq, PRACK, 200',
    wrong: '183 with SDP and RSeq, 200, PRACK',
    check(one, observed) {
      const early = earlyDialog(one);
      if (early === undefined) return undefined;
      const { invite, reliables, pracks } = early;
      const success = invite.responses.find(
        ({ status, toTag }) => status >= 200 && status < 300 && toTag === one.dialog?.remoteTag,
      );
      const described = reliables.filter(
        ({ seen }) => seen.message.bodyBytes.length > 0 && seen.message.sdp !== undefined,
      );
      if (success === undefined || described.length === 0) return undefined;
      for (const reliable of described) {
        if (reliable.seen.timeNs > success.timeNs) continue;
        const prack = prackFor(pracks, reliable);
        if (prack !== undefined && prack.request.timeNs <= success.timeNs) continue;
        if (prack !== undefined && prack.request.flow !== invite.request.flow) return 'G-MULTIHOP';
        const guard =
          prack === undefined
            ? absenceOf(one, observed, {
                flow: invite.request.flow,
                isFromCaller: true,
                fromNs: reliable.seen.timeNs,
                toNs: success.timeNs,
              })
            : undefined;
        if (guard !== undefined) return guard;
        const when =
          prack === undefined ? 'was never acknowledged' : `was acknowledged only in ${frameText(prack.request)}`;
        return {
          seen: `The ${success.name} was sent while the ${reliable.seen.name} with SDP and RSeq ${reliable.rseq} ${when}.`,
          at: success,
          evidence: prack === undefined ? [reliable.seen] : [reliable.seen, prack.request],
        };
      }
      return 'kept';
    },
  }),
  caseRule('dialog', {
    id: 'SIP-PRA-009',
    title: 'PRACK that matches is not answered with 2xx',
    level: 'must',
    severity: 'error',
    rfc: 3262,
    section: '3',
    why: 'The client takes the call for failed, and may cancel it.',
    advice: 'Answer a PRACK that matches a reliable provisional response with 200.',
    right: '183 with RSeq: 1, PRACK with RAck: 1 1 INVITE, 200',
    wrong: '183 with RSeq: 1, PRACK with RAck: 1 1 INVITE, 481',
    check(one) {
      for (const prack of ownPracks(one)) {
        const { final } = prack.exchange;
        const match = matchOf(acknowledgeable(one, prack) ?? [], prack);
        if (final === undefined || match === undefined) continue;
        if (final.status < 300) return 'kept';
        const isSecond = ownPracks(one).some(
          (other) => other !== prack && other.rseq === prack.rseq && other.request.timeNs < prack.request.timeNs,
        );
        if (isSecond || otherAnswers.has(final.status) || match.seen.timeNs > prack.request.timeNs) continue;
        return {
          seen: `The PRACK for RSeq ${prack.rseq} of ${frameText(match.seen)} was answered with ${final.status}.`,
          at: final,
          evidence: [match.seen, prack.request],
        };
      }
      return undefined;
    },
  }),
  caseRule('dialog', {
    id: 'SIP-PRA-013',
    title: 'PRACK that matches nothing is accepted',
    level: 'must',
    severity: 'error',
    rfc: 3262,
    section: '3',
    why: 'That the two ends count differently stays hidden.',
    advice: 'Answer a PRACK that matches no reliable provisional response with 481.',
    right: '183 with RSeq: 1, PRACK with RAck: 2 1 INVITE, 481',
    wrong: '183 with RSeq: 1, PRACK with RAck: 2 1 INVITE, 200',
    headers: ['RAck'],
    check(one, observed) {
      for (const prack of ownPracks(one)) {
        const { final } = prack.exchange;
        const responses = acknowledgeable(one, prack);
        if (final === undefined || responses === undefined || matchOf(responses, prack) !== undefined) continue;
        if (final.status === 481) return 'kept';
        if (final.status >= 300) continue;
        return (
          missedGuard(one, prack, observed) ?? {
            ...unmatched(prack, responses),
            at: final,
            span: undefined,
            evidence: [prack.request],
          }
        );
      }
      return undefined;
    },
  }),
];

type Early = {
  readonly invite: Exchange & { readonly request: Seen };
  readonly reliables: readonly Reliable[];
  readonly pracks: readonly Prack[];
};

/** The reliable provisional responses of the INVITE that the dialog began with, in this branch of it. */
function earlyDialog(one: Case): Early | undefined {
  const invite = formingInvite(one);
  if (invite === undefined || one.dialog === undefined) return undefined;
  const reliables = reliablesOf(invite, one.dialog.remoteTag);
  return reliables.length === 0 ? undefined : { invite, reliables, pracks: pracksOf(one) };
}

/** Of this hop. */
function ownPracks(one: Case): readonly Prack[] {
  return one.exchanges.some(({ method }) => method === 'PRACK') ? pracksOf({ ...one, elsewhere: [] }) : [];
}

/** What the PRACK may acknowledge: of an INVITE of its dialog; undefined where none of those was captured on the hop. */
function acknowledgeable({ exchanges, dialog }: Case, { request }: Prack): readonly Reliable[] | undefined {
  const tag = request.fromTag === dialog?.localTag ? dialog.remoteTag : dialog?.localTag;
  const found = exchanges.flatMap((exchange) =>
    exchange.method === 'INVITE' && exchange.request !== undefined ? reliablesOf(exchange, tag) : [],
  );
  return found.length === 0 ? undefined : found;
}

function matchOf(responses: readonly Reliable[], { rseq, cseq }: Prack): Reliable | undefined {
  return responses.find((one) => one.rseq === rseq && one.seen.cseq === cseq);
}

/** Why what it acknowledges may have come unseen. */
function missedGuard({ exchanges, elsewhere, more }: Case, { request }: Prack, observed: Observed): Guard | undefined {
  if (more > 0) return 'G-LIMIT';
  if (elsewhere.some(({ method }) => method === 'INVITE') && exchanges.every(({ method }) => method !== 'INVITE'))
    return 'G-MULTIHOP';
  const invite = exchanges.find(({ method }) => method === 'INVITE')?.request;
  return invite === undefined ? 'G-MIDSTART' : observed.absence(invite.reverseFlow, invite.timeNs, request.timeNs);
}

function unmatched({ request, rseq, cseq }: Prack, responses: readonly Reliable[]) {
  const last = responses.findLast(({ seen }) => seen.timeNs <= request.timeNs) ?? responses[0];
  const there =
    last === undefined
      ? ''
      : `: the ${last.seen.name} of ${frameText(last.seen)} has RSeq ${last.rseq} and CSeq ${last.seen.cseq} INVITE`;
  return {
    seen: `The PRACK acknowledges RSeq ${rseq} of CSeq ${cseq}, which no response has${there}.`,
    at: request,
    span: request.message.valueSpan('RAck'),
    evidence: last === undefined ? [] : [last.seen],
  };
}
