import type { Ladder } from '@sipscope/analyzer';
import { type ArrangedLane, hostOf, type LaneArrangement } from './lane-arrangement.ts';
import { remapLadder } from './remap-ladder.ts';

/** A ladder whose lanes stand as a person wants them, and what of it is not drawn. */
export type ArrangedLadder = Ladder & {
  readonly lanes: readonly ArrangedLane[];
  readonly hidden?: {
    readonly lanes: readonly ArrangedLane[];
    /** Messages to or from them. */
    readonly arrows: number;
  };
};

/**
 * The ladder with its lanes merged, named, coloured, hidden and in order as the arrangement says. Every arrow is drawn once, but those to or from hidden lanes, which are
 * counted. Where nothing is to be changed, it is the same ladder.
 */
export function arrangeLanes(ladder: Ladder, arrangement: LaneArrangement): ArrangedLadder {
  const groups = groupsOf(ladder, arrangement);
  const isHidden = keyTest(arrangement.hidden);
  const lanes = groups.map((group) => laneOf(ladder, group, arrangement));
  const hidden = groups.map(({ members }) => members.some((at) => isHidden(ladder.lanes[at]?.address ?? '')));
  // Nobody wants to see nothing.
  const isAllHidden = hidden.every(Boolean);
  const shown = lanes.flatMap((lane, at) => (isAllHidden || hidden[at] !== true ? [{ lane, at }] : []));
  const ordered = inOrder(shown, arrangement.order);
  const isSame = ordered.length === ladder.lanes.length && ordered.every(({ lane }, at) => lane === ladder.lanes[at]);
  if (isSame) return ladder;
  const places = ladder.lanes.map(() => -1);
  for (const [place, { at }] of ordered.entries())
    for (const member of groups[at]?.members ?? []) places[member] = place;
  const drawn = ordered.map(({ lane }) => lane);
  const arranged = remapLadder(ladder, drawn, { laneOf: (lane) => places[lane] ?? -1 });
  const left = lanes.filter((lane) => !drawn.includes(lane));
  if (left.length === 0) return arranged;
  return { ...arranged, hidden: { lanes: left, arrows: ladder.arrows.length - arranged.arrows.length } };
}

type Group = {
  /** Lanes, the first first. */
  readonly members: number[];
  readonly reasons: Set<'participant' | 'nat' | 'user'>;
  readonly why: string[];
};

/** Lanes that are drawn as one, in the order of their first. */
function groupsOf(ladder: Ladder, { by, apart, into = [] }: LaneArrangement): readonly Group[] {
  const { lanes, natPairs = [] } = ladder;
  const groups = lanes.map((_, at): Group => ({ members: [at], reasons: new Set(), why: [] }));
  const isApart = keyTest(apart);
  const join = (one: number, other: number, reason: 'participant' | 'nat' | 'user', why?: string): void => {
    const [a, b] = [groups[one], groups[other]];
    if (a === undefined || b === undefined || a === b) return;
    const [into, from] = (a.members[0] ?? 0) < (b.members[0] ?? 0) ? [a, b] : [b, a];
    into.members.push(...from.members);
    into.members.sort((x, y) => x - y);
    for (const known of from.reasons) into.reasons.add(known);
    into.reasons.add(reason);
    into.why.push(...from.why, ...(why === undefined ? [] : [why]));
    for (const at of from.members) groups[at] = into;
  };
  const firstOf = new Map<string, number>();
  for (const [at, { participant, address }] of lanes.entries()) {
    if (by === 'endpoint' || participant === undefined || isApart(address)) continue;
    const first = firstOf.get(participant);
    if (first === undefined) firstOf.set(participant, at);
    else join(first, at, 'participant');
  }
  for (const { inside, outside, sentence } of natPairs) {
    if (isApart(lanes[inside]?.address ?? '') || isApart(lanes[outside]?.address ?? '')) continue;
    join(inside, outside, 'nat', sentence);
  }
  for (const [lane, other] of into) {
    const find = (key: string): number => lanes.findIndex(({ address }) => address === key || hostOf(address) === key);
    join(find(other), find(lane), 'user');
  }
  return [...new Set(groups)];
}

/** The lane itself where nothing of it is changed. */
function laneOf(ladder: Ladder, { members, reasons, why }: Group, { names, colours }: LaneArrangement): ArrangedLane {
  const lanes = members.flatMap((at) => ladder.lanes[at] ?? []);
  const [first] = lanes;
  if (first === undefined) throw new RangeError('A group of lanes has a first one.');
  const addresses = lanes.map(({ address }) => address);
  const name = saidOf(names, addresses) ?? lanes.find((lane) => lane.name !== undefined)?.name;
  const role = lanes.find((lane) => lane.role !== undefined)?.role;
  const colour = saidOf(colours, addresses);
  if (lanes.length === 1 && name === first.name && colour === undefined) return first;
  return {
    ...first,
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(colour === undefined ? {} : { colour }),
    ...(lanes.length === 1 ? {} : { addresses, merged: [...reasons], messages: messagesOf(ladder, new Set(members)) }),
    ...(why.length === 0 ? {} : { why }),
  };
}

/** Each once, also where it goes from one of them to another. */
function messagesOf({ arrows }: Ladder, members: ReadonlySet<number>): number {
  return arrows.reduce((count, { from, to }) => count + (members.has(from) || members.has(to) ? 1 : 0), 0);
}

/** What was said last of one of the addresses, or of its host. */
function saidOf<Value>(
  said: readonly (readonly [key: string, value: Value])[] | undefined,
  addresses: readonly string[],
): Value | undefined {
  return said?.findLast(([key]) => addresses.some((address) => address === key || hostOf(address) === key))?.[1];
}

function keyTest(keys: readonly string[] = []): (address: string) => boolean {
  const known = new Set(keys);
  return (address) => known.size > 0 && (known.has(address) || known.has(hostOf(address)));
}

type Placed = { readonly lane: ArrangedLane; readonly at: number };

/** Those that have a place in the order change places among themselves. */
function inOrder(lanes: readonly Placed[], order: readonly string[] = []): readonly Placed[] {
  if (order.length === 0) return lanes;
  const ranks = new Map(order.map((key, rank) => [key, rank]));
  const rankOf = ({ lane }: Placed): number | undefined => ranks.get(lane.address);
  const ranked = lanes
    .filter((one) => rankOf(one) !== undefined)
    .toSorted((a, b) => (rankOf(a) ?? 0) - (rankOf(b) ?? 0));
  let next = 0;
  return lanes.map((one) => (rankOf(one) === undefined ? one : (ranked[next++] ?? one)));
}
