import { textKey } from '../../identity/text-key.ts';
import type { Case } from '../case.ts';
import { clientOf, credentialsIn } from '../credentials.ts';
import type { Exchange } from '../exchange.ts';
import { caseRule, type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** Of one client, forwarded requests that are remembered. */
const mostForwarded = 16;
/** Fewer REGISTERs with a nonce that had served say nothing of how long nonces live. */
const leastReused = 5;
/** Of these, so many asked for credentials again. */
const challengedShare = 0.8;

export const proxyChallengeRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-AUT-011',
    title: 'Proxy used 401',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '22.1',
    why: 'The client answers a 401 with Authorization, which is for the user agent server: a second challenge from there meets credentials of another realm.',
    advice: 'Challenge with 407 and Proxy-Authenticate in an element that forwards requests.',
    right: 'proxy: 407 Proxy Authentication Required with Proxy-Authenticate',
    wrong: 'proxy: 401 Unauthorized with WWW-Authenticate',
    headers: ['WWW-Authenticate', 'Proxy-Authenticate'],
    on: { requests: ['INVITE'], responses: [401], responsesTo: ['INVITE'] },
    by: clientOf,
    everyHop: true,
    watch: watchProxy,
  }),
  caseRule('registration', {
    id: 'SIP-AUT-019',
    title: 'Nonce changes on every request although previous was accepted',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '22.4',
    why: 'Each request is sent twice, which doubles the load of the server.',
    advice:
      'Let nonces live for some minutes and check their counts, or give the next one in Authentication-Info (nextnonce).',
    right: 'REGISTER, 401, REGISTER with credentials, 200; later REGISTER with the same nonce and nc=00000002, 200',
    wrong: 'REGISTER with a nonce that served once, 401 with another nonce, each time',
    headers: ['WWW-Authenticate', 'Proxy-Authenticate'],
    check: checkNonceLife,
  }),
];

/** A proxy that challenges sends the request on only once it has credentials. */
function watchProxy(): Watch {
  let asked: Seen | undefined;
  let isTold = false;
  const forwarded: { readonly by: string; readonly cseq: number }[] = [];
  return (seen): Outcome => {
    if (isTold) return undefined;
    if (!seen.isRequest) {
      if (seen.sighting !== 'forwarded') asked = seen;
      return undefined;
    }
    if (seen.sighting !== 'forwarded' || seen.viaCount < 2) return undefined;
    if (forwarded.length < mostForwarded) forwarded.push({ by: seen.source, cseq: seen.cseq });
    if (asked === undefined || asked.source !== seen.source || seen.cseq <= asked.cseq) return undefined;
    const first = asked.cseq;
    if (forwarded.length === mostForwarded || forwarded.some(({ by, cseq }) => by === seen.source && cseq === first))
      return 'kept';
    isTold = true;
    return {
      seen: `${seen.source} asks with a 401 for credentials, and then forwards the INVITE: it is a proxy.`,
      at: asked.isForgotten ? seen : asked,
      evidence: [asked, seen],
    };
  };
}

function checkNonceLife({ exchanges }: Case): Outcome {
  const proven = new Set<number>();
  const challenged: Seen[] = [];
  let reused = 0;
  for (const exchange of exchanges) {
    const nonce = nonceOf(exchange);
    const { final } = exchange;
    if (nonce === 0 || final === undefined) continue;
    if (proven.has(nonce)) {
      reused++;
      if (final.status === 401 || final.status === 407) challenged.push(final);
    } else if (final.status < 300) {
      proven.add(nonce);
    }
  }
  return reused < leastReused ? undefined : outcomeOf(reused, challenged);
}

function nonceOf({ request }: Exchange): number {
  return request === undefined ? 0 : textKey(credentialsIn(request.message)[0]?.value.nonce);
}

function outcomeOf(reused: number, challenged: readonly Seen[]): Outcome {
  const [first] = challenged;
  if (first === undefined || challenged.length <= challengedShare * reused) return 'kept';
  return {
    seen: `Of ${reused} REGISTERs with a nonce that was accepted before, ${challenged.length} were challenged again.`,
    at: first,
    evidence: challenged.slice(1, 10),
  };
}
