import type { DtmfSource } from '../rows.ts';
import type { KeyPress } from './key-press.ts';

/** Reports of one key press come within so long of each other, beside the time that the key was held. */
const sameNs = 500e6;
/** And never later, however long it was held. */
const latestNs = 5e9;
/** What several keys are told of at once comes no later than so long after the last of them. */
const collectedNs = 60e9;

/** A key press, with all the ways in which it is told. */
export type MergedPress = {
  readonly digits: string;
  readonly timeNs: number;
  durationMs: number | undefined;
  readonly source: DtmfSource;
  readonly sources: DtmfSource[];
  from: KeyPress['from'];
  readonly frames: number[];
  readonly ways: (number | string)[];
};

/** Puts together what tells of the same key press: each way tells of it once, and all in the same order. */
export function mergeKeyPresses(presses: readonly KeyPress[]): readonly MergedPress[] {
  const merged: MergedPress[] = [];
  for (const press of presses.toSorted((a, b) => a.timeNs - b.timeNs)) {
    const [one] = sameIn(merged, press);
    if (one !== undefined) add(one, press);
    else if (press.digits.length > 1 && press.digits !== 'flash') addSeveral(merged, press);
    else merged.push(begin(press));
  }
  return merged;
}

/** The earliest that it may tell of; none where there is none. */
function sameIn(merged: readonly MergedPress[], press: KeyPress): readonly MergedPress[] {
  let found: MergedPress | undefined;
  for (let at = merged.length - 1; at >= 0; at--) {
    const one = merged[at]!;
    const passedNs = press.timeNs - one.timeNs;
    if (passedNs > latestNs) break;
    if (passedNs <= sameNs + (one.durationMs ?? 0) * 1e6 && mayBeSame(one, press)) found = one;
  }
  return found === undefined ? [] : [found];
}

function mayBeSame(one: MergedPress, press: KeyPress): boolean {
  return one.digits === press.digits && areOfOneSide(one, press) && !one.ways.includes(press.way);
}

function areOfOneSide(one: Pick<KeyPress, 'from'>, other: Pick<KeyPress, 'from'>): boolean {
  return one.from === undefined || other.from === undefined || one.from === other.from;
}

/** Keys that were collected before they are told: those that were told one by one are the same. */
function addSeveral(merged: MergedPress[], press: KeyPress): void {
  const last: MergedPress[] = [];
  for (let at = merged.length - 1; at >= 0 && last.length < press.digits.length; at--) {
    const one = merged[at]!;
    if (press.timeNs - one.timeNs > collectedNs) break;
    if (one.digits.length === 1 && areOfOneSide(one, press)) last.unshift(one);
  }
  if (last.map(({ digits }) => digits).join('') !== press.digits || last.some(({ ways }) => ways.includes(press.way)))
    merged.push(begin(press));
  else for (const one of last) add(one, { ...press, durationMs: undefined });
}

function begin({ digits, timeNs, durationMs, source, from, frames, way }: KeyPress): MergedPress {
  return { digits, timeNs, durationMs, source, sources: [source], from, frames: [...frames], ways: [way] };
}

function add(one: MergedPress, press: KeyPress): void {
  one.durationMs ??= press.durationMs;
  one.from ??= press.from;
  one.ways.push(press.way);
  if (!one.sources.includes(press.source)) one.sources.push(press.source);
  for (const frame of press.frames) if (!one.frames.includes(frame)) one.frames.push(frame);
}
