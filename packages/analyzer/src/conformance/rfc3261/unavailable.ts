import { parseUri, type Span, type Uri, uriEquals } from '@sipscope/parser';
import { keptText } from '../../message/kept-text.ts';
import { toldOnce } from '../told-once.ts';
import { Recent } from '../recent.ts';
import { quoted } from '../quoted.ts';
import { exchangeRule, type Outcome, type Rule, sourceRule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { secondsText } from '../told.ts';

/** From here on a client is told to stay away for long. */
const longSeconds = 300;
/** Attempts of one client that are remembered. */
const mostAttempts = 128;
/** URIs remembered of one attempt. */
const mostTried = 16;

/** What a server that cannot serve says, and what becomes of redirections. */
export const unavailableRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-RSP-013',
    title: '503 without Retry-After, or with a long one',
    level: 'info',
    severity: 'info',
    rfc: 3261,
    section: '21.5.4',
    why: 'Without it a client treats the 503 as a 500; with it, it sends nothing there until the time has passed.',
    advice: 'Say in Retry-After how long the server stays unavailable, where that is known, and not longer.',
    right: 'SIP/2.0 503 Service Unavailable\nRetry-After: 30',
    wrong: 'SIP/2.0 503 Service Unavailable\n(no Retry-After)',
    headers: ['Retry-After'],
    on: { responses: [503] },
    watch: () =>
      toldOnce(({ message, name, srcIp }) => {
        const span = message.valueSpan('Retry-After');
        if (span === undefined)
          return { thing: 'none', outcome: { seen: `${srcIp} sent a ${name} without Retry-After.` } };
        const seconds = message.retryAfter?.seconds;
        if (seconds === undefined || seconds < longSeconds) return 'kept';
        const outcome = {
          seen: `${srcIp} sent a ${name} with Retry-After ${quoted(message.text(span))}: ${secondsText(seconds * 1e9)}.`,
          span,
        };
        return { thing: 'long', outcome };
      }),
  }),
  exchangeRule({
    id: 'SIP-RSP-014',
    title: 'Proxy forwards a 503',
    level: 'should',
    severity: 'warning',
    rfc: 3261,
    section: '16.7',
    why: 'The client before takes the proxy itself for unavailable, and may send it nothing any more.',
    advice: 'Answer with 500 where 503 was the only response, unless the proxy can serve no request at all.',
    right: 'server to proxy: 503, proxy to client: 500',
    wrong: 'server to proxy: 503, proxy to client: 503',
    check(exchange) {
      const { transaction, forwardedFrom, final, request } = exchange;
      if (transaction.finalStatus !== 503 || forwardedFrom === undefined || final === undefined) return undefined;
      const { final: forwarded } = forwardedFrom;
      // Who hides the Via before its own, or changes it, is no proxy.
      const isProxied = transaction.passage?.isInferred !== true && request !== undefined && request.viaCount > 1;
      if (forwarded === undefined || !isProxied) return undefined;
      if (forwarded.status !== 503 || forwarded.toTag !== final.toTag) return 'kept';
      return {
        seen: `The ${final.name} from ${final.srcIp} was forwarded to ${forwarded.dstIp}.`,
        at: forwarded,
        evidence: [final],
      };
    },
  }),
  sourceRule({
    id: 'SIP-RSP-016',
    title: '482: the request came twice',
    level: 'info',
    severity: 'info',
    rfc: 3261,
    section: '8.2.2.2',
    why: 'It went round in a circle, or came to the same device on two ways: two DNS records, two routes or two bindings lead there.',
    advice: 'Look at the routes and the bindings of the user: one of them is one too many.',
    right: 'INVITE, 180',
    wrong: 'INVITE with two branches, 180 and 482',
    on: { responses: ['4xx'] },
    watch: () =>
      toldOnce(({ status, message, name, srcIp }) => {
        if (status !== 482) return 'kept';
        const hosts = message.via.map(({ sentBy }) => sentBy.text.toLowerCase());
        const twice = hosts.find((host, index) => hosts.indexOf(host) !== index || host.replace(/:\d+$/, '') === srcIp);
        const how =
          twice === undefined ? 'the request came on another way as well' : `it has passed ${quoted(twice)} twice`;
        return {
          thing: twice ?? '',
          outcome: { seen: `${srcIp} sent a ${name}: ${how}.`, span: message.valueSpan('Via') },
        };
      }),
  }),
  sourceRule({
    id: 'SIP-RSP-019',
    title: 'A redirection is followed to a URI that was tried before',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.1.3.4',
    why: 'Two servers that send the caller to each other keep it busy without end.',
    advice: 'Take each URI into the target set once, however often redirections name it.',
    right: 'INVITE sip:a, 302 to sip:b, INVITE sip:b',
    wrong: 'INVITE sip:a, 302 to sip:b, INVITE sip:b, 302 to sip:a, INVITE sip:a',
    headers: ['Contact'],
    on: { requests: ['INVITE'], responses: ['3xx'], responsesTo: ['INVITE'] },
    by: ({ isRequest, toTag, srcIp, dstIp }) => (isRequest ? (toTag === 0 ? srcIp : undefined) : dstIp),
    watch: () => new Redirections().receive,
  }),
];

type Attempt = {
  readonly callId: number;
  readonly fromTag: number;
  /** The URIs that its INVITEs went to. */
  tried: readonly string[];
  redirection: { readonly status: number; readonly frame: number } | undefined;
};

/** The latest attempts of one client. */
class Redirections {
  readonly #attempts = new Recent<number, Attempt>(mostAttempts);

  readonly receive = (seen: Seen): Outcome => {
    const { callId, fromTag, status, frame } = seen;
    const key = callId + fromTag;
    const latest = this.#attempts.get(key);
    const attempt = latest?.callId === callId && latest.fromTag === fromTag ? latest : undefined;
    if (!seen.isRequest) {
      if (attempt !== undefined) attempt.redirection = { status, frame };
      return undefined;
    }
    const { startLine } = seen.message;
    if (startLine?.kind !== 'request') return undefined;
    if (attempt !== undefined) return followed(attempt, startLine.requestUri, startLine.requestUriSpan);
    this.#attempts.set(key, { callId, fromTag, tried: [keptText(startLine.requestUri)], redirection: undefined });
    return undefined;
  };
}

/** A further INVITE of the attempt. */
function followed(attempt: Attempt, requestUri: string, span: Span): Outcome {
  const { tried, redirection } = attempt;
  const { uri } = parseUri(requestUri);
  const isTried = tried.some((one) => one === requestUri || isSame(one, uri));
  attempt.redirection = undefined;
  if (!isTried && tried.length < mostTried) attempt.tried = [...tried, keptText(requestUri)];
  // A 305 names the proxy to go by, to the same URI.
  if (redirection === undefined || redirection.status === 305) return undefined;
  if (!isTried) return 'kept';
  return {
    seen: `After the ${redirection.status} of frame ${redirection.frame} the INVITE goes to ${quoted(requestUri)}, which was tried before.`,
    span,
  };
}

function isSame(text: string, other: Uri | undefined): boolean {
  const { uri } = parseUri(text);
  return uri !== undefined && other !== undefined && uriEquals(uri, other);
}
