import { type CharacterSet, isWordCharacter, type Regex } from './regex.ts';

/** Whether the expression is found anywhere in the text. */
export function searchRegex(regex: Regex, text: string): boolean {
  return new Search(regex, text).find();
}

class Search {
  readonly #regex: Regex;
  readonly #codes: readonly number[];
  /** The step in which a state was last entered: each is entered once a step. */
  readonly #entered: Int32Array;
  #isFound = false;

  constructor(regex: Regex, text: string) {
    this.#regex = regex;
    this.#codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
    this.#entered = new Int32Array(regex.states.length).fill(-1);
  }

  find(): boolean {
    const { states, start, ignoresCase } = this.#regex;
    let current: number[] = [];
    for (let at = 0; at <= this.#codes.length; at++) {
      // A match may begin at any character.
      this.#enter(start, at, current);
      if (this.#isFound) return true;
      const code = this.#codes[at];
      if (code === undefined) return false;
      const following: number[] = [];
      for (const number of current) {
        const state = states[number];
        if (state?.kind === 'take' && takes(state.takes, code, ignoresCase)) this.#enter(state.next, at + 1, following);
      }
      if (this.#isFound) return true;
      current = following;
    }
    return false;
  }

  /** Adds the states that are reached without a character. */
  #enter(first: number, at: number, into: number[]): void {
    const open = [first];
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      if (this.#entered[number] === at) continue;
      this.#entered[number] = at;
      const state = this.#regex.states[number];
      if (state === undefined) continue;
      if (state.kind === 'found') this.#isFound = true;
      else if (state.kind === 'take') into.push(number);
      else if (state.kind === 'split') open.push(state.other, state.next);
      else if (this.#holds(state.kind, at)) open.push(state.next);
    }
  }

  #holds(kind: 'begin' | 'end' | 'boundary' | 'no-boundary', at: number): boolean {
    if (kind === 'begin') return at === 0;
    if (kind === 'end') return at === this.#codes.length;
    const isBoundary = this.#isWordAt(at - 1) !== this.#isWordAt(at);
    return kind === 'boundary' ? isBoundary : !isBoundary;
  }

  #isWordAt(at: number): boolean {
    const code = this.#codes[at];
    return code !== undefined && isWordCharacter(code);
  }
}

function takes(set: CharacterSet, code: number, ignoresCase: boolean): boolean {
  if (!ignoresCase) return isIn(set, code);
  const character = String.fromCodePoint(code);
  const faces = [code, character.toLowerCase().codePointAt(0) ?? code, character.toUpperCase().codePointAt(0) ?? code];
  const isAmong = faces.some((face) => isIn({ ...set, isNegated: false }, face));
  return isAmong !== set.isNegated;
}

function isIn({ ranges, isNegated }: CharacterSet, code: number): boolean {
  return ranges.some(([from, to]) => code >= from && code <= to) !== isNegated;
}
