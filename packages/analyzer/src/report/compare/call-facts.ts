import type { CallMessage } from '../../message/call-message.ts';
import { isFirstCopy, senderOf } from '../../message/read-message.ts';
import type { CallElements } from './call-elements.ts';
import { type CallToCompare, type ComparedFact, comparedFacts, type ComparedState } from './call-comparison.ts';

type Fact = ComparedFact['fact'];
type Value = string | number | boolean | undefined;
type Values = Readonly<Record<Fact, Value>>;

/** What differs between any two calls, or is told by what it comes from. */
const neverNotable: ReadonlySet<Fact> = new Set(['from', 'to', 'durationMs', 'messages', 'reason', 'ringMs']);

/** How much two measurements may differ before it is worth a look: at least so much, and so many per cent of the larger. */
const tolerances: Partial<Readonly<Record<Fact, readonly [least: number, percent: number]>>> = {
  pddMs: [100, 20],
  setupMs: [500, 30],
  mos: [0.2, 0],
  lostPercent: [0.5, 0],
};

export function compareFacts(
  left: CallToCompare & { readonly elements: CallElements },
  right: CallToCompare & { readonly elements: CallElements },
): readonly ComparedFact[] {
  const [one, other] = [factsOf(left), factsOf(right)];
  return comparedFacts.flatMap((fact) => {
    const [a, b] = [one[fact], other[fact]];
    return a === undefined && b === undefined ? [] : [compareFact(fact, a, b)];
  });
}

function compareFact(fact: Fact, left: Value, right: Value): ComparedFact {
  const state = stateOf(left, right);
  const isNumber = typeof left === 'number' && typeof right === 'number' && fact !== 'status' && fact !== 'release';
  return {
    fact,
    state,
    ...(left !== undefined && { left }),
    ...(right !== undefined && { right }),
    ...(isNumber && left !== right && { difference: rounded(right - left) }),
    ...(state !== 'same' && isNotable(fact, left, right) && { notable: true as const }),
  };
}

export function stateOf(left: unknown, right: unknown): ComparedState {
  if (left === right) return 'same';
  if (left === undefined) return 'right';
  return right === undefined ? 'left' : 'differs';
}

function isNotable(fact: Fact, left: Value, right: Value): boolean {
  if (neverNotable.has(fact)) return false;
  const tolerance = tolerances[fact];
  if (tolerance === undefined) return true;
  // What one call came to and the other did not follows from its outcome, which is told.
  if (typeof left !== 'number' || typeof right !== 'number') return false;
  const [least, percent] = tolerance;
  const distance = Math.abs(left - right);
  return distance >= least && distance * 100 >= percent * Math.max(left, right);
}

export function rounded(figure: number): number {
  return Math.round(figure * 1000) / 1000;
}

function factsOf({ call, messages, streams, elements }: CallToCompare & { readonly elements: CallElements }): Values {
  const { media } = call;
  const codecs = media?.codecs ?? [...new Set(streams.flatMap(({ codec }) => codec ?? []))];
  return {
    from: call.from,
    to: call.to,
    outcome: call.outcome,
    verdict: call.verdict,
    status: call.status,
    reason: call.reason,
    endedBy: call.endedBy,
    release: call.release?.cause,
    pddMs: call.pddMs,
    ringMs: call.ringMs,
    setupMs: call.setupMs,
    durationMs: call.durationMs,
    legs: call.legs.length,
    hops: Math.max(0, elements.addresses.length - 1),
    attempts: call.attempts?.length,
    forks: call.forks,
    transports: joined(messages.map(({ row }) => row.transport)),
    callerAgents: agentsOf(messages, elements, 'caller'),
    calleeAgents: agentsOf(messages, elements, 'callee'),
    codecs: joined(codecs),
    audio: media?.audio,
    encrypted: media?.encrypted,
    mos: call.mos,
    lostPercent: media?.lostPercent,
    messages: call.messages,
    retransmissions: call.retransmissions,
    annotations: joined(call.annotations ?? []),
    complete: call.complete,
  };
}

function joined(values: readonly string[]): string | undefined {
  const all = [...new Set(values)].toSorted();
  return all.length === 0 ? undefined : all.join(', ');
}

/** How the outermost element of that side calls itself. */
function agentsOf(
  messages: readonly CallMessage[],
  { addresses }: CallElements,
  side: 'caller' | 'callee',
): string | undefined {
  const end = side === 'caller' ? addresses[0] : addresses.at(-1);
  return joined(
    messages.flatMap(({ row }) => (isFirstCopy(row) && senderOf(row) === end ? (row.userAgent ?? []) : [])),
  );
}
