import type { Exchange } from '../exchange.ts';
import { exchangeRule, messageRule, type Outcome, type Rule, sourceRule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { once } from '../once.ts';

/** RFC 3261 §8.1.1.6. */
const usual = 70;
/** With fewer a request may end on an ordinary way; B2BUAs hand on what is left of 70 (RFC 7332 §3). */
const fewest = 10;

/** Rules of how many hops requests may go, and of those that go in circles. */
export const maxForwardsRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-MF-002',
    title: 'Request begins with an unusual Max-Forwards',
    level: 'should',
    severity: 'warning',
    rfc: 3261,
    section: '8.1.1.6',
    why: 'With few hops the request ends in 483 on a long way; with many a loop goes on for long.',
    advice: 'Begin with 70; 0 and little more are for tracing a route.',
    right: 'Max-Forwards: 70',
    wrong: 'Max-Forwards: 5',
    headers: ['Max-Forwards'],
    on: { requests: 'any', has: ['Max-Forwards'] },
    by: ({ viaCount, srcIp }) => (viaCount === 1 ? srcIp : undefined),
    isKept: (seen) => firstValue(seen) === 'kept',
    watch: () => once(firstValue),
  }),
  exchangeRule({
    id: 'SIP-MF-003',
    title: 'Proxy did not take one of Max-Forwards',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '16.6',
    why: 'Nothing ends a loop then.',
    advice: 'Forward each request with one less.',
    right: 'Max-Forwards: 70 in, Max-Forwards: 69 out',
    wrong: 'Max-Forwards: 70 in, Max-Forwards: 70 out',
    headers: ['Max-Forwards'],
    check: checkCount,
  }),
  exchangeRule({
    id: 'SIP-MF-004',
    title: 'Request with Max-Forwards: 0 was forwarded',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '16.3',
    why: 'The proxy has no protection against loops.',
    advice: 'Answer 483, or to OPTIONS on its own behalf.',
    right: 'Max-Forwards: 0, 483',
    wrong: 'Max-Forwards: 0 in, the request goes on',
    headers: ['Max-Forwards'],
    check({ request, forwardedTo, final }) {
      if (request?.message.maxForwards !== 0) return undefined;
      const next = forwardedTo.find(({ request: sent }) => sent !== undefined)?.request;
      if (next === undefined) return final === undefined ? undefined : 'kept';
      return {
        seen: `The ${request.name} with Max-Forwards: 0 went on to ${next.dstIp}.`,
        at: request,
        span: request.message.valueSpan('Max-Forwards'),
        evidence: [next],
      };
    },
  }),
  exchangeRule({
    id: 'SIP-MF-005',
    title: '483 Too Many Hops',
    level: 'robustness',
    severity: 'warning',
    rfc: 3261,
    section: '16.3',
    why: 'Nearly always two elements send the request to each other, by their routes or by DNS.',
    advice: 'Look at the Vias of the request for hosts that stand there several times, and at the routing of these.',
    right: 'INVITE with Max-Forwards: 70, 200',
    wrong: 'INVITE with Max-Forwards: 70, 483',
    headers: ['Via', 'Max-Forwards'],
    check: checkTooMany,
  }),
  messageRule({
    id: 'SIP-MF-006',
    title: 'Request comes again to an element that it passed, unchanged',
    level: 'robustness',
    severity: 'warning',
    rfc: 3261,
    section: '16.3',
    why: 'It is a loop: it costs capacity, ends in 482 or 483, and may be billed several times.',
    advice: 'Let the element route a request that it sees again elsewhere, or answer 482.',
    right: 'INVITE sip:bob@example.com comes back as INVITE sip:bob@home.example.com',
    wrong: 'INVITE sip:bob@example.com comes back as INVITE sip:bob@example.com',
    headers: ['Via'],
    on: { requests: 'any', has: ['Via'] },
    check({ sighting, viaCount, message }) {
      if (viaCount < 2) return undefined;
      if (sighting !== 'loop') return 'kept';
      const hosts = repeatedHosts(message.via.map(({ sentBy }) => sentBy.text));
      return {
        seen: `The request has passed here before, with the same Request-URI${hosts === '' ? '' : `; twice in its Vias: ${hosts}`}.`,
        span: message.valueSpan('Via'),
      };
    },
  }),
];

function firstValue({ message, viaCount, method }: Seen): ReturnType<Parameters<typeof once>[0]> {
  const value = message.maxForwards;
  // Of traced routes (RFC 7403), and of what proxies hand on.
  if (value === undefined || value > 255 || viaCount !== 1 || method === 'OPTIONS') return undefined;
  if (value >= fewest && value <= usual) return 'kept';
  return {
    key: `${value}`,
    fault: {
      seen: `The ${method} begins with Max-Forwards: ${value}, not ${usual}.`,
      span: message.valueSpan('Max-Forwards'),
    },
  };
}

function checkCount({ request: sent, forwardedFrom, transaction, method }: Exchange): Outcome {
  const got = forwardedFrom?.request;
  if (sent === undefined || got === undefined || got.isForgotten || method === 'CANCEL') return undefined;
  if (sent.viaCount !== got.viaCount + 1 || transaction.passage?.isInferred === true) return undefined;
  const [before, after] = [got.message.maxForwards, sent.message.maxForwards];
  if (before === undefined || after === undefined) return undefined;
  if (after === before - 1) return 'kept';
  return {
    seen: `The proxy at ${sent.srcIp} got the ${sent.name} with Max-Forwards: ${before} and sent it on with ${after}.`,
    at: sent,
    span: sent.message.valueSpan('Max-Forwards'),
    evidence: [got],
  };
}

function checkTooMany({ request, responses }: Exchange): Outcome {
  const refusal = responses.find(({ status }) => status === 483);
  if (refusal === undefined) return undefined;
  const value = request?.message.maxForwards;
  // Who sends few asks for it.
  if (request !== undefined && request.viaCount === 1 && value !== undefined && value < fewest) return 'kept';
  const hosts = request === undefined ? '' : repeatedHosts(request.message.via.map(({ sentBy }) => sentBy.text));
  const vias =
    request === undefined
      ? ''
      : ` The request has ${request.viaCount === 1 ? 'one Via' : `${request.viaCount} Vias`}${hosts === '' ? '' : `, several of ${hosts}`}.`;
  return { seen: `The ${refusal.name} came.${vias}`, at: refusal, evidence: request === undefined ? [] : [request] };
}

/** Those that stand there several times. */
function repeatedHosts(hosts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const host of hosts) counts.set(host.toLowerCase(), (counts.get(host.toLowerCase()) ?? 0) + 1);
  return [...counts]
    .flatMap(([host, count]) => (count > 1 ? host : []))
    .slice(0, 4)
    .join(', ');
}
