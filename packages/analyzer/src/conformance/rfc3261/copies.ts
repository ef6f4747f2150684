import { scheduleOf } from '../../transaction/schedule.ts';
import { t1Ns, timeoutNs } from '../../transaction/transaction-timers.ts';
import type { Exchange } from '../exchange.ts';
import { isPrivateAddress } from '../../participants/private-address.ts';
import { exchangeRule, type Fault, type Outcome, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { frameText, secondsText } from '../told.ts';

/** A tenth less than T1 is no departure. */
const soonestNs = 0.9 * t1Ns;
/** Nobody sends a request again as soon as this: it was captured twice. */
const capturedTwiceNs = 10e6;
/** Two copies are due in this time, be T1 twice as long as usual. */
const silentNs = 4e9;

/** When requests and refusals are sent again, and when not (RFC 3261 §17). */
export const copyRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-TXN-001',
    title: 'Request sent again',
    level: 'info',
    severity: 'info',
    rfc: 3261,
    section: '17.1.1.2',
    why: 'It is the first sign of lost packets, or of a server that is slow.',
    advice: 'Look whether the first response came late or not at all.',
    right: 'INVITE, 100',
    wrong: 'INVITE, 0.5 s later INVITE, 1 s later INVITE, 100',
    check(exchange) {
      const { transaction, request } = exchange;
      const series = transaction.copies?.request;
      if (request === undefined) return undefined;
      if (series === undefined) return 'kept';
      const gaps = gapsOf(series.gaps);
      const schedule = scheduleOf(transaction, 'request', series, request.transport !== 'UDP');
      const kept = schedule?.verdict === 'kept' ? ', as its timer demands' : '';
      const times = series.count === 1 ? 'once' : `${series.count} times`;
      const after = gaps.length === 0 ? '' : `, after ${gaps.map(secondsText).join(', ')}`;
      return { seen: `The ${request.name} was sent again ${times}${after}${kept}.`, at: request };
    },
  }),
  exchangeRule({
    id: 'SIP-TXN-002',
    title: 'Request sent again too soon',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '17.1.1.2',
    why: 'Packets that are sent again before an answer can have come load the network when it is full already.',
    advice: 'Send a request again after 0.5 s at the earliest, and double the interval each time.',
    right: 'INVITE, 0.5 s later INVITE, 1 s later INVITE',
    wrong: 'INVITE, 0.1 s later INVITE, 0.1 s later INVITE',
    check({ transaction, request }) {
      const series = transaction.copies?.request;
      if (series === undefined || request === undefined || request.transport !== 'UDP') return undefined;
      const gaps = gapsOf(series.gaps);
      const soonest = Math.min(...gaps);
      if (gaps.length === 0) return undefined;
      if (soonest < capturedTwiceNs) return 'G-DUP';
      const schedule = scheduleOf(transaction, 'request', series, false);
      // In private networks T1 may be shorter (§17.1.1.1).
      const isOwnT1 =
        schedule?.verdict === 'kept' &&
        gaps.length > 1 &&
        isPrivateAddress(request.srcIp) &&
        isPrivateAddress(request.dstIp);
      if (isOwnT1) return 'kept';
      if (soonest < soonestNs) return tooSoon(request, gaps);
      if (request.method === 'INVITE' && schedule?.verdict === 'early') return tooSoon(request, gaps);
      return 'kept';
    },
  }),
  exchangeRule({
    id: 'SIP-TXN-003',
    title: 'Request that is no INVITE not sent again on time',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '17.1.2.2',
    why: 'Too often, it loads the network; too seldom, what was lost is noticed late.',
    advice: 'Send it again after 0.5, 1, 2 and then every 4 s, until the final response comes or 32 s are over.',
    right: 'OPTIONS again after 0.5, 1.5, 3.5, 7.5, 11.5 s',
    wrong: 'OPTIONS again after 0.5, 1, 1.5, 2 s',
    check({ method, transaction, request }) {
      const series = transaction.copies?.request;
      if (series === undefined || request === undefined || method === 'INVITE' || request.transport !== 'UDP')
        return undefined;
      const gaps = gapsOf(series.gaps);
      // What comes too soon is told by another rule.
      if (gaps.length === 0 || Math.min(...gaps) < soonestNs) return undefined;
      const schedule = scheduleOf(transaction, 'request', series, false);
      if (schedule === undefined) return undefined;
      if (schedule.verdict === 'kept') return 'kept';
      return {
        seen: `The ${request.name} was sent again after ${gaps.map(secondsText).join(', ')}: too ${schedule.verdict === 'early' ? 'soon' : 'late'}.`,
        at: request,
      };
    },
  }),
  exchangeRule({
    id: 'SIP-TXN-006',
    title: 'Refusal of an INVITE not sent again until its ACK comes',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '17.2.1',
    why: 'One packet lost, and the caller hears nothing until it gives up.',
    advice: 'Over UDP, send the response again after 0.5, 1, 2 and then every 4 s until the ACK comes.',
    right: '486, 0.5 s later 486, 1 s later 486, ACK',
    wrong: '486, 5 s later ACK',
    methods: ['INVITE'],
    check(exchange, observed) {
      const { transaction, request, final, ack } = exchange;
      if (transaction.finalStatus < 300 || final === undefined || request === undefined || final.transport !== 'UDP')
        return undefined;
      const isAgain = exchange.copiesOf(final).length > 0;
      const waitedNs = (ack?.timeNs ?? Infinity) - final.timeNs;
      if (isAgain || waitedNs < t1Ns) return isAgain ? 'kept' : undefined;
      // Who keeps no state sends nothing again, and no provisional response either (§8.2.7).
      if (waitedNs < silentNs || transaction.provisional.length === 0) return undefined;
      if (ack !== undefined && waitedNs > timeoutNs) return undefined;
      const guard =
        observed.absence(final.flow, final.timeNs, final.timeNs + silentNs) ??
        (ack === undefined ? observed.absence(request.flow, final.timeNs, final.timeNs + timeoutNs) : undefined);
      if (guard !== undefined) return guard;
      const came = ack === undefined ? 'no ACK came' : `its ACK came ${secondsText(waitedNs)} later`;
      return {
        seen: `The ${final.name} was sent once, though ${came}.`,
        at: final,
        evidence: ack === undefined ? [request] : [request, ack],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-TXN-007',
    title: 'INVITE sent again after a response',
    level: 'should',
    severity: 'warning',
    rfc: 3261,
    section: '17.1.1.2',
    why: 'The response does not come to the client: it goes another way, or a NAT or a firewall drops it. Or the client does not know it for one.',
    advice: 'Look whether the response goes back to the address and port that the INVITE came from.',
    right: 'INVITE, 100',
    wrong: 'INVITE, 100, INVITE, INVITE',
    methods: ['INVITE'],
    check({ transaction, request, responses }) {
      const [first] = responses;
      if (request === undefined || first === undefined || request.transport !== 'UDP') return undefined;
      const late = transaction.copies?.request?.late ?? [];
      if (late.length === 0) return 'kept';
      return {
        seen: `After the ${first.name} of ${frameText(first)} the INVITE was sent again, in ${framesText(late)}.`,
        at: request,
        evidence: [first],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-TXN-008',
    title: 'Sent again over a transport that loses nothing',
    level: 'should',
    severity: 'warning',
    rfc: 3261,
    section: '17.1.1.2',
    why: 'TCP brings every packet: a second copy is one request more for the server.',
    advice: 'Over TCP, TLS, SCTP and WebSocket, send requests and refusals once.',
    right: 'INVITE over TCP, 100',
    wrong: 'INVITE over TCP, 0.5 s later INVITE, 100',
    check(exchange) {
      const { transaction, request, method } = exchange;
      if (request === undefined || request.transport === 'UDP') return undefined;
      if (transaction.copies === undefined) return 'kept';
      // 2xx and their ACKs are sent again from end to end (§13.3.1.4).
      const refusal =
        exchange.final !== undefined && (method !== 'INVITE' || exchange.final.status >= 300)
          ? exchange.final
          : undefined;
      const again =
        method === 'ACK'
          ? []
          : [request, ...(refusal === undefined ? [] : [refusal])].filter((one) => exchange.copiesOf(one).length > 0);
      const [first] = again;
      if (first === undefined) return 'kept';
      const after = exchange.copiesOf(first).map(({ timeNs }) => secondsText(timeNs - first.timeNs));
      return { seen: `Over ${first.transport} the ${first.name} was sent again after ${after.join(', ')}.`, at: first };
    },
  }),
  exchangeRule({
    id: 'SIP-TXN-009',
    title: 'Copy of an answered INVITE begins a second call',
    level: 'must',
    severity: 'error',
    rfc: 6026,
    section: '7.1',
    why: 'A phone rings for a call that was answered already.',
    advice: 'Keep the transaction for 32 s after the 2xx, and take what comes with its branch for copies.',
    right: 'INVITE, 200, INVITE, 200 with the same tag',
    wrong: 'INVITE, 200, INVITE, 180 with another tag',
    methods: ['INVITE'],
    check(exchange) {
      const { success, request, copies } = exchange;
      if (success === undefined || request === undefined || copies.length === 0) return undefined;
      const copy = copies.find(({ of, timeNs }) => of === request && timeNs > success.timeNs);
      if (copy === undefined) return undefined;
      return secondCall(exchange, success, copy) ?? 'kept';
    },
  }),
  exchangeRule({
    id: 'SIP-TXN-014',
    title: 'Two different final responses of one server',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '17.2.2',
    why: 'Which of the two the client goes by is left to chance.',
    advice: 'Send one final response; what comes after it is dropped.',
    right: 'INVITE, 486',
    wrong: 'INVITE, 486, 200 with the same To tag',
    check({ responses, final }) {
      if (final === undefined) return undefined;
      if (responses.length < 2 || final.toTag === 0) return 'kept';
      const other = responses.find(
        ({ status, toTag, flow, method }) =>
          status >= 200 &&
          status !== final.status &&
          toTag === final.toTag &&
          flow === final.flow &&
          method === final.method,
      );
      if (other === undefined) return 'kept';
      return {
        seen: `After the ${final.name} of ${frameText(final)} a ${other.name} was sent with the same To tag.`,
        at: other,
        evidence: [final],
      };
    },
  }),
];

/** Of all messages with timers of their own. */
function gapsOf(gaps: readonly (readonly number[])[]): readonly number[] {
  return gaps.flat();
}

function tooSoon(request: Seen, gaps: readonly number[]): Outcome {
  return { seen: `The ${request.name} was sent again after ${gaps.map(secondsText).join(', ')}.`, at: request };
}

function framesText(frames: readonly number[]): string {
  return frames.length === 1 ? `frame ${frames[0]}` : `frames ${frames.join(', ')}`;
}

/** A further branch of a fork may answer later; the device that has answered may not with another tag. */
function secondCall(
  { responses }: Exchange,
  success: Seen,
  copy: { readonly timeNs: number; readonly frame: number },
): Fault | undefined {
  const [own] = success.message.contacts;
  if (own === undefined || own === '*') return undefined;
  const second = responses.find(({ timeNs, toTag, status, message }) => {
    if (timeNs < copy.timeNs || status <= 100 || status >= 300 || toTag === success.toTag || toTag === 0) return false;
    const [contact] = message.contacts;
    return contact !== undefined && contact !== '*' && contact.uriText === own.uriText;
  });
  if (second === undefined) return undefined;
  return {
    seen: `After the ${success.name} of ${frameText(success)}, a copy of the INVITE in frame ${copy.frame} was answered with ${second.status} and another To tag.`,
    at: second,
    span: second.message.valueSpan('To'),
    evidence: [success],
  };
}
