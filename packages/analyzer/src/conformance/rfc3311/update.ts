import { uriEquals } from '@sipscope/parser';
import { crossingNs, t1Ns, timeoutNs } from '../../transaction/transaction-timers.ts';
import type { Case } from '../case.ts';
import type { Observed } from '../observed.ts';
import { quoted } from '../quoted.ts';
import { rseqOf } from '../reliable.ts';
import { type Asked, askedOf } from '../rfc3261/overlap.ts';
import { caseRule, type Guard, messageRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { frameText, hasField, hasToken } from '../told.ts';

export const updateRules: readonly Rule[] = [
  caseRule('dialog', {
    id: 'SIP-UPD-001',
    title: 'UPDATE with an offer while another one is not answered',
    level: 'must',
    severity: 'error',
    rfc: 3311,
    section: '5.1',
    why: 'The other end refuses it, or the two ends come to different ideas of the session.',
    advice:
      'Send an UPDATE with a description only when every offer before it was answered, in a 2xx or a reliable provisional response.',
    right: 'INVITE with SDP, 183 with SDP and RSeq, PRACK, UPDATE with SDP',
    wrong: 'INVITE with SDP, 180, UPDATE with SDP',
    check(one, observed) {
      const updates = askedOf(one, ['UPDATE']).filter(isOffering);
      if (updates.length === 0) return undefined;
      const asked = askedOf(one, ['INVITE', 'UPDATE']);
      for (const update of updates) {
        const open = asked.find((other) => isOpenFor(other, update) && isKnownTo(other, update));
        if (open === undefined) continue;
        const guard = openGuard(one, open, update, observed);
        if (guard !== undefined) return guard;
        return {
          seen: `The UPDATE has an offer, and that of the ${open.request.name} of ${frameText(open.request)} was not answered yet.`,
          at: update.request,
          evidence: [open.request],
        };
      }
      return 'kept';
    },
  }),
  caseRule('dialog', {
    id: 'SIP-UPD-002',
    title: 'UPDATE that overlaps is not refused with 500 or 491',
    level: 'must',
    severity: 'error',
    rfc: 3311,
    section: '5.2',
    why: 'Both ends take another description for the one that counts.',
    advice:
      'Refuse an UPDATE with 500 and Retry-After while one of the same side is open, with 491 while an own offer is.',
    right: 'A: UPDATE with SDP, B: UPDATE with SDP, A: 491, B: 491',
    wrong: 'A: UPDATE with SDP, B: UPDATE with SDP, A: 200',
    headers: ['Retry-After'],
    check(one, observed) {
      let outcome: 'kept' | undefined;
      for (const later of askedOf(one, ['UPDATE'])) {
        const { final } = later.exchange;
        const earlier = askedOf(one, ['INVITE', 'UPDATE']).find((other) => overlaps(other, later));
        if (final === undefined || earlier === undefined) continue;
        const isSameWay = earlier.request.flow === later.request.flow;
        const wrong = wrongAnswer(final, isSameWay);
        if (wrong === undefined) {
          outcome = 'kept';
          continue;
        }
        const guard = openGuard(one, earlier, later, observed);
        if (guard !== undefined) return guard;
        const evidence = [earlier.request, later.request];
        return {
          seen: `The UPDATE of ${frameText(later.request)} came while the ${earlier.request.name} of ${frameText(earlier.request)} was open, and was ${wrong}.`,
          at: final,
          evidence,
        };
      }
      return outcome;
    },
  }),
  messageRule({
    id: 'SIP-UPD-003',
    title: 'UPDATE without Contact',
    level: 'must',
    severity: 'warning',
    rfc: 3311,
    section: '7',
    why: 'UPDATE says where to send to from now on: without Contact it says nothing, and strict ends refuse it.',
    advice: 'Give UPDATE, and its 2xx, a Contact.',
    right: 'UPDATE sip:bob@192.0.2.2 SIP/2.0\nContact: <sip:alice@192.0.2.1>',
    wrong: 'UPDATE sip:bob@192.0.2.2 SIP/2.0\n(no Contact)',
    headers: ['Contact'],
    on: { requests: ['UPDATE'], responses: ['2xx'], responsesTo: ['UPDATE'] },
    check({ message, name }) {
      return hasField(message, 'Contact') ? 'kept' : { seen: `The ${name} has no Contact.` };
    },
  }),
  caseRule('dialog', {
    id: 'SIP-UPD-004',
    title: 'UPDATE though the other end does not allow it',
    level: 'robustness',
    severity: 'info',
    rfc: 3311,
    section: '4',
    why: 'It is refused: the session is not refreshed, and ends when its time is over.',
    advice: 'Use re-INVITE with an end whose Allow does not list UPDATE.',
    right: 'Allow: INVITE, ACK, BYE, CANCEL, UPDATE of the other end, UPDATE',
    wrong: 'Allow: INVITE, ACK, BYE, CANCEL of the other end, UPDATE',
    headers: ['Allow'],
    check(one) {
      for (const { request } of askedOf(one, ['UPDATE'])) {
        const told = lastAllow(one, request);
        if (told === undefined) continue;
        if (hasToken(told.message.allow, 'update')) return 'kept';
        return {
          seen: `UPDATE was sent, and the Allow of the ${told.name} of ${frameText(told)} does not list it.`,
          at: request,
          evidence: [told],
        };
      }
      return undefined;
    },
  }),
  caseRule('dialog', {
    id: 'SIP-UPD-005',
    title: 'Contact of the 2xx to INVITE is not that of an UPDATE before',
    level: 'must',
    severity: 'error',
    rfc: 3311,
    section: '5.1',
    why: 'The address that the UPDATE had changed goes back to the old one: what is sent there is lost.',
    advice: 'Put the Contact of the last UPDATE, or of the 2xx to one, into the 2xx to the INVITE.',
    right: 'INVITE, 183, UPDATE with Contact X of the callee, 200 with Contact X',
    wrong: 'INVITE, 183, UPDATE with Contact X of the callee, 200 with Contact Y',
    headers: ['Contact'],
    check(one) {
      const updates = askedOf(one, ['UPDATE']);
      if (updates.length === 0) return undefined;
      for (const { exchange, request } of askedOf(one, ['INVITE'])) {
        const { success } = exchange;
        if (
          success === undefined ||
          success.isCut ||
          (one.dialog !== undefined && success.toTag !== one.dialog.remoteTag && success.toTag !== one.dialog.localTag)
        )
          continue;
        const before = updates.findLast((update) => isBetween(update, request, success));
        const told = before === undefined ? undefined : toldBy(before, success);
        const [set, kept] = [contactOf(told), contactOf(success)];
        if (told === undefined || set?.uri === undefined || kept?.uri === undefined) continue;
        if (uriEquals(set.uri, kept.uri)) return 'kept';
        return {
          seen: `The ${told.name} of ${frameText(told)} has the Contact ${quoted(set.uriText)}, the ${success.name} ${quoted(kept.uriText)}.`,
          at: success,
          span: success.message.valueSpan('Contact'),
          evidence: [told],
        };
      }
      return undefined;
    },
  }),
];

function isOffering({ request, exchange }: Asked): boolean {
  // An INVITE whose dialog is made by it may be seen long before; all that counts is its description.
  return !exchange.isForgotten && request.message.bodyBytes.length > 0 && request.message.sdp !== undefined;
}

/** When the offer of a request was answered, or it was refused, as it passed the capture. */
function answeredNs({ exchange }: Asked): number {
  const answer = exchange.responses.find(
    (one) => one.status >= 200 || (rseqOf(one) !== undefined && one.message.bodyBytes.length > 0),
  );
  return answer?.timeNs ?? Infinity;
}

/** Whether its offer was sent before, and had no answer then. */
function isOpenFor(other: Asked, { request }: Asked): boolean {
  if (other.request === request || other.request.timeNs > request.timeNs || !isOffering(other)) return false;
  if (request.timeNs - other.request.timeNs > timeoutNs && other.exchange.responses.length === 0) return false;
  return answeredNs(other) > request.timeNs;
}

/** What comes from the other end must have come to this one: within the time of the way it may cross. */
function isKnownTo(other: Asked, { request }: Asked): boolean {
  return other.request.flow === request.flow || request.timeNs - other.request.timeNs > t1Ns;
}

/** Whether the end that gets the later one has the earlier one open, in the order of the packets. */
function overlaps(earlier: Asked, later: Asked): boolean {
  if (earlier.request.flow !== later.request.flow) return isOffering(later) && isOpenFor(earlier, later);
  if (earlier.request === later.request || earlier.request.timeNs > later.request.timeNs) return false;
  if (later.request.timeNs - earlier.request.timeNs > timeoutNs) return false;
  const isUpdate = earlier.request.method === 'UPDATE';
  if (!isUpdate && !(isOffering(earlier) && isOffering(later))) return false;
  const finalNs = isUpdate ? (earlier.exchange.final?.timeNs ?? Infinity) : answeredNs(earlier);
  return finalNs > later.request.timeNs + crossingNs;
}

function wrongAnswer(final: Seen, isSameWay: boolean): string | undefined {
  if (final.status < 300) return `answered with ${final.status}`;
  if (!isSameWay || final.status !== 500 || final.isCut) return undefined;
  if (!hasField(final.message, 'Retry-After')) return 'refused with 500 without Retry-After';
  const seconds = final.message.retryAfter?.seconds ?? 0;
  return seconds > 10 ? `refused with 500 and a Retry-After of ${seconds} s` : undefined;
}

/** Why its answer may have come unseen. */
function openGuard({ exchanges }: Case, open: Asked, later: Asked, observed: Observed): Guard | undefined {
  const { request } = open;
  const isAcknowledged = exchanges.some(
    ({ method, request: ack }) => method === 'ACK' && ack?.cseq === request.cseq && ack.fromTag === request.fromTag,
  );
  if (request.method === 'INVITE' && open.exchange.final === undefined && isAcknowledged) return 'G-LOSS';
  return observed.absence(request.reverseFlow, request.timeNs, later.request.timeNs);
}

/** The latest message of the other end with an Allow, before a request. */
function lastAllow({ exchanges }: Case, request: Seen): Seen | undefined {
  const messages = exchanges.flatMap((exchange) => exchange.messages);
  const told = messages.filter(
    ({ flow, timeNs, isForgotten, message }) =>
      flow === request.reverseFlow && timeNs < request.timeNs && !isForgotten && hasField(message, 'Allow'),
  );
  return told.toSorted((a, b) => a.timeNs - b.timeNs).at(-1);
}

function isBetween({ request, exchange }: Asked, invite: Seen, success: Seen): boolean {
  const toldNs = request.flow === success.flow ? request.timeNs : (exchange.success?.timeNs ?? Infinity);
  return request.timeNs > invite.timeNs && toldNs < success.timeNs;
}

/** What the end that answers the INVITE has said: its UPDATE, or its 2xx to one. */
function toldBy({ request, exchange }: Asked, success: Seen): Seen | undefined {
  return request.flow === success.flow ? request : exchange.success;
}

function contactOf(seen: Seen | undefined) {
  const [contact] = seen?.message.contacts ?? [];
  return contact === '*' ? undefined : contact;
}
