import type { CallMessage } from '../../message/call-message.ts';
import { receiverOf, senderOf } from '../../message/read-message.ts';
import type { FindingRow } from '../../rows.ts';
import { LadderClock } from '../ladder-clock.ts';
import { type AlignedPair, alignSequences } from './align-sequences.ts';
import { type CallElements, callElements, neutralNames } from './call-elements.ts';
import type {
  CallComparison,
  CallToCompare,
  ComparedCallSide,
  ComparedFindings,
  ComparedMessage,
  ComparedPair,
} from './call-comparison.ts';
import { compareFacts, rounded, stateOf } from './call-facts.ts';
import { MessageDifferences } from './message-differences.ts';

/** Messages of each call that are compared; how many are left out is told. */
export const mostComparedMessages = 2000;

type Side = CallToCompare & {
  readonly elements: CallElements;
  readonly compared: readonly PlacedMessage[];
  readonly duplicates: number;
  readonly left: number;
};

/** A message and where it stands in its call. */
type PlacedMessage = {
  readonly message: CallMessage;
  readonly hop: readonly [from: number, to: number];
  readonly sinceStartMs: number;
};

/**
 * Two calls side by side: facts, what departs from rules in each, and their messages aligned by what they are and where they go, not by addresses and times. A call
 * compared with itself differs in nothing; with the sides swapped, so is the result.
 */
export function compareCalls(left: CallToCompare, right: CallToCompare): CallComparison {
  const [one, other] = [sideOf(left), sideOf(right)];
  const facts = compareFacts(one, other);
  const findings = compareFindings(left.findings, right.findings);
  const messages = comparePairs(one, other);
  const isSame =
    facts.every(({ notable }) => notable !== true) &&
    findings.every(({ state }) => state === 'same') &&
    messages.every(({ state }) => state === 'same') &&
    one.left === other.left;
  return { left: describeSide(one), right: describeSide(other), isSame, facts, findings, messages };
}

function sideOf(side: CallToCompare): Side {
  const first = side.messages.filter(({ row }) => row.duplicate !== true);
  const elements = callElements(first);
  const clock = new LadderClock(first[0]?.row.time);
  const compared = first.slice(0, mostComparedMessages).map((message) => ({
    message,
    hop: [elements.placeOf(senderOf(message.row)), elements.placeOf(receiverOf(message.row))] as const,
    sinceStartMs: clock.sinceStartMs(message.row.time),
  }));
  const duplicates = side.messages.length - first.length;
  const more = Math.max(0, side.call.messages - side.messages.length);
  return { ...side, elements, compared, duplicates, left: more + first.length - compared.length };
}

function describeSide({ call, elements, duplicates, left }: Side): ComparedCallSide {
  const { id, from, to, started, outcome } = call;
  return {
    id,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    started,
    outcome,
    elements: elements.addresses,
    ...(left > 0 && { moreMessages: left }),
    ...(duplicates > 0 && { duplicates }),
  };
}

/** Whether it was sent again matters: a copy stands for no original. */
function keyOf({ message: { row }, hop }: PlacedMessage): string {
  const again = row.retransmission === true ? 'again' : '';
  return `${hop[0]}>${hop[1]} ${row.kind} ${row.method ?? ''} ${row.status ?? ''} ${again}`;
}

/** A final response stands where another one could. */
function likeOf({ message: { row }, hop }: PlacedMessage): string | undefined {
  if (row.status === undefined || row.status < 200 || row.retransmission === true) return undefined;
  return `${hop[0]}>${hop[1]} ${row.method ?? ''}`;
}

function comparePairs(left: Side, right: Side): readonly ComparedPair[] {
  const ends = { left: [left.call.from, left.call.to], right: [right.call.from, right.call.to] };
  const differences = new MessageDifferences(neutralNames(left.elements, right.elements, ends));
  const pairs = alignSequences(left.compared, right.compared, { keyOf, likeOf, timeOf: (one) => one.sinceStartMs });
  return pairs.map((pair) => describePair(pair, differences));
}

function describePair(
  { left, right, moved }: AlignedPair<PlacedMessage>,
  differences: MessageDifferences,
): ComparedPair {
  const hop = (left ?? right)?.hop ?? [0, 0];
  if (left === undefined || right === undefined)
    return {
      state: left === undefined ? 'right' : 'left',
      hop,
      ...(left !== undefined && { left: describe(left) }),
      ...(right !== undefined && { right: describe(right) }),
    };
  const { list, more } = differences.of(left.message.bytes, right.message.bytes);
  return {
    state: list.length > 0 || moved === true ? 'differs' : 'same',
    hop,
    left: describe(left),
    right: describe(right),
    laterMs: rounded(right.sinceStartMs - left.sinceStartMs),
    ...(moved === true && { moved }),
    ...(list.length > 0 && { differences: list }),
    ...(more > 0 && { moreDifferences: more }),
  };
}

function describe({ message: { row, index }, sinceStartMs }: PlacedMessage): ComparedMessage {
  const method = row.method ?? '';
  return {
    frame: row.frame,
    ...(index > 0 && { index }),
    time: row.time,
    sinceStartMs,
    kind: row.kind,
    method,
    ...(row.status !== undefined && { status: row.status }),
    label: row.status === undefined ? method : [row.status, row.reason].filter((part) => part !== undefined).join(' '),
    from: senderOf(row),
    to: receiverOf(row),
    ...(row.retransmission === true && { retransmission: true as const }),
  };
}

/** By rule. */
function compareFindings(left: readonly FindingRow[], right: readonly FindingRow[]): readonly ComparedFindings[] {
  const rules = new Map([...left, ...right].map((finding) => [finding.rule, finding]));
  const [one, other] = [countByRule(left), countByRule(right)];
  return [...rules.values()]
    .toSorted((a, b) => (a.rule < b.rule ? -1 : 1))
    .map(({ rule, level, title }) => {
      const [here, there] = [one.get(rule), other.get(rule)];
      return { rule, level, title, state: stateOf(here, there), left: here ?? 0, right: there ?? 0 };
    });
}

function countByRule(findings: readonly FindingRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}
