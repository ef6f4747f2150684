import { clientAddress } from '../credentials.ts';
import { keptText } from '../../message/kept-text.ts';
import { type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import { byCallId } from '../source-names.ts';
import type { Seen } from '../seen.ts';
import { quoted } from '../quoted.ts';
import { softwareOf } from '../user-agent.ts';

/** Of a call: addresses and user agents that are remembered. */
const mostParties = 32;
/** Of a phone: calls that are remembered. */
const mostCalls = 32;

export const takeoverRules: readonly Rule[] = [
  sourceRule({
    id: 'SEC-004',
    title: 'Suspicious BYE or CANCEL',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '26.1.4',
    why: 'A stranger who saw the call can end it by a BYE or CANCEL that looks like one of its parties.',
    advice: 'Use TLS, and let the server refuse requests within a call from addresses that have no part in it.',
    right: 'BYE from one of the addresses between which the call was set up',
    wrong: 'BYE from an address that the call never had to do with, and from other software',
    headers: ['User-Agent'],
    on: {
      requests: ['INVITE', 'ACK', 'PRACK', 'UPDATE', 'BYE', 'CANCEL'],
      responses: ['1xx', '2xx'],
      responsesTo: ['INVITE'],
    },
    by: byCallId,
    everyHop: true,
    watch: watchParties,
  }),
  sourceRule({
    id: 'SEC-010',
    title: 'Digest leak attack',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '22.4',
    why: 'A caller who challenges the phone he called gets a digest of its password, to be guessed at leisure.',
    advice: 'Let phones answer challenges of their own server and realm only, and take calls from their server only.',
    right: 'phone: BYE, 407 of its own registrar, BYE with credentials',
    wrong: 'phone: BYE, 407 of the caller, BYE with credentials',
    headers: ['Proxy-Authenticate', 'Proxy-Authorization'],
    on: { requests: ['REGISTER', 'INVITE', 'BYE'], responses: [401, 407], responsesTo: ['INVITE', 'BYE'] },
    by: phoneOf,
    watch: watchChallengedPhone,
  }),
];

/** Whom a call was between until now. */
function watchParties(): Watch {
  const addresses = new Set<string>();
  const agents = new Set<string>();
  let isBegun = false;
  /** Whether both sides said what software they are. */
  let isCallerKnown = false;
  let isCalledKnown = false;
  return (seen): Outcome => {
    const { message, method, isRequest, srcIp, dstIp } = seen;
    const isEnd = isRequest && (method === 'BYE' || method === 'CANCEL');
    if (method === 'INVITE' && isRequest && message.to?.tag === undefined) isBegun = true;
    if (isEnd && isBegun && !addresses.has(srcIp) && addresses.size < mostParties) {
      const software = softwareOf(message);
      // The same software may have another address too: a cluster, a phone that moved.
      if (software === undefined || !isCallerKnown || !isCalledKnown || agents.has(software)) return undefined;
      return {
        seen: `The ${method} comes from ${srcIp} and ${quoted(software)}, which had no part in the call.`,
        span: message.valueSpan('User-Agent'),
      };
    }
    const software = method === 'INVITE' ? softwareOf(message) : undefined;
    if (software !== undefined && agents.size < mostParties) {
      agents.add(keptText(software));
      if (isRequest) isCallerKnown = true;
      else if (seen.status > 100) isCalledKnown = true;
    }
    if (addresses.size < mostParties) addresses.add(srcIp).add(dstIp);
    return isEnd && isBegun ? 'kept' : undefined;
  };
}

/** Of an INVITE that begins a call, who is called; else whoever sends the request or gets the challenge. */
function phoneOf(seen: Seen): string {
  const isCalled = seen.isRequest && seen.method === 'INVITE' && seen.message.to?.tag === undefined;
  return isCalled ? seen.dstIp : clientAddress(seen);
}

function watchChallengedPhone(): Watch {
  const registrars = new Set<string>();
  /** By Call-ID: the address of the caller. */
  const callers = new Map<string, string>();
  let challenge: Seen | undefined;
  let challengedCall = '';
  return (seen): Outcome => {
    const { message, method, isRequest, srcIp, dstIp } = seen;
    if (method === 'REGISTER') {
      if (registrars.size < mostCalls) registrars.add(dstIp);
      return undefined;
    }
    if (registrars.size === 0) return undefined;
    const callId = message.callId?.slice(0, 200) ?? '';
    if (!isRequest) {
      if (callers.get(callId) !== srcIp) return undefined;
      if (registrars.has(srcIp)) return 'kept';
      challenge = seen;
      challengedCall = callId;
      return undefined;
    }
    if (message.to?.tag === undefined) {
      const [oldest] = callers.keys();
      if (callers.size >= mostCalls && oldest !== undefined) callers.delete(oldest);
      callers.set(keptText(callId), srcIp);
      return undefined;
    }
    const hasCredentials = message.authorization.length + message.proxyAuthorization.length > 0;
    if (challenge === undefined || callId !== challengedCall || !hasCredentials) return undefined;
    const evidence = [challenge];
    challenge = undefined;
    return {
      seen: `The phone was called by ${dstIp}, was asked for credentials by it in the ${evidence[0]?.name ?? ''}, and answers.`,
      span: message.valueSpan('Proxy-Authorization') ?? message.valueSpan('Authorization'),
      evidence,
    };
  };
}
