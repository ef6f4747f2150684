import { foldText } from '../fold-text.ts';
import {
  digits,
  joinRanges,
  notLineFeed,
  otherCharacters,
  spaces,
  withSmallLetters,
  wordCharacters,
} from './character-set.ts';
import { type CharacterSet, type Expression, ExpressionError } from './expression.ts';

/** How deep groups may stand in each other: what walks the tree calls itself no deeper. */
const maxGroups = 32;
/** As RE2 limits a counted repeat. */
const maxCount = 1000;
/** Places of characters in the expression, repeats counted out: what a text is compared with, one character after the other, at most. */
const maxPlaces = 1000;

/**
 * Reads a regular expression in the syntax RE2 and JavaScript share: characters, `.`, `[a-z]`, `\d \w \s` and their
 * capitals, `\b`, `^ $`, `|`, groups, `* + ?` and `{2,5}`. Letters match without case. What needs backtracking (references,
 * looking around) has no answer in linear time and is refused.
 *
 * @throws ExpressionError
 */
export function parseExpression(source: string): Expression {
  const expression = new ExpressionReader(source).read();
  if (placesIn(expression) > maxPlaces)
    throw new ExpressionError(
      `The expression is too large: repeats count as often as they repeat, ${maxPlaces} characters in all.`,
      [0, source.length],
    );
  return expression;
}

/** How many characters it is made of, repeats counted out. */
function placesIn(expression: Expression): number {
  switch (expression.kind) {
    case 'empty':
    case 'place':
    case 'characters':
      return 1;
    case 'sequence':
    case 'choice':
      return expression.parts.reduce((sum, part) => sum + placesIn(part), 1);
    case 'repeat':
      return placesIn(expression.part) * Math.max(1, expression.most ?? expression.least + 1);
  }
}

/** An open group: its choices so far, and what stands in the choice being read. */
type Group = { readonly at: number; readonly choices: Expression[]; sequence: Expression[] };

const unsupported = 'takes time without limit and is not read';

class ExpressionReader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(): Expression {
    const groups: Group[] = [{ at: 0, choices: [], sequence: [] }];
    // Letters match without case, whether it is asked for or not.
    if (this.#source.startsWith('(?i)')) this.#at = 4;
    while (this.#at < this.#source.length) this.#readNext(groups);
    const group = groups.pop();
    if (group === undefined || groups.length > 0) this.#fail('The “(” that opens here is not closed.', group?.at ?? 0);
    return closed(group);
  }

  #readNext(groups: Group[]): void {
    // One group is open as long as there is something to read.
    const group = groups.at(-1)!;
    const start = this.#at;
    const character = this.#take();
    switch (character) {
      case '(':
        return this.#openGroup(groups, start);
      case ')': {
        if (groups.length === 1) this.#fail('This “)” closes nothing.', start);
        groups.pop();
        groups.at(-1)?.sequence.push(this.#repeated(closed(group)));
        return;
      }
      case '|':
        group.choices.push(sequence(group.sequence));
        group.sequence = [];
        return;
      case '*':
      case '+':
      case '?':
        return this.#fail(`There is nothing before this “${character}” that could be repeated.`, start);
      default:
        group.sequence.push(this.#repeated(this.#atom(character, start)));
    }
  }

  #openGroup(groups: Group[], start: number): void {
    if (groups.length > maxGroups) this.#fail(`Groups may stand in each other ${maxGroups} deep.`, start);
    if (this.#source.startsWith('?:', this.#at)) this.#at += 2;
    else if (/^\?(?:<?[=!])/.test(this.#source.slice(this.#at, this.#at + 3)))
      this.#fail(`Looking ahead or behind ${unsupported}.`, start, start + 3);
    else if (this.#source[this.#at] === '?')
      this.#fail('Of groups that begin with “(?”, only “(?:” is read, and “(?i)” at the beginning.', start, start + 2);
    groups.push({ at: start, choices: [], sequence: [] });
  }

  #atom(character: string, start: number): Expression {
    switch (character) {
      case '^':
        return { kind: 'place', place: 'start' };
      case '$':
        return { kind: 'place', place: 'end' };
      case '.':
        return { kind: 'characters', set: notLineFeed };
      case '[':
        return { kind: 'characters', set: this.#class(start) };
      case '\\':
        return this.#escaped(start);
      case '{':
        return this.#fail('Write “\\{” for a brace, or something before it that is repeated.', start);
      default:
        return literal(character);
    }
  }

  #escaped(start: number): Expression {
    const character = this.#take();
    if (character === 'b') return { kind: 'place', place: 'boundary' };
    if (character === 'A') return { kind: 'place', place: 'start' };
    if (character === 'z') return { kind: 'place', place: 'end' };
    const set = this.#escapedSet(character, start);
    const [only] = set;
    if (set.length === 1 && only !== undefined && only[0] === only[1]) return literal(String.fromCodePoint(only[0]));
    return { kind: 'characters', set };
  }

  /** What stands after `\`: a class, or one character. */
  #escapedSet(character: string, start: number): CharacterSet {
    const set = classEscapes[character];
    if (set !== undefined) return set;
    const control = controlEscapes[character];
    if (control !== undefined) return [[control, control]];
    if (character === 'x' || character === 'u') return this.#hexadecimal(character, start);
    if (/^[1-9]$/.test(character)) this.#fail(`A reference to a group ${unsupported}.`, start, this.#at);
    if (character === '') this.#fail('Something must follow the “\\”.', start);
    if (/^[A-Za-z0-9]$/.test(character)) this.#fail(`“\\${character}” is not known.`, start, this.#at);
    const codePoint = character.codePointAt(0) ?? 0;
    return [[codePoint, codePoint]];
  }

  #hexadecimal(letter: string, start: number): CharacterSet {
    const rest = this.#source.slice(this.#at, this.#at + 10);
    const match = (
      letter === 'x' ? /^(?:([0-9a-f]{2})|\{([0-9a-f]{1,6})\})/i : /^(?:([0-9a-f]{4})|\{([0-9a-f]{1,6})\})/i
    ).exec(rest);
    const codePoint = Number.parseInt(match?.[1] ?? match?.[2] ?? '', 16);
    if (match === null || codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint < 0xe000))
      this.#fail(`A character by its number is written “\\x41”, “\\u0041” or “\\${letter}{1F4DE}”.`, start);
    this.#at += match[0].length;
    return [[codePoint, codePoint]];
  }

  /** After `[`. */
  #class(start: number): CharacterSet {
    const isOther = this.#source[this.#at] === '^';
    if (isOther) this.#at += 1;
    if (this.#source[this.#at] === ']')
      this.#fail('A class holds something: write “\\]” for a bracket.', start, this.#at + 1);
    const ranges: (readonly [number, number])[] = [];
    while (this.#source[this.#at] !== ']') ranges.push(...this.#classRange(start));
    this.#at += 1;
    const set = withSmallLetters(joinRanges(ranges));
    return isOther ? otherCharacters(set) : set;
  }

  #classRange(classStart: number): CharacterSet {
    const start = this.#at;
    const first = this.#classCharacters(classStart);
    const isRange = this.#source[this.#at] === '-' && this.#source[this.#at + 1] !== ']';
    if (!isRange || this.#at + 1 >= this.#source.length) return first;
    this.#at += 1;
    const last = this.#classCharacters(classStart);
    const [from, to] = [onlyOf(first), onlyOf(last)];
    if (from === undefined || to === undefined || from > to)
      this.#fail('A range goes from a character to one after it.', start, this.#at);
    return [[from, to]];
  }

  #classCharacters(classStart: number): CharacterSet {
    const start = this.#at;
    const character = this.#take();
    if (character === '') this.#fail('The “[” that opens here is not closed.', classStart);
    if (character === '[' && this.#source[this.#at] === ':')
      this.#fail('Classes by name are not read: write “\\d”, “\\w”, “\\s” or a range.', start, start + 2);
    if (character === '\\') {
      const escaped = this.#take();
      return escaped === 'b' ? [[8, 8]] : this.#escapedSet(escaped, start);
    }
    const codePoint = character.codePointAt(0) ?? 0;
    return [[codePoint, codePoint]];
  }

  /** With the repeat after it; whether it takes few or many is no matter to whether it matches. */
  #repeated(part: Expression): Expression {
    const start = this.#at;
    const match = /^(?:[*+?]|\{(\d{1,6})(?:(,)(\d{0,6}))?\})/.exec(this.#source.slice(start, start + 20));
    if (match === null) return part;
    this.#at += match[0].length;
    if (this.#source[this.#at] === '?') this.#at += 1;
    if (/^(?:[*+?]|\{\d)/.test(this.#source.slice(this.#at, this.#at + 2)))
      this.#fail('A repeat cannot be repeated: put it in parentheses.', this.#at);
    const [least, most] = counts(match);
    if (least > maxCount || (most !== undefined && (most > maxCount || most < least)))
      this.#fail(`A repeat counts from a number to one that is not less, ${maxCount} at most.`, start, this.#at);
    return { kind: 'repeat', part, least, most };
  }

  #take(): string {
    const codePoint = this.#source.codePointAt(this.#at);
    if (codePoint === undefined) return '';
    const character = String.fromCodePoint(codePoint);
    this.#at += character.length;
    return character;
  }

  #fail(message: string, start: number, end = start + 1): never {
    throw new ExpressionError(message, [start, Math.min(Math.max(end, start + 1), this.#source.length)]);
  }
}

const classEscapes: Readonly<Record<string, CharacterSet>> = Object.assign(Object.create(null) as object, {
  d: digits,
  D: otherCharacters(digits),
  w: wordCharacters,
  W: otherCharacters(wordCharacters),
  s: spaces,
  S: otherCharacters(spaces),
});
const controlEscapes: Readonly<Record<string, number>> = Object.assign(Object.create(null) as object, {
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
});

function counts([sign, least, comma, most]: RegExpExecArray): readonly [least: number, most: number | undefined] {
  if (sign === '*') return [0, undefined];
  if (sign === '+') return [1, undefined];
  if (sign === '?') return [0, 1];
  const from = Number(least);
  if (comma === undefined) return [from, from];
  return [from, most === '' ? undefined : Number(most)];
}

/** A character as it stands in a folded text, which may be more than one. */
function literal(character: string): Expression {
  const parts = Array.from(foldText(character), (one): Expression => {
    const codePoint = one.codePointAt(0) ?? 0;
    return { kind: 'characters', set: [[codePoint, codePoint]] };
  });
  return sequence(parts);
}

function onlyOf(set: CharacterSet): number | undefined {
  const [only] = set;
  return set.length === 1 && only !== undefined && only[0] === only[1] ? only[0] : undefined;
}

function sequence(parts: readonly Expression[]): Expression {
  const [only] = parts;
  if (only === undefined) return { kind: 'empty' };
  return parts.length === 1 ? only : { kind: 'sequence', parts };
}

function closed(group: Group): Expression {
  const last = sequence(group.sequence);
  return group.choices.length === 0 ? last : { kind: 'choice', parts: [...group.choices, last] };
}
