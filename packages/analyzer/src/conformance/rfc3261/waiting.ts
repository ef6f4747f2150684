import { timerCNs, timeoutNs } from '../../transaction/transaction-timers.ts';
import type { Exchange } from '../exchange.ts';
import type { Observed } from '../observed.ts';
import { exchangeRule, type Guard, type Outcome, type Rule, sourceRule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { frameText, hasField, hasWord, secondsText } from '../told.ts';
import { toldOnce } from '../told-once.ts';

/** Copies for so long show that nothing came back to the client, whatever was captured. */
const waitedInVainNs = 15e9;
/** From here on users notice. */
const slowTryingNs = 0.5e9;
const slowRingingNs = 8e9;
/** Timer C and what it takes to act on it. */
const timerCFromNs = timerCNs - 3e9;
const timerCToNs = timerCNs + 30e9;
const cookie = 'z9hG4bK';

/** What does not come, what comes late, and what comes of nothing. */
export const waitingRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-TXN-004',
    title: 'INVITE without any response',
    level: 'robustness',
    severity: 'warning',
    rfc: 3261,
    section: '17.1.1.2',
    why: 'The server is down, or a firewall or a wrong route lies between: the caller hears nothing for 32 s.',
    advice: 'Look whether the address is right and whether anything else from there answers.',
    right: 'INVITE, 100',
    wrong: 'INVITE, INVITE, INVITE …',
    methods: ['INVITE'],
    check(exchange, observed) {
      if (exchange.request === undefined) return undefined;
      return exchange.responses.length > 0 || exchange.ack !== undefined
        ? 'kept'
        : unanswered(exchange, exchange.request, observed);
    },
  }),
  exchangeRule({
    id: 'SIP-TXN-005',
    title: 'Request without a final response',
    level: 'robustness',
    severity: 'warning',
    rfc: 3261,
    section: '17.1.2.2',
    why: 'The service hangs for 32 s and then fails: the next server is down, or cannot be reached.',
    advice: 'Look whether the address is right and whether anything else from there answers.',
    right: 'REGISTER, 200',
    wrong: 'REGISTER, REGISTER, REGISTER …',
    check(exchange, observed) {
      const { method, request, final } = exchange;
      if (request === undefined || method === 'INVITE' || method === 'ACK') return undefined;
      return final === undefined ? unanswered(exchange, request, observed) : 'kept';
    },
  }),
  sourceRule({
    id: 'SIP-TXN-011',
    title: 'Branch of RFC 2543: transactions are told apart by other fields',
    level: 'info',
    severity: 'info',
    rfc: 3261,
    section: '17.2.3',
    why: 'The device is an old one; what belongs together is found by Request-URI, tags, Call-ID, CSeq and Via, and may be found wrongly.',
    advice: 'Use a device that knows RFC 3261.',
    right: 'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK74bf9',
    wrong: 'Via: SIP/2.0/UDP 192.0.2.1',
    headers: ['Via'],
    on: { requests: ['INVITE', 'REGISTER', 'OPTIONS', 'SUBSCRIBE', 'MESSAGE'] },
    by: ({ toTag, srcIp }) => (toTag === 0 ? srcIp : undefined),
    watch: () =>
      toldOnce(({ message, srcIp, name }) => {
        const span = message.valueSpan('Via');
        // Nearly all have it.
        if (span !== undefined && hasWord(message.bytes, span, `=${cookie.toLowerCase()}`)) return 'kept';
        if (message.topVia === undefined) return undefined;
        return {
          thing: srcIp,
          outcome: {
            seen: `The ${name} of ${srcIp} has no branch that begins with ${cookie}.`,
            span,
          },
        };
      }),
  }),
  exchangeRule({
    id: 'SIP-TXN-012',
    title: 'ICMP says that a message did not arrive',
    level: 'info',
    severity: 'info',
    rfc: 3261,
    section: '8.1.3.1',
    why: 'The port is closed, the host is down, or a router has no way: this explains the silence. A client takes it for a 503.',
    advice: 'Look whether the server runs, and listens at that address and port.',
    right: 'INVITE, 100',
    wrong: 'INVITE, ICMP port unreachable',
    check({ refusal, request, responses }) {
      if (refusal === undefined) return request === undefined ? undefined : 'kept';
      const sent = [request, ...responses].find((one) => one?.flow === refusal.flow);
      if (sent === undefined) return undefined;
      const afterNs = refusal.timeNs - sent.timeNs;
      return {
        seen: `ICMP of frame ${refusal.frame} says of the ${sent.name} to ${sent.destination}, ${secondsText(afterNs)} later: ${refusal.why}.`,
        at: sent,
      };
    },
  }),
  exchangeRule({
    id: 'SIP-TXN-013',
    title: 'Response without a request',
    level: 'robustness',
    severity: 'warning',
    rfc: 3261,
    section: '17.1.3',
    why: 'Requests and responses take different ways, the request was captured elsewhere, or somebody sends responses nobody has asked for.',
    advice: 'Look which way the requests take, and whether the Call-ID is seen elsewhere.',
    right: 'OPTIONS, 200',
    wrong: '200 (OPTIONS), and no OPTIONS before',
    check({ request, responses: [first], transaction, sameBranch }) {
      if (first === undefined) return undefined;
      if (request !== undefined) return 'kept';
      if (transaction.passage?.sighting !== 'stray') return 'G-MIDSTART';
      const like =
        sameBranch?.request === undefined
          ? ''
          : `, though it has the branch of the ${sameBranch.request.name} of ${frameText(sameBranch.request)}`;
      return { seen: `The ${first.name} from ${first.source} answers no request that was captured${like}.`, at: first };
    },
  }),
  exchangeRule({
    id: 'SIP-TXN-015',
    title: 'Call is set up slowly',
    level: 'info',
    severity: 'info',
    rfc: 3261,
    section: '17.1.1.2',
    why: 'Users hang up; behind it, servers are tried one after the other, or look something up for long.',
    advice: 'Look which element takes the time: compare the times on each hop.',
    right: 'INVITE, 20 ms later 100, 1 s later 180',
    wrong: 'INVITE, 20 ms later 100, 10 s later 180',
    methods: ['INVITE'],
    check({ request, responses, isInDialog }) {
      const [first] = responses;
      if (request === undefined || isInDialog || first === undefined) return undefined;
      const firstNs = first.timeNs - request.timeNs;
      // No call waits for so long: the packets have other clocks.
      if (firstNs > timerCToNs) return 'G-CLOCK';
      if (firstNs > slowTryingNs)
        return {
          seen: `The first response, ${first.name}, came after ${secondsText(firstNs)}.`,
          at: first,
          evidence: [request],
        };
      const ringing = responses.find(({ status }) => status > 100 && status < 300);
      if (ringing === undefined || ringing.timeNs - request.timeNs <= slowRingingNs) return 'kept';
      return {
        seen: `The ${ringing.name} came ${secondsText(ringing.timeNs - request.timeNs)} after the INVITE.`,
        at: ringing,
        evidence: [request],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-TXN-016',
    title: 'Call given up after three minutes of ringing',
    level: 'info',
    severity: 'info',
    rfc: 3261,
    section: '16.8',
    why: 'A proxy on the way has waited for Timer C, and cancelled the call.',
    advice: 'Let the callee send a provisional response every minute, where the call may ring for longer.',
    right: 'INVITE, 180, 200',
    wrong: 'INVITE, 180, 3 min later CANCEL',
    methods: ['INVITE'],
    check({ request, responses, copies, final, cancel }) {
      const isRinging = ({ status }: Seen): boolean => status > 100 && status < 200;
      const times = [...responses.filter(isRinging), ...copies.filter(({ of }) => isRinging(of))].map(
        ({ timeNs }) => timeNs,
      );
      const end = cancel?.request ?? (final?.status === 408 ? final : undefined);
      if (request === undefined || times.length === 0 || (final === undefined && end === undefined)) return undefined;
      if (end === undefined) return 'kept';
      const sinceNs = end.timeNs - Math.max(...times.filter((timeNs) => timeNs <= end.timeNs));
      if (!(sinceNs >= timerCFromNs && sinceNs <= timerCToNs)) return 'kept';
      return {
        seen: `The ${end.name} came ${secondsText(sinceNs)} after the last provisional response.`,
        at: end,
        evidence: [request],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-OPT-001',
    title: 'OPTIONS unanswered, or answered with a failure of the server',
    level: 'info',
    severity: 'info',
    rfc: 3261,
    section: '11',
    why: 'Trunks are watched by OPTIONS: who gets no answer sends no calls there. Any final response, 404 too, shows that the server is alive.',
    advice: 'Look whether the server is up and lets in the address that asks.',
    right: 'OPTIONS, 200',
    wrong: 'OPTIONS, OPTIONS, OPTIONS …',
    methods: ['OPTIONS'],
    check(exchange, observed) {
      const { request, final, isInDialog } = exchange;
      if (request === undefined || isInDialog) return undefined;
      if (final === undefined) return unanswered(exchange, request, observed);
      if (final.status < 500 || final.status >= 600) return 'kept';
      return { seen: `The OPTIONS was answered with ${final.status}.`, at: final, evidence: [request] };
    },
  }),
  exchangeRule({
    id: 'SIP-OPT-002',
    title: '200 to OPTIONS says too little',
    level: 'should',
    severity: 'warning',
    rfc: 3261,
    section: '11.2',
    why: 'The client asks what the other end can do, and does not learn it.',
    advice: 'Give the 200 Allow, Accept, Accept-Encoding, Accept-Language and Supported.',
    right:
      'SIP/2.0 200 OK\nAllow: INVITE, ACK, CANCEL, BYE\nAccept: application/sdp\nAccept-Encoding: identity\nAccept-Language: en\nSupported: 100rel',
    wrong: 'SIP/2.0 200 OK\nAllow: INVITE, ACK, CANCEL, BYE',
    headers: ['Allow', 'Accept', 'Accept-Encoding', 'Accept-Language', 'Supported'],
    methods: ['OPTIONS'],
    check({ request, success, forwardedTo }) {
      if (request === undefined || success?.status !== 200 || forwardedTo.length > 0) return undefined;
      const { startLine } = request.message;
      // What is for no user is answered by a proxy, which shows that it is alive.
      if (startLine?.kind !== 'request' || startLine.uri?.kind !== 'sip' || startLine.uri.user === undefined)
        return undefined;
      if (success.isCut) return 'G-TRUNC';
      const missing = capabilities.filter((name) => !hasField(success.message, name));
      if (missing.length === 0) return 'kept';
      return { seen: `The ${success.name} has no ${missing.join(', no ')}.`, at: success, evidence: [request] };
    },
  }),
];

const capabilities = ['Allow', 'Accept', 'Accept-Encoding', 'Accept-Language', 'Supported'] as const;

/** Where nothing came back, for all that can be known: by what was captured, or by the client's copies. */
function unanswered(exchange: Exchange, request: Seen, observed: Observed): Outcome {
  const copies = exchange.copiesOf(request);
  const last = copies.at(-1);
  const isInVain = last !== undefined && last.timeNs - request.timeNs >= waitedInVainNs;
  const guard: Guard | undefined = observed.absence(request.reverseFlow, request.timeNs, request.timeNs + timeoutNs);
  if (guard !== undefined && !(guard === 'G-ONEWAY' && isInVain)) return guard;
  const times = copies.length === 0 ? 'once' : `${copies.length + 1} times`;
  const what = exchange.responses.length > 0 ? 'no final response' : 'no response';
  return { seen: `The ${request.name} to ${request.dstIp} was sent ${times}, and ${what} came.`, at: request };
}
