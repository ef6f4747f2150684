import { has } from '../../message/key-reader.ts';
import type { Case } from '../case.ts';
import { comesByHere } from '../dialog-way.ts';
import type { Observed } from '../observed.ts';
import { quoted } from '../quoted.ts';
import { lineText, saysSame } from '../same-description.ts';
import { lineOf, spanOf } from '../sdp-places.ts';
import { caseRule, type Guard, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { frameText, secondsText } from '../told.ts';

/** Where the refresh is missing, the other side ends the session so long before, or a third of the interval (RFC 4028 §10). */
const beforeEndNs = 32e9;
const slackNs = 5e9;
/** Refreshes of one dialog whose descriptions are compared. */
const mostRefreshes = 16;

/** Refreshes of sessions, and what becomes of sessions without them. */
export const refreshRules: readonly Rule[] = [
  caseRule('dialog', {
    id: 'SIP-STM-007',
    title: 'Session not refreshed in time',
    level: 'should',
    severity: 'warning',
    rfc: 4028,
    section: '10',
    why: 'This is why calls drop after exactly so many minutes.',
    advice: 'Let the refresher send a re-INVITE or UPDATE when half of the interval is over.',
    right: '200 with Session-Expires: 1800;refresher=uac, 15 min later UPDATE of the caller',
    wrong: '200 with Session-Expires: 1800;refresher=uac, 30 min later BYE of the callee',
    headers: ['Session-Expires'],
    check(one, observed) {
      const timer = lastTimer(one);
      if (timer === undefined) return undefined;
      const { set, seconds, refresher, endNs, bye } = timer;
      const who =
        refresher === undefined
          ? 'Nobody refreshed the session'
          : `The ${refresher}, which is to refresh the session, did not`;
      const told = `${who} in the ${seconds} s after the ${set.name} of ${frameText(set)}`;
      if (bye !== undefined && bye.timeNs < endNs) {
        const isOfOther = refresher !== undefined && sideOf(one, bye) !== refresher;
        if (!isOfOther || bye.timeNs < endNs - lastPartNs(seconds) - slackNs)
          return timer.isRefreshed ? 'kept' : undefined;
        const guard = wayGuard(one, observed, set.timeNs, bye.timeNs);
        if (guard !== undefined) return guard;
        return {
          seen: `The ${refresher}, which is to refresh the session, sent nothing after the ${set.name} of ${frameText(set)}; ${secondsText(endNs - bye.timeNs)} before its ${seconds} s were over, the other side sent BYE.`,
          at: bye,
          evidence: [set],
        };
      }
      const guard = wayGuard(one, observed, set.timeNs, endNs);
      return guard ?? { seen: `${told}, and the session was over.`, at: set };
    },
  }),
  caseRule('dialog', {
    id: 'SIP-STM-008',
    title: 'No BYE when a session is not refreshed',
    level: 'should',
    severity: 'warning',
    rfc: 4028,
    section: '10',
    why: 'The call goes on for one side, or is billed, though nobody is there.',
    advice: 'Where no refresh has come, send BYE 32 s, or a third of the interval, before the session is over.',
    right: '200 with Session-Expires: 1800;refresher=uac, 1768 s later BYE of the callee',
    wrong: '200 with Session-Expires: 1800;refresher=uac, and nothing more',
    headers: ['Session-Expires'],
    check(one, observed) {
      const timer = lastTimer(one);
      if (timer === undefined) return undefined;
      const { set, seconds, endNs, bye } = timer;
      if (bye !== undefined && bye.timeNs <= endNs + slackNs)
        return bye.timeNs >= endNs - lastPartNs(seconds) - slackNs ? 'kept' : undefined;
      const guard = wayGuard(one, observed, set.timeNs, endNs + slackNs);
      if (guard !== undefined) return guard;
      const after = bye === undefined ? 'no BYE came' : `the BYE came ${secondsText(bye.timeNs - endNs)} later`;
      return {
        seen: `The session of ${seconds} s that the ${set.name} of ${frameText(set)} set was over without a refresh, and ${after}.`,
        at: bye ?? set,
        evidence: bye === undefined ? [] : [set],
      };
    },
  }),
  caseRule('dialog', {
    id: 'SIP-STM-009',
    title: 'Refresh says that the session has changed, and it has not',
    level: 'must',
    severity: 'error',
    rfc: 4028,
    section: '7.4',
    why: 'The other end takes the session for a new one and begins its media anew: a click, or silence, every few minutes.',
    advice: 'Leave the origin line as it is while the description stays the same.',
    right: 'o=alice 1 1 IN IP4 192.0.2.1 in INVITE and in its refresh',
    wrong:
      'o=alice 1 1 IN IP4 192.0.2.1 in INVITE, o=alice 1 2 IN IP4 192.0.2.1 in a refresh that is otherwise the same',
    check(one) {
      let outcome: 'kept' | undefined;
      const refreshes = one.exchanges.filter((exchange) => exchange.isInDialog && isRefresh(exchange.request));
      for (const { request } of refreshes.slice(0, mostRefreshes)) {
        const description = request?.message.sdp;
        const before = request === undefined ? undefined : descriptionBefore(one, request);
        const said = before?.message.sdp;
        if (request === undefined || before === undefined || description === undefined || said === undefined) continue;
        if (!saysSame({ sdp: said }, { sdp: description })) continue;
        outcome = 'kept';
        const [was, is] = [lineOf(said, 'o'), lineOf(description, 'o')];
        if (was === undefined || is === undefined) continue;
        const [old, now] = [lineText(said, was), lineText(description, is)];
        if (old === now) continue;
        return {
          seen: `The description of this ${request.name} is that of ${frameText(before)}, but for its origin, ${quoted(now)} in the place of ${quoted(old)}.`,
          at: request,
          span: spanOf(is),
          evidence: [before],
        };
      }
      return outcome;
    },
  }),
];

type Timer = {
  /** The 2xx that set it last. */
  readonly set: Seen;
  readonly seconds: number;
  readonly endNs: number;
  readonly refresher: 'caller' | 'callee' | undefined;
  /** Whether it was refreshed before. */
  readonly isRefreshed: boolean;
  /** The first one. */
  readonly bye: Seen | undefined;
};

/** The session timer as it was agreed upon last; undefined where there is none, or where more requests came than are kept. */
function lastTimer(one: Case): Timer | undefined {
  const { exchanges, elsewhere, dialog, more } = one;
  if (dialog?.sessionTimer === undefined || more > 0) return undefined;
  const sets = exchanges.filter(
    ({ method, success }) => (method === 'INVITE' || method === 'UPDATE') && success !== undefined,
  );
  const last = sets.toSorted((a, b) => (a.success?.timeNs ?? 0) - (b.success?.timeNs ?? 0)).at(-1);
  const set = last?.success;
  if (last?.request === undefined || set === undefined || set.isForgotten || (set.fields & has.sessionExpires) === 0)
    return undefined;
  const granted = set.message.sessionExpires;
  if (granted?.seconds === undefined) return undefined;
  const asker = sideOf(one, last.request);
  const other = asker === 'caller' ? 'callee' : 'caller';
  const refresher = granted.refresher === undefined ? undefined : granted.refresher === 'uac' ? asker : other;
  const byes = [...exchanges, ...elsewhere].flatMap(({ method, request }) =>
    method === 'BYE' && request !== undefined ? request : [],
  );
  const bye = byes.toSorted((a, b) => a.timeNs - b.timeNs)[0];
  const { seconds } = granted;
  return { set, seconds, endNs: set.timeNs + seconds * 1e9, refresher, isRefreshed: sets.length > 1, bye };
}

function sideOf({ dialog }: Case, { fromTag }: Seen): 'caller' | 'callee' {
  return fromTag === dialog?.localTag ? 'caller' : 'callee';
}

function lastPartNs(seconds: number): number {
  return Math.min(beforeEndNs, (seconds / 3) * 1e9);
}

/** Why a refresh may have come unseen. */
function wayGuard(one: Case, observed: Observed, fromNs: number, toNs: number): Guard | undefined {
  const flow = one.exchanges[0]?.first?.flow;
  if (flow === undefined) return 'G-MIDSTART';
  if (toNs > observed.nowNs) return 'G-END';
  if (!comesByHere(one, true) && !comesByHere(one, false)) return 'G-MULTIHOP';
  return observed.gap(fromNs, toNs);
}

/** A re-INVITE or UPDATE with an interval and a description. */
function isRefresh(request: Seen | undefined): boolean {
  if (request === undefined || (request.method !== 'INVITE' && request.method !== 'UPDATE')) return false;
  const isTimed = (request.fields & has.sessionExpires) !== 0;
  return isTimed && (request.fields & (has.sdp | has.otherBody)) !== 0 && !request.isCut && !request.isForgotten;
}

/** What the same end said last before that request. */
function descriptionBefore({ exchanges }: Case, request: Seen): Seen | undefined {
  const said = exchanges
    .flatMap((exchange) => exchange.messages)
    .filter(
      ({ flow, timeNs, fields, isCut, isForgotten }) =>
        flow === request.flow &&
        timeNs < request.timeNs &&
        (fields & (has.sdp | has.otherBody)) !== 0 &&
        !isCut &&
        !isForgotten,
    );
  return said.toSorted((a, b) => a.timeNs - b.timeNs).at(-1);
}
