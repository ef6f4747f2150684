import type { Pair } from './align.ts';

/** Of the places that are left when what both begin and end with is taken away: more of them are paired by their keys alone. */
const mostCells = 4_100_000;

/** Like `Pair`; `moved` where both have it, but in another order. */
export type AlignedPair<One> = Pair<One> & { readonly moved?: true };

/** How the members of a sequence are read. */
export type SequenceReader<One> = {
  /** The same of those that belong together. */
  readonly keyOf: (one: One) => string;
  /** The same of those that stand in each other's place, between the same neighbours; undefined of what nothing can stand for. */
  readonly likeOf: (one: One) => string | undefined;
  readonly timeOf: (one: One) => number;
};

/**
 * Two sequences by the longest they have in common, whichever of them is the left one: swapping them swaps each pair and nothing else. What is left over with the same
 * key on both sides is paired as `moved`, at the place of the earlier.
 */
export function alignSequences<One>(
  left: readonly One[],
  right: readonly One[],
  reader: SequenceReader<One>,
): readonly AlignedPair<One>[] {
  const [a, b] = [left.map(reader.keyOf), right.map(reader.keyOf)];
  const isSwapped = a.join('\n') > b.join('\n');
  const common = isSwapped ? longestCommon(b, a).map(([i, j]) => [j, i] as const) : longestCommon(a, b);
  const moved = pairRest(a, b, common);
  const alike = pairRest(left.map(reader.likeOf), right.map(reader.likeOf), [...common, ...moved]);
  return inOrder(left, right, { common, moved: new Map(moved), alike: new Map(alike) }, reader);
}

/** Places of the longest common subsequence: what both begin with and end with needs no table. */
function longestCommon(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const most = Math.min(a.length, b.length);
  let head = 0;
  while (head < most && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < most - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [rows, columns] = [a.length - head - tail, b.length - head - tail];
  const pairs: (readonly [number, number])[] = [];
  for (let at = 0; at < head; at++) pairs.push([at, at]);
  if ((rows + 1) * (columns + 1) <= mostCells)
    for (const [i, j] of tableCommon(a.slice(head, head + rows), b.slice(head, head + columns)))
      pairs.push([head + i, head + j]);
  for (let at = 0; at < tail; at++) pairs.push([a.length - tail + at, b.length - tail + at]);
  return pairs;
}

function tableCommon(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const found: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) found.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return found;
}

/** By place on the left, the place on the right, of those that are not paired yet and have the same key: the first with the first. */
function pairRest(
  left: readonly (string | undefined)[],
  right: readonly (string | undefined)[],
  paired: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  const [takenLeft, takenRight] = [new Set(paired.map(([i]) => i)), new Set(paired.map(([, j]) => j))];
  const free = new Map<string, number[]>();
  for (const [at, key] of right.entries()) {
    if (key === undefined || takenRight.has(at)) continue;
    const places = free.get(key);
    if (places === undefined) free.set(key, [at]);
    else places.push(at);
  }
  for (const places of free.values()) places.reverse();
  return left.flatMap((key, at) => {
    const place = key === undefined || takenLeft.has(at) ? undefined : free.get(key)?.pop();
    return place === undefined ? [] : [[at, place] as const];
  });
}

/** What lies between two that are common; whichever side it is on, the earlier first. */
function inOrder<One>(
  left: readonly One[],
  right: readonly One[],
  { common, moved, alike }: Paired,
  reader: SequenceReader<One>,
): readonly AlignedPair<One>[] {
  const gaps: AlignedPair<One>[][] = Array.from({ length: common.length + 1 }, () => []);
  const [leftCommon, rightCommon] = [common.map(([i]) => i), common.map(([, j]) => j)];
  const [ofLeft, ofRight] = [gapsOf(left.length, leftCommon), gapsOf(right.length, rightCommon)];
  const [skipLeft, skipRight] = [new Set(leftCommon), new Set([...rightCommon, ...moved.values(), ...alike.values()])];
  for (const [at, one] of left.entries()) {
    if (skipLeft.has(at)) continue;
    const place = moved.get(at) ?? alike.get(at);
    const other = place === undefined ? undefined : right[place];
    const gap = Math.min(ofLeft[at] ?? 0, place === undefined ? Infinity : (ofRight[place] ?? 0));
    const pair = other === undefined ? { left: one } : { left: one, right: other };
    gaps[gap]?.push(moved.has(at) ? { ...pair, moved: true } : pair);
  }
  for (const [at, one] of right.entries()) if (!skipRight.has(at)) gaps[ofRight[at] ?? 0]?.push({ right: one });
  return gaps.flatMap((gap, at) => {
    const [one, other] = [left[common[at]?.[0] ?? -1], right[common[at]?.[1] ?? -1]];
    const between = byTime(gap, reader);
    return one === undefined || other === undefined ? between : [...between, { left: one, right: other }];
  });
}

/** By place on the left, the place on the right. */
type Paired = {
  readonly common: readonly (readonly [number, number])[];
  readonly moved: ReadonlyMap<number, number>;
  readonly alike: ReadonlyMap<number, number>;
};

/** Of each place, how many of those that are common stand before it. */
function gapsOf(length: number, common: readonly number[]): readonly number[] {
  let before = 0;
  return Array.from({ length }, (_, at) => {
    const gap = before;
    if (common[before] === at) before++;
    return gap;
  });
}

function byTime<One>(
  gap: readonly AlignedPair<One>[],
  { keyOf, timeOf }: SequenceReader<One>,
): readonly AlignedPair<One>[] {
  if (gap.length < 2) return gap;
  const timed = gap.map((pair) => {
    const both = [pair.left, pair.right].filter((one) => one !== undefined);
    return { pair, time: Math.min(...both.map(timeOf)), key: both.map(keyOf).toSorted().join('\n') };
  });
  timed.sort((one, other) => one.time - other.time || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  return timed.map(({ pair }) => pair);
}
