import type { CharacterSet, Regex, State } from './regex.ts';
import { dotSet, escapedSet, literalSet, readClass } from './read-class.ts';

/** A machine of more states is refused: `(a{1000}){1000}` is short to write. */
const mostStates = 5000;
/** Brackets in brackets beyond these are refused. */
const deepest = 50;

/** Reads an expression in the syntax of JavaScript. What needs backtracking (`\1`, `(?=…)`) is refused: throws an error that says so. */
export function readRegex(source: string, ignoresCase: boolean): Regex {
  return new RegexReader(source).read(ignoresCase);
}

/** A piece of the machine: where it begins, and the places that go on to what follows it. */
type Piece = { readonly start: number; readonly ends: readonly ((next: number) => void)[] };

class RegexReader {
  readonly #characters: readonly string[];
  readonly #states: State[] = [];
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#characters = Array.from(source);
  }

  read(ignoresCase: boolean): Regex {
    const whole = this.#choices();
    if (this.#at < this.#characters.length) throw new Error(`unexpected ${this.#characters[this.#at]} in a pattern`);
    join(whole, this.#add({ kind: 'found' }));
    return { states: this.#states, start: whole.start, ignoresCase };
  }

  /** `a|b`. The reader goes into itself for brackets only, and those are bounded. */
  #choices(): Piece {
    let piece = this.#sequence();
    while (this.#skip('|')) {
      const other = this.#sequence();
      const start = this.#add({ kind: 'split', next: piece.start, other: other.start });
      piece = { start, ends: [...piece.ends, ...other.ends] };
    }
    return piece;
  }

  #sequence(): Piece {
    let whole = this.#nothing();
    while (this.#at < this.#characters.length && this.#peek() !== '|' && this.#peek() !== ')') {
      whole = chain(whole, this.#repeated());
    }
    return whole;
  }

  /** One thing, and how often. It is read again for each time it is there. */
  #repeated(): Piece {
    const from = this.#at;
    const first = this.#single();
    const after = this.#at;
    const [fewest, most] = this.#times() ?? [1, 1];
    const end = this.#at;
    if (this.#times() !== undefined) throw new Error('a pattern repeats a repetition');
    if (fewest === 1 && most === 1) return first;
    const again = (): Piece => {
      this.#at = from;
      return this.#single();
    };
    let piece = this.#required(first, again, fewest);
    if (most === Number.POSITIVE_INFINITY) piece = chain(piece, this.#loop(fewest === 0 ? first : again()));
    else piece = this.#optional(piece, { first, again, from: fewest, to: most });
    this.#at = end;
    if (after > end) throw new Error('a pattern ends within a repetition');
    return piece;
  }

  #required(first: Piece, again: () => Piece, fewest: number): Piece {
    if (fewest === 0) return this.#nothing();
    let piece = first;
    for (let i = 1; i < fewest; i++) piece = chain(piece, again());
    return piece;
  }

  #optional(
    required: Piece,
    { first, again, from, to }: { first: Piece; again: () => Piece; from: number; to: number },
  ): Piece {
    let piece = required;
    for (let i = from; i < to; i++) piece = chain(piece, this.#maybe(i === 0 ? first : again()));
    return piece;
  }

  #loop(inner: Piece): Piece {
    const split = this.#split(inner.start);
    join(inner, split.number);
    return { start: split.number, ends: [split.leave] };
  }

  #maybe(inner: Piece): Piece {
    const split = this.#split(inner.start);
    return { start: split.number, ends: [...inner.ends, split.leave] };
  }

  #split(next: number): { readonly number: number; readonly leave: (next: number) => void } {
    const state: State & { kind: 'split' } = { kind: 'split', next, other: -1 };
    const number = this.#add(state);
    return { number, leave: (other) => (state.other = other) };
  }

  /** `*`, `+`, `?`, `{2}`, `{2,}`, `{2,5}`; that as little as possible is taken (`*?`) makes no difference to whether there is any. */
  #times(): readonly [fewest: number, most: number] | undefined {
    const times = this.#readTimes();
    if (times !== undefined) this.#skip('?');
    return times;
  }

  #readTimes(): readonly [number, number] | undefined {
    if (this.#skip('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#skip('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#skip('?')) return [0, 1];
    const [whole, fewest, comma, most] =
      /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(this.#characters.slice(this.#at, this.#at + 11).join('')) ?? [];
    if (whole === undefined) return undefined;
    this.#at += whole.length;
    const from = Number(fewest);
    const to = comma === '' ? from : most === '' ? Number.POSITIVE_INFINITY : Number(most);
    if (to < from) throw new Error(`a pattern repeats ${whole}`);
    return [from, to];
  }

  #single(): Piece {
    const character = this.#next();
    if (character === '(') return this.#group();
    if (character === '[') {
      const { set, end } = readClass(this.#characters, this.#at);
      this.#at = end;
      return this.#take(set);
    }
    if (character === '.') return this.#take(dotSet);
    if (character === '^') return this.#condition('begin');
    if (character === '$') return this.#condition('end');
    if (character === '\\') return this.#escaped();
    if ('*+?'.includes(character)) throw new Error(`a pattern has nothing before ${character}`);
    return this.#take(literalSet(character));
  }

  #group(): Piece {
    if (++this.#depth > deepest) throw new Error('a pattern has too many brackets in brackets');
    if (this.#skip('?') && !this.#skip(':')) throw new Error('a pattern cannot look around or name its groups');
    const inner = this.#choices();
    if (!this.#skip(')')) throw new Error('a pattern lacks )');
    this.#depth--;
    return inner;
  }

  #escaped(): Piece {
    const { set, end } = escapedSet(this.#characters, this.#at);
    const character = this.#characters[this.#at] ?? '';
    if (set !== undefined) {
      this.#at = end;
      return this.#take(set);
    }
    this.#at++;
    if (character === 'b') return this.#condition('boundary');
    if (character === 'B') return this.#condition('no-boundary');
    throw new Error(`a pattern cannot have \\${character}`);
  }

  #take(takes: CharacterSet): Piece {
    const state: State & { kind: 'take' } = { kind: 'take', takes, next: -1 };
    return { start: this.#add(state), ends: [(next) => (state.next = next)] };
  }

  #condition(kind: 'begin' | 'end' | 'boundary' | 'no-boundary'): Piece {
    const state: State & { kind: typeof kind } = { kind, next: -1 };
    return { start: this.#add(state), ends: [(next) => (state.next = next)] };
  }

  /** A state that both goes and does not go elsewhere: it only goes on. */
  #nothing(): Piece {
    const state: State & { kind: 'split' } = { kind: 'split', next: -1, other: -1 };
    return { start: this.#add(state), ends: [(next) => (state.next = state.other = next)] };
  }

  #add(state: State): number {
    if (this.#states.length >= mostStates) throw new Error('a pattern is too large');
    return this.#states.push(state) - 1;
  }

  #peek(): string | undefined {
    return this.#characters[this.#at];
  }

  #next(): string {
    const character = this.#characters[this.#at++];
    if (character === undefined) throw new Error('a pattern ends too early');
    return character;
  }

  #skip(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at++;
    return true;
  }
}

function join({ ends }: Piece, next: number): void {
  for (const end of ends) end(next);
}

function chain(first: Piece, second: Piece): Piece {
  join(first, second.start);
  return { start: first.start, ends: second.ends };
}
