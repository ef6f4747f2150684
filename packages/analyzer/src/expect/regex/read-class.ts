import type { CharacterSet } from './regex.ts';

type Range = readonly [from: number, to: number];

const last = 0x10ffff;
const digits: readonly Range[] = [[0x30, 0x39]];
const wordCharacters: readonly Range[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const blanks: readonly Range[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
];

const classes: Readonly<Record<string, readonly Range[]>> = {
  d: digits,
  D: others(digits),
  w: wordCharacters,
  W: others(wordCharacters),
  s: blanks,
  S: others(blanks),
};

const controls: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09, f: 0x0c, v: 0x0b, 0: 0 };

/** Any character but the ends of lines. */
export const dotSet: CharacterSet = {
  ranges: [
    [0x0a, 0x0a],
    [0x0d, 0x0d],
    [0x2028, 0x2029],
  ],
  isNegated: true,
};

export function literalSet(character: string): CharacterSet {
  const code = character.codePointAt(0) ?? 0;
  return { ranges: [[code, code]], isNegated: false };
}

/** What stands behind a backslash: a class, or a character. No set: something else. */
export function escapedSet(
  characters: readonly string[],
  at: number,
): { readonly set: CharacterSet | undefined; readonly end: number } {
  const character = characters[at];
  if (character === undefined) throw new Error('a pattern ends with \\');
  const ranges = Object.hasOwn(classes, character) ? classes[character] : undefined;
  if (ranges !== undefined) return { set: { ranges, isNegated: false }, end: at + 1 };
  const { code, end } = characterCode(characters, at);
  return { set: code === undefined ? undefined : { ranges: [[code, code]], isNegated: false }, end };
}

/** `\n`, `\x41`, `\u0041`, `\.`: letters and digits that mean nothing of that are no character. */
function characterCode(
  characters: readonly string[],
  at: number,
): { readonly code: number | undefined; readonly end: number } {
  const character = characters[at] ?? '';
  const digits = character === 'x' ? 2 : character === 'u' ? 4 : 0;
  if (digits > 0) {
    const text = characters.slice(at + 1, at + 1 + digits).join('');
    if (!/^[0-9a-f]+$/i.test(text) || text.length !== digits)
      throw new Error(`a pattern cannot have \\${character}${text}`);
    return { code: Number.parseInt(text, 16), end: at + 1 + digits };
  }
  if (Object.hasOwn(controls, character)) return { code: controls[character], end: at + 1 };
  return { code: /[0-9A-Za-z]/.test(character) ? undefined : (character.codePointAt(0) ?? 0), end: at + 1 };
}

/** `[a-z_]`, `[^\s]`, from behind the bracket. */
export function readClass(
  characters: readonly string[],
  start: number,
): { readonly set: CharacterSet; readonly end: number } {
  const isNegated = characters[start] === '^';
  let at = isNegated ? start + 1 : start;
  const ranges: Range[] = [];
  while (characters[at] !== ']') {
    const from = readOne(characters, at);
    at = from.end;
    if (from.code !== undefined && characters[at] === '-' && characters[at + 1] !== ']') {
      const to = readOne(characters, at + 1);
      if (to.code === undefined || to.code < from.code) throw new Error('a pattern has a range that is none');
      ranges.push([from.code, to.code]);
      at = to.end;
    } else ranges.push(...from.ranges);
  }
  return { set: { ranges, isNegated }, end: at + 1 };
}

function readOne(
  characters: readonly string[],
  at: number,
): { readonly code: number | undefined; readonly ranges: readonly Range[]; readonly end: number } {
  const character = characters[at];
  if (character === undefined) throw new Error('a pattern lacks ]');
  if (character !== '\\') {
    const code = character.codePointAt(0) ?? 0;
    return { code, ranges: [[code, code]], end: at + 1 };
  }
  const escaped = characters[at + 1] ?? '';
  // Within brackets it is a backspace.
  if (escaped === 'b') return { code: 8, ranges: [[8, 8]], end: at + 2 };
  const { set, end } = escapedSet(characters, at + 1);
  if (set === undefined) throw new Error(`a pattern cannot have \\${escaped}`);
  const isClass = Object.hasOwn(classes, escaped);
  return { code: isClass ? undefined : set.ranges[0]?.[0], ranges: set.ranges, end };
}

function others(ranges: readonly Range[]): readonly Range[] {
  const gaps: Range[] = [];
  let from = 0;
  for (const [start, end] of ranges) {
    if (start > from) gaps.push([from, start - 1]);
    from = end + 1;
  }
  return [...gaps, [from, last]];
}
