import type { CharacterSet } from './expression.ts';

const lastCodePoint = 0x10ffff;

/** In order, those that touch joined. */
export function joinRanges(ranges: CharacterSet): CharacterSet {
  const joined: [number, number][] = [];
  for (const [first, last] of ranges.toSorted((one, other) => one[0] - other[0])) {
    const before = joined.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

export function otherCharacters(set: CharacterSet): CharacterSet {
  const others: [number, number][] = [];
  let from = 0;
  for (const [first, last] of set) {
    if (first > from) others.push([from, first - 1]);
    from = last + 1;
  }
  if (from <= lastCodePoint) others.push([from, lastCodePoint]);
  return others;
}

export function hasCharacter(set: CharacterSet, codePoint: number): boolean {
  let [low, high] = [0, set.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    // `middle` lies between 0 and the last index.
    const [first, last] = set[middle]!;
    if (codePoint < first) high = middle - 1;
    else if (codePoint > last) low = middle + 1;
    else return true;
  }
  return false;
}

/** The set and the small letters of its capitals: texts are folded before they are compared. */
export function withSmallLetters(set: CharacterSet): CharacterSet {
  const small: [number, number][] = [];
  for (const [first, last] of set) {
    const [from, to] = [Math.max(first, 0x41), Math.min(last, 0x5a)];
    if (from <= to) small.push([from + 32, to + 32]);
    if (last < 0x80) continue;
    for (const [capital, letter] of capitals()) if (capital >= first && capital <= last) small.push([letter, letter]);
  }
  return joinRanges([...set, ...small]);
}

let capitalLetters: readonly (readonly [capital: number, small: number])[] | undefined;

/** Capitals beyond ASCII whose small form is one code point. There are none beyond plane 1. */
function capitals(): readonly (readonly [capital: number, small: number])[] {
  if (capitalLetters !== undefined) return capitalLetters;
  const found: [number, number][] = [];
  for (let capital = 0x80; capital < 0x20000; capital += 1) {
    if (capital >= 0xd800 && capital < 0xe000) continue;
    const folded = String.fromCodePoint(capital).toLowerCase();
    const small = folded.codePointAt(0) ?? capital;
    if (small !== capital && folded.length === (small > 0xffff ? 2 : 1)) found.push([capital, small]);
  }
  return (capitalLetters = found);
}

export const digits: CharacterSet = [[0x30, 0x39]];
export const wordCharacters: CharacterSet = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
/** As RE2 has them: without the vertical tab. */
export const spaces: CharacterSet = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
];
export const notLineFeed: CharacterSet = otherCharacters([[0x0a, 0x0a]]);
