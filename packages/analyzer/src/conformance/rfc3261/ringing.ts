import { crossingNs, timerCNs } from '../../transaction/transaction-timers.ts';
import { exchangeRule, type Rule, sourceRule } from '../rule.ts';
import { toldOnce } from '../told-once.ts';
import type { Exchange } from '../exchange.ts';
import type { Seen } from '../seen.ts';
import { frameText, hasField, hasWord, secondsText } from '../told.ts';

/** Every minute, and some seconds for the way. */
const refreshNs = 75e9;
/** Of reliable ones every two and a half minutes (RFC 3262 §3). */
const reliableRefreshNs = 165e9;
/** What a user agent may take to notice that the time is over. */
const slackNs = 10e9;

export const ringingRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-INV-009',
    title: 'INVITE rings for minutes without a further provisional response',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '13.3.1.1',
    why: 'A proxy that hears nothing for three minutes cancels the call.',
    advice: 'Send a provisional response again every minute, a reliable one every two and a half minutes.',
    right: 'INVITE, 180, 1 min later 180, 1 min later 180, 1 min later 200',
    wrong: 'INVITE, 180, 3 min later 200',
    methods: ['INVITE'],
    check(exchange, observed) {
      const { request, responses, transaction } = exchange;
      if (request === undefined || transaction.firstRinging < 0) return undefined;
      const ringing = responses.find(({ status }) => status > 100 && status < 200);
      const end = exchange.final ?? exchange.cancel?.request;
      const endNs = end?.timeNs ?? observed.nowNs;
      if (ringing === undefined || endNs - ringing.timeNs <= timerCNs) return undefined;
      const isReliable = responses.some(
        ({ status, message }) => status > 100 && status < 200 && hasField(message, 'RSeq'),
      );
      const gap = longestGap(exchange, endNs);
      if (exchange.more > 0) return 'G-LIMIT';
      if (gap.toNs - gap.fromNs <= (isReliable ? reliableRefreshNs : refreshNs)) return 'kept';
      // Where nothing came at the end, it may be over in another way.
      if (end === undefined) return 'G-END';
      const guard = observed.absence(request.reverseFlow, gap.fromNs, gap.toNs);
      if (guard !== undefined) return guard;
      return {
        seen: `While the INVITE rang for ${secondsText(endNs - ringing.timeNs)}, no provisional response came for ${secondsText(gap.toNs - gap.fromNs)}.`,
        at: ringing,
        evidence: [request],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-INV-010',
    title: 'INVITE goes on after its Expires',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '13.2.1',
    why: 'The phone rings longer than the caller wanted.',
    advice: 'When the time of Expires is over, let the caller cancel the INVITE, or the callee answer it with 487.',
    right: 'INVITE with Expires: 30, 180, 30 s later CANCEL',
    wrong: 'INVITE with Expires: 30, 180, and nothing more',
    headers: ['Expires'],
    methods: ['INVITE'],
    check({ request, responses, final, cancel, transaction }, observed) {
      if (request === undefined || transaction.firstResponse < 0) return undefined;
      // Most are over before any interval is: of those nothing is read.
      const endNs = Math.min(final?.timeNs ?? Infinity, cancel?.request?.timeNs ?? Infinity);
      if (endNs - request.timeNs <= slackNs || !hasField(request.message, 'Expires')) return undefined;
      const seconds = request.message.expires;
      if (seconds === undefined || seconds === 0) return undefined;
      const overNs = request.timeNs + seconds * 1e9;
      if (endNs <= overNs + slackNs) return 'kept';
      const guard = observed.absence(request.reverseFlow, request.timeNs, overNs + slackNs);
      if (guard !== undefined) return guard;
      const [first] = responses;
      return {
        seen: `The INVITE has Expires: ${seconds}, and after ${secondsText(seconds * 1e9 + slackNs)} there was neither a final response nor a CANCEL.`,
        at: request,
        span: request.message.valueSpan('Expires'),
        evidence: first === undefined ? [] : [first],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-INV-013',
    title: 'Another target is tried after a 6xx',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '16.7',
    why: 'The callee declined everywhere, and yet a phone rings.',
    advice: 'After a 6xx, cancel what is pending, and forward the request to nobody else.',
    right: 'proxy: INVITE to a, 603 from a, 603 to the caller',
    wrong: 'proxy: INVITE to a, 603 from a, INVITE to b',
    check({ forwardedTo }) {
      if (forwardedTo.length === 0) return undefined;
      const declined = forwardedTo.flatMap((one) =>
        isProxied(one) && (one.final?.status ?? 0) >= 600 ? (one.final ?? []) : [],
      )[0];
      if (declined === undefined) return undefined;
      const later = forwardedTo.find(
        ({ request }) => request !== undefined && request.timeNs > declined.timeNs + crossingNs,
      );
      if (later?.request === undefined) return 'kept';
      return {
        seen: `After the ${declined.name} of ${frameText(declined)} the request was forwarded to ${later.request.dstIp}.`,
        at: later.request,
        evidence: [declined],
      };
    },
  }),
  sourceRule({
    id: 'SIP-INV-014',
    title: 'Call goes on to somebody else, with the cause',
    level: 'info',
    severity: 'info',
    rfc: 4458,
    section: '2',
    why: 'The caller hears a mailbox or another phone though the one that was called was busy or did not answer.',
    advice: 'Nothing is wrong; the cause says why the call was forwarded.',
    right: 'INVITE sip:voicemail@example.com',
    wrong: 'INVITE sip:voicemail@example.com;target=sip:bob@example.com;cause=486',
    on: { requests: ['INVITE'] },
    everyHop: true,
    by: (seen) => (seen.toTag === 0 ? seen.srcIp : undefined),
    watch: () =>
      toldOnce(({ message, dstIp }) => {
        // Hardly any says so.
        const { uriStart, uriEnd } = message.framing.startLine;
        const uriSpan = [uriStart, uriEnd] as const;
        if (!['cause=', 'target='].some((word) => hasWord(message.bytes, uriSpan, word))) return undefined;
        const { startLine } = message;
        if (startLine?.kind !== 'request' || startLine.uri?.kind !== 'sip') return undefined;
        const { cause, target } = startLine.uri;
        if (cause === undefined) return target === undefined ? undefined : 'kept';
        const whose = target === undefined ? '' : ` that was for ${target}`;
        return {
          thing: `${cause}`,
          outcome: {
            seen: `A call${whose} goes to ${dstIp} because of ${causeText(cause)}.`,
            span: startLine.requestUriSpan,
          },
        };
      }),
  }),
];

const causes: ReadonlyMap<number, string> = new Map([
  [302, 'forwarding without a condition'],
  [404, 'an unknown number'],
  [408, 'no reply'],
  [480, 'a wish to divert while it was alerting'],
  [486, 'a busy user'],
  [487, 'a deflection'],
  [503, 'a phone that cannot be reached'],
]);

function causeText(cause: number): string {
  return causes.get(cause) ?? `cause ${cause}`;
}

function isProxied({ transaction, request }: Exchange): boolean {
  return transaction.passage?.isInferred !== true && request !== undefined && request.viaCount > 1;
}

/** Between two non-100 provisional responses, copies among them, or between the last and the end. */
function longestGap(
  { responses, copies }: Exchange,
  endNs: number,
): { readonly fromNs: number; readonly toNs: number } {
  const isRinging = ({ status }: Seen): boolean => status > 100 && status < 200;
  const times = [...responses.filter(isRinging), ...copies.filter(({ of }) => isRinging(of))]
    .map(({ timeNs }) => timeNs)
    .filter((timeNs) => timeNs <= endNs);
  times.sort((a, b) => a - b);
  let gap = { fromNs: endNs, toNs: endNs };
  for (const [index, fromNs] of times.entries()) {
    const toNs = times[index + 1] ?? endNs;
    if (toNs - fromNs > gap.toNs - gap.fromNs) gap = { fromNs, toNs };
  }
  return gap;
}
