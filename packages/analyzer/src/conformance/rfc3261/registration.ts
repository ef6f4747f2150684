import { timeoutNs } from '../../transaction/transaction-timers.ts';
import { addressesOf, boundContacts, byCallId, endOf, isRefreshable, isSameContact } from '../bindings.ts';
import type { Exchange } from '../exchange.ts';
import { quoted } from '../quoted.ts';
import { caseRule, type Fault, type Guard, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

const secondNs = 1e9;
/** What is sent later may be captured before what was sent earlier. */
const disorderNs = secondNs;
/** Call-IDs in a row that show a user agent that takes another one each time. */
const mostCallIds = 3;
/** Credentials refused so often in a row. */
const mostRefusals = 3;

/** How a user agent keeps its bindings (RFC 3261 §10.2). */
export const registrationRules: readonly Rule[] = [
  caseRule('registration', {
    id: 'SIP-REG-003',
    title: 'CSeq of REGISTER not one more than before',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '10.2',
    why: 'A registrar that has seen a higher number with this Call-ID must abort the update: the device appears unregistered.',
    advice:
      'Add one to CSeq for every REGISTER with the same Call-ID, a retry with credentials included; take another Call-ID after a restart.',
    right: 'CSeq: 7 REGISTER, then CSeq: 8 REGISTER',
    wrong: 'CSeq: 7 REGISTER, then CSeq: 1 REGISTER',
    headers: ['CSeq', 'Call-ID'],
    check({ exchanges }, observed) {
      const faults: Fault[] = [];
      let outcome: 'kept' | Guard | undefined;
      for (const group of byCallId(exchanges)) {
        for (const [at, after] of group.entries()) {
          const before = group[at - 1];
          if (before === undefined) continue;
          const found = stepOf(before, after, (from, to) => observed.gap(from, to));
          if (typeof found === 'object') faults.push(found);
          else if (outcome === undefined || found === 'kept') outcome = found ?? outcome;
        }
      }
      return faults.length > 0 ? faults : outcome;
    },
  }),
  caseRule('registration', {
    id: 'SIP-REG-004',
    title: 'Call-ID changes with each refresh',
    level: 'should',
    severity: 'warning',
    rfc: 3261,
    section: '10.2',
    why: 'The registrar cannot tell the order of requests by CSeq any more, and temporary GRUUs become invalid.',
    advice: 'Keep one Call-ID for all registrations with a registrar until the device restarts.',
    right: 'REGISTER Call-ID: a1, an hour later REGISTER Call-ID: a1',
    wrong: 'REGISTER Call-ID: a1, an hour later REGISTER Call-ID: b2, then c3',
    headers: ['Call-ID'],
    check({ exchanges }) {
      const refreshed = exchanges.filter(isRefreshable);
      let row: Exchange[] = [];
      let isKept = false;
      for (const one of refreshed) {
        const last = row.at(-1);
        const isNext = last !== undefined && isSoon(last, one) && isSameContact(last, one);
        if (isNext && callIdOf(last) === callIdOf(one)) isKept = true;
        const isOther = isNext && !row.some((earlier) => callIdOf(earlier) === callIdOf(one));
        row = isOther ? [...row, one] : [one];
        if (row.length < mostCallIds) continue;
        const ids = row.map((each) => quoted(callIdOf(each) ?? ''));
        return {
          seen: `The same Contact was registered with the Call-IDs ${ids.join(', ')}.`,
          at: one.request!,
          span: one.request!.message.valueSpan('Call-ID'),
          evidence: row.flatMap(({ request }) => request ?? []),
        };
      }
      return isKept ? 'kept' : undefined;
    },
  }),
  caseRule('registration', {
    id: 'SIP-REG-005',
    title: 'New REGISTER while the one before is pending',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '10.2',
    why: 'Registrars that are slow for overload get more to do for it, and may take the requests in the wrong order.',
    advice:
      'Wait for the final response, or 64*T1, before the next REGISTER; copies of the same one are sent until then.',
    right: 'REGISTER, 200, REGISTER',
    wrong: 'REGISTER (CSeq 1), REGISTER (CSeq 2), 200 (CSeq 1)',
    check({ exchanges }) {
      let outcome: 'kept' | Guard | undefined;
      for (const group of byCallId(exchanges)) {
        for (const [at, after] of group.entries()) {
          const before = group[at - 1];
          if (before?.request === undefined || after.request === undefined || !isSameFlow(before, after)) continue;
          const sinceNs = after.request.timeNs - before.request.timeNs;
          if (sinceNs >= timeoutNs || before.request.cseq === after.request.cseq) continue;
          // Where no answer came at all, the transport may have told the user agent so.
          if (before.final === undefined) outcome ??= 'G-LOSS';
          else if (before.final.timeNs <= after.request.timeNs) outcome = 'kept';
          else {
            const waited = (sinceNs / secondNs).toFixed(1);
            return {
              seen: `CSeq ${after.request.cseq} was sent ${waited} s after CSeq ${before.request.cseq}, whose ${before.final.status} came later.`,
              at: after.request,
              span: after.request.message.valueSpan('CSeq'),
              evidence: [before.request, before.final],
            };
          }
        }
      }
      return outcome;
    },
  }),
  caseRule('registration', {
    id: 'SIP-REG-013',
    title: 'Registration refused again and again with the same credentials',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '22.1',
    why: 'The password, the user name or the realm is wrong: the device will never register so, and may be locked out.',
    advice: 'Give up after credentials are refused, unless the challenge says stale=true; put the password right.',
    right: '401, REGISTER with credentials, 401, and no more',
    wrong: '401, REGISTER with credentials, 401, REGISTER with credentials, 401, …',
    headers: ['Authorization', 'WWW-Authenticate'],
    check({ exchanges }) {
      let isKept = false;
      for (const group of byCallId(exchanges)) {
        let refused: Exchange[] = [];
        for (const [at, one] of group.entries()) {
          const before = group[at - 1];
          if (before === undefined || one.final === undefined) continue;
          const isTried = answersChallenge(before, one);
          if (isTried && isRefused(one.final)) refused = [...refused, one];
          else if (one.final.status < 300 || isTried) {
            isKept ||= isTried && one.final.status < 300;
            refused = [];
          }
          if (refused.length < mostRefusals) continue;
          const { request, final } = one;
          const [credentials] = [...request!.message.authorization, ...request!.message.proxyAuthorization];
          return {
            seen: `Credentials of the user ${quoted(credentials?.username ?? '')} for the realm ${quoted(credentials?.realm ?? '')} were refused ${refused.length} times in a row.`,
            at: final,
            evidence: refused.flatMap((each) => [each.request!, each.final!]),
          };
        }
      }
      return isKept ? 'kept' : undefined;
    },
  }),
];

type GapOf = (fromNs: number, toNs: number) => Guard | undefined;

/** From one REGISTER to the next of the same Call-ID. */
function stepOf(
  { request: before, final }: Exchange,
  { request: after }: Exchange,
  gap: GapOf,
): Fault | Guard | 'kept' | undefined {
  if (before === undefined || after === undefined || before.cseq < 0 || after.cseq < 0) return undefined;
  if (after.cseq === before.cseq + 1) return 'kept';
  const sinceNs = after.timeNs - before.timeNs;
  const seen = `CSeq ${after.cseq} follows ${before.cseq} with the Call-ID ${quoted(after.message.callId ?? '')}.`;
  const fault: Fault = { seen, at: after, span: after.message.valueSpan('CSeq'), evidence: [before] };
  // Within that time the same request may come over another branch.
  if (after.cseq === before.cseq) return sinceNs > timeoutNs ? fault : undefined;
  const isAnswered = final !== undefined && final.timeNs <= after.timeNs;
  if (after.cseq < before.cseq) return isAnswered || sinceNs > disorderNs ? fault : undefined;
  // Those between may have gone to another server or over another transport.
  if (!isAnswered || sinceNs > timeoutNs || hasFlows(after)) return 'G-MULTIHOP';
  return gap(before.timeNs, after.timeNs) ?? fault;
}

function hasFlows(request: Seen): boolean {
  return addressesOf(request).some(({ regId }) => regId !== undefined);
}

function callIdOf({ request }: Exchange): string | undefined {
  return request?.message.callId;
}

/** Flows of one device are registered each for itself (RFC 5626 §4.2.1). */
function isSameFlow({ request: one }: Exchange, { request: other }: Exchange): boolean {
  if (one === undefined || other === undefined) return false;
  const [contact] = boundContacts(one);
  const [next] = boundContacts(other);
  return contact !== undefined && next !== undefined && contact.regId === next.regId;
}

/** Whether the later one was sent while the binding of the earlier one lasted. */
function isSoon(earlier: Exchange, later: Exchange): boolean {
  const endNs = endOf(earlier);
  return endNs !== undefined && later.request !== undefined && later.request.timeNs < endNs;
}

/** Whether its credentials have the nonce that was given last. */
function answersChallenge({ final }: Exchange, { request }: Exchange): boolean {
  if (final === undefined || request === undefined || (final.status !== 401 && final.status !== 407)) return false;
  const { wwwAuthenticate, proxyAuthenticate } = final.message;
  const nonces = new Set([...wwwAuthenticate, ...proxyAuthenticate].flatMap(({ nonce }) => nonce ?? []));
  const { authorization, proxyAuthorization } = request.message;
  // An answer that asks for synchronization is no wrong one (RFC 3310 §3.4).
  return [...authorization, ...proxyAuthorization].some(
    ({ nonce, auts }) => nonce !== undefined && nonces.has(nonce) && auts === undefined,
  );
}

function isRefused({ status, message: { wwwAuthenticate, proxyAuthenticate } }: Seen): boolean {
  if (status !== 401 && status !== 407) return false;
  return ![...wwwAuthenticate, ...proxyAuthenticate].some(({ stale }) => stale);
}
