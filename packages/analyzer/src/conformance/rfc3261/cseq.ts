import type { Case } from '../case.ts';
import { type Requested, type Side, sidesOf } from '../dialog-sides.ts';
import { clientOf, credentialsIn, GivenChallenges, repeatsCredentials } from '../credentials.ts';
import type { Exchange } from '../exchange.ts';
import { caseRule, type Fault, type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { frameText } from '../told.ts';

/** Datagrams sent that close to each other may overtake each other. */
const overtakingNs = 0.5e9;

/** Rules of the numbers in CSeq. */
export const cseqRules: readonly Rule[] = [
  caseRule('dialog', {
    id: 'SIP-CSEQ-001',
    title: 'CSeq does not grow within a dialog',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '12.2.1.1',
    why: 'The peer answers 500, or takes the request for an old one, and it has no effect.',
    advice: 'Count up by one for every request within the dialog but ACK and CANCEL.',
    right: 'CSeq: 1 INVITE, CSeq: 2 BYE',
    wrong: 'CSeq: 1 INVITE, CSeq: 1 BYE',
    abnf: 'CSeq',
    headers: ['CSeq'],
    check: (one) => ofSides(one, checkOrder),
  }),
  caseRule('dialog', {
    id: 'SIP-CSEQ-002',
    title: 'Gap in the CSeq numbers of a dialog',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '12.2.2',
    why: 'It is legal; mostly a request was not captured, or took another way.',
    advice: 'Look for the missing requests on other hops, or for lost packets.',
    right: 'CSeq: 1 INVITE, CSeq: 2 BYE',
    wrong: 'CSeq: 1 INVITE, CSeq: 4 BYE',
    headers: ['CSeq'],
    check: (one) => (one.more > 0 ? 'G-LIMIT' : ofSides(one, checkGaps)),
  }),
  caseRule('dialog', {
    id: 'SIP-CSEQ-003',
    title: 'Request out of order was not refused',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '12.2.2',
    why: 'The server acts on an old request after a newer one: the two ends no longer agree on the session.',
    advice: 'Answer 500 to a request whose CSeq number is lower than that of the one before.',
    right: 'CSeq: 5 INFO, CSeq: 4 INFO, 500',
    wrong: 'CSeq: 5 INFO, CSeq: 4 INFO, 200',
    headers: ['CSeq'],
    check: (one) => ofSides(one, checkRefusals),
  }),
  caseRule('dialog', {
    id: 'SIP-CSEQ-004',
    title: 'ACK has another CSeq number than its INVITE',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '13.2.2.4',
    why: 'The callee does not know what it acknowledges: it sends the 2xx again and again, and hangs up after 32 s.',
    advice: 'Send the ACK with the CSeq number of the INVITE.',
    right: 'CSeq: 1 INVITE, CSeq: 1 ACK',
    wrong: 'CSeq: 1 INVITE, CSeq: 2 ACK',
    headers: ['CSeq'],
    check: checkAcks,
  }),
  sourceRule({
    id: 'SIP-CSEQ-005',
    title: 'Retry with credentials has the CSeq number of the request that was challenged',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '22.2',
    why: 'The server may take it for the first request sent again, and challenge or refuse it for ever.',
    advice: 'Count CSeq up by one with every try.',
    right: 'CSeq: 1 REGISTER, 401, CSeq: 2 REGISTER with Authorization',
    wrong: 'CSeq: 1 REGISTER, 401, CSeq: 1 REGISTER with Authorization',
    headers: ['CSeq'],
    on: {
      requests: 'any',
      responses: [401, 407],
      has: ['Authorization', 'Proxy-Authorization', 'WWW-Authenticate', 'Proxy-Authenticate'],
    },
    by: clientOf,
    watch: watchRetries,
  }),
];

/** Of both sides together: faults of either, else whether anything was kept. */
function ofSides(one: Case, check: (side: Side) => Outcome): Outcome {
  let outcome: Outcome;
  for (const side of sidesOf(one)) {
    const found = check(side);
    if (found !== undefined && found !== 'kept') return found;
    outcome ??= found;
  }
  return outcome;
}

/** The same request once more, round a circle of proxies. */
const goesRound: ReadonlySet<string> = new Set(['spiral', 'loop']);

/** Requests that have a number of their own. */
function numbered({ exchanges }: Side): readonly Requested[] {
  return exchanges.filter(
    ({ method, request }) =>
      method !== 'ACK' && method !== 'CANCEL' && request.cseq >= 0 && !goesRound.has(request.sighting),
  );
}

function checkOrder(side: Side): Outcome {
  const requests = numbered(side);
  if (requests.length < 2) return undefined;
  let highest = requests[0]!.request;
  for (const { request, isInDialog } of requests.slice(1)) {
    if (request.cseq > highest.cseq) highest = request;
    // Of a fork several branches may go over one hop.
    if (request === highest || !isInDialog) continue;
    const overtook = request.cseq < highest.cseq && request.timeNs - highest.timeNs < overtakingNs;
    if (overtook && request.transport === 'UDP') continue;
    return {
      seen: `The ${request.name} has CSeq ${request.cseq}, and the ${highest.name} before it ${highest.cseq}.`,
      at: request,
      span: request.message.valueSpan('CSeq'),
      evidence: [highest],
    };
  }
  return 'kept';
}

function checkGaps(side: Side): Outcome {
  const requests = numbered(side);
  if (requests.length < 2) return undefined;
  for (const [index, { request }] of requests.entries()) {
    const before = requests[index - 1]?.request;
    if (before === undefined || request.cseq - before.cseq <= 1) continue;
    const missing = request.cseq - before.cseq - 1;
    return {
      seen: `Between CSeq ${before.cseq} of the ${before.name} and ${request.cseq} of the ${request.name} ${missing === 1 ? 'one number is' : `${missing} numbers are`} missing.`,
      at: request,
      span: request.message.valueSpan('CSeq'),
      evidence: [before],
    };
  }
  return 'kept';
}

function checkRefusals(side: Side): Outcome {
  const requests = numbered(side);
  let highest: Seen | undefined;
  let outcome: Outcome;
  for (const { request, final } of requests) {
    if (highest === undefined || request.cseq > highest.cseq) {
      highest = request;
      continue;
    }
    // As they arrive, whatever overtook what on the way: but the capture may be far from the server.
    if (request.cseq === highest.cseq || final === undefined || request.timeNs - highest.timeNs < overtakingNs)
      continue;
    if (final.status >= 300) outcome = 'kept';
    else
      return {
        seen: `The ${request.name} with CSeq ${request.cseq} came after the ${highest.name} with ${highest.cseq}, and was answered ${final.status}.`,
        at: final,
        evidence: [highest, request],
      };
  }
  return outcome;
}

/** ACKs to 2xx, of the caller and, to its re-INVITEs, of the callee. */
function checkAcks(one: Case): Outcome {
  let outcome: Outcome;
  for (const { exchanges } of sidesOf(one)) {
    const invites = exchanges.filter(({ method, success }) => method === 'INVITE' && success !== undefined);
    for (const { method, request } of exchanges) {
      if (method !== 'ACK' || request.cseq < 0) continue;
      if (invites.some((invite) => invite.request.cseq === request.cseq)) outcome = 'kept';
      else {
        const meant = invites.findLast((invite) => isOpen(invite, request));
        if (meant !== undefined) return acknowledgesOther(request, meant);
      }
    }
  }
  return outcome;
}

/** Whether its 2xx came before that, and no ACK to it. */
function isOpen({ success, ack }: Exchange, { timeNs }: Seen): boolean {
  return success !== undefined && success.timeNs <= timeNs && ack === undefined;
}

function acknowledgesOther(ack: Seen, { request, success }: Requested): Fault {
  return {
    seen: `The ACK has CSeq ${ack.cseq}, the INVITE in ${frameText(request)} ${request.cseq}.`,
    at: ack,
    span: ack.message.valueSpan('CSeq'),
    evidence: success === undefined ? [request] : [request, success],
  };
}

/** Of one client: requests against the challenges that their credentials answer. */
function watchRetries(): Watch {
  const given = new GivenChallenges();
  return (seen) => {
    if (!seen.isRequest) {
      given.take(seen);
      return undefined;
    }
    if (repeatsCredentials(seen)) return undefined;
    let outcome: Outcome;
    for (const { value } of credentialsIn(seen.message)) {
      for (const { seen: challenge } of given.withNonce(value)) {
        if (challenge.method !== seen.method) continue;
        if (challenge.cseq !== seen.cseq) outcome ??= 'kept';
        else
          return {
            seen: `The ${seen.name} has credentials and CSeq ${seen.cseq}, as the one that was challenged in ${frameText(challenge)}.`,
            span: seen.message.valueSpan('CSeq'),
            evidence: [challenge],
          };
      }
    }
    return outcome;
  };
}
