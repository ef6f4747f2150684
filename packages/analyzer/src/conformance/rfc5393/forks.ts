import type { Exchange } from '../exchange.ts';
import { exchangeRule, type Outcome, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** Rules that keep forked requests from multiplying without end. */
export const forkRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-MF-007',
    title: 'Forking proxy forwards a request that loops',
    level: 'must',
    severity: 'error',
    rfc: 5393,
    section: '4.1',
    why: 'Each round doubles the requests: a few messages bring down a network.',
    advice: 'Detect loops before a request is forwarded to several targets, and answer 482.',
    right: 'the request comes again unchanged, 482',
    wrong: 'the request comes again unchanged, and goes to two targets',
    headers: ['Via'],
    check: checkLoop,
  }),
  exchangeRule({
    id: 'SIP-MF-008',
    title: 'Max-Breadth is lost or grows at a proxy',
    level: 'must',
    severity: 'error',
    rfc: 5393,
    section: '5.3.3',
    why: 'More branches are opened than the sender allowed.',
    advice: 'Share the value among the branches that are open at once, and send it in each.',
    right: 'Max-Breadth: 60 in, Max-Breadth: 30 in each of two branches',
    wrong: 'Max-Breadth: 60 in, Max-Breadth: 60 in each of two branches',
    headers: ['Max-Breadth'],
    check: checkBreadth,
  }),
];

function checkLoop({ request, forwardedTo, final }: Exchange): Outcome {
  if (request?.sighting !== 'loop') return undefined;
  const next = forwardedTo.flatMap(({ request: sent }) => sent ?? []);
  if (next.length > 1)
    return {
      seen: `The ${request.name} came again unchanged, and was forwarded to ${next.length} targets.`,
      at: request,
      evidence: next.slice(0, 4),
    };
  return final?.status === 482 ? 'kept' : undefined;
}

function checkBreadth({ request, forwardedTo, transaction }: Exchange): Outcome {
  const allowed = request?.message.get('Max-Breadth');
  if (request === undefined || allowed === undefined || forwardedTo.length === 0) return undefined;
  const sent = forwardedTo.flatMap(({ request: one }) => one ?? []);
  if (sent.some(({ isForgotten }) => isForgotten)) return 'G-LIMIT';
  const shares = sent.map(({ message }) => message.get('Max-Breadth'));
  // A proxy that writes none does not know the header field.
  if (shares.every((share) => share === undefined)) return undefined;
  const without = sent.find((_, at) => shares[at] === undefined);
  if (without !== undefined)
    return fault(
      request,
      without,
      `Max-Breadth: ${allowed} was not handed on to ${without.dstIp}, as it was to others`,
    );
  const isParallel = transaction.passage?.isParallel === true && transaction.passage.isSerial === false;
  const total = isParallel
    ? shares.reduce<number>((sum, share) => sum + (share ?? 0), 0)
    : Math.max(...shares.map((share) => share ?? 0));
  if (total <= allowed) return 'kept';
  return fault(
    request,
    sent[0]!,
    `Max-Breadth: ${allowed} became ${total} in ${sent.length} ${sent.length === 1 ? 'branch' : 'branches'}`,
  );
}

function fault(request: Seen, at: Seen, what: string): Outcome {
  return { seen: `${what}.`, at, span: at.message.valueSpan('Max-Breadth'), evidence: [request] };
}
