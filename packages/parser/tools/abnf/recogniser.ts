import type { AbnfGrammar, ScopedNode } from './abnf-grammar.ts';
import { accepted, type Automaton, buildAutomaton, type ByteSet } from './automaton.ts';

/** As many sets of states are remembered before all are forgotten. */
const maxRemembered = 20_000;

const unknown = -2;
const dead = -1;

/**
 * Says whether an element of ABNF derives a value. Reads each byte once: all states in which the automaton may be are followed together,
 * and each set of states met is remembered with where its bytes lead.
 */
export class Recogniser {
  readonly #automaton: Automaton;
  readonly #classes: Uint8Array;
  readonly #representatives: readonly number[];
  #stateSets: (readonly number[])[] = [];
  #accepting: boolean[] = [];
  #moves: Int32Array[] = [];
  #numbers = new Map<string, number>();
  readonly #seen: Int32Array;
  #stamp = 0;

  constructor(grammar: AbnfGrammar, start: ScopedNode) {
    this.#automaton = buildAutomaton(grammar, start);
    const { classes, representatives } = classesOf(this.#automaton.sets);
    this.#classes = classes;
    this.#representatives = representatives;
    this.#seen = new Int32Array(this.#automaton.sets.length);
    this.#forget();
  }

  /** How many states the automaton has. */
  get size(): number {
    return this.#automaton.sets.length;
  }

  /** Whether the whole value is derived. */
  accepts(value: Uint8Array): boolean {
    const { state, at } = this.#run(value);
    return at === value.length && this.#accepting[state]!;
  }

  /** Offset of the first byte with which no derivation can go on; the length where there is none. */
  reach(value: Uint8Array): number {
    return this.#run(value).at;
  }

  #run(value: Uint8Array): { state: number; at: number } {
    if (this.#stateSets.length > maxRemembered) this.#forget();
    let state = 0;
    for (let at = 0; at < value.length; at++) {
      const byteClass = this.#classes[value[at]!]!;
      let next = this.#moves[state]![byteClass]!;
      if (next === unknown) next = this.#move(state, byteClass);
      if (next === dead) return { state, at };
      state = next;
    }
    return { state, at: value.length };
  }

  #forget(): void {
    this.#stateSets = [];
    this.#accepting = [];
    this.#moves = [];
    this.#numbers = new Map();
    this.#number(this.#closure([this.#automaton.start]));
  }

  #move(from: number, byteClass: number): number {
    const byte = this.#representatives[byteClass]!;
    const { sets, next } = this.#automaton;
    const targets: number[] = [];
    for (const state of this.#stateSets[from]!) {
      if (state !== accepted && sets[state]![byte] === 1) targets.push(next[state]!);
    }
    const to = targets.length === 0 ? dead : this.#number(this.#closure(targets));
    this.#moves[from]![byteClass] = to;
    return to;
  }

  /** The states that take a byte, or accept, reached from some states without a byte. */
  #closure(from: readonly number[]): number[] {
    const { sets, next, other } = this.#automaton;
    const stamp = ++this.#stamp;
    const waiting = from.filter((state) => state !== -1);
    const reached: number[] = [];
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
      if (this.#seen[state] === stamp) continue;
      this.#seen[state] = stamp;
      if (state === accepted || sets[state] !== undefined) reached.push(state);
      else {
        if (next[state] !== -1) waiting.push(next[state]!);
        if (other[state] !== -1) waiting.push(other[state]!);
      }
    }
    return reached.toSorted((a, b) => a - b);
  }

  #number(states: readonly number[]): number {
    const key = states.join(' ');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#stateSets.length;
    this.#numbers.set(key, number);
    this.#stateSets.push(states);
    this.#accepting.push(states[0] === accepted);
    this.#moves.push(new Int32Array(this.#representatives.length).fill(unknown));
    return number;
  }
}

/** Bytes that no set tells apart are one class. */
function classesOf(sets: readonly (ByteSet | undefined)[]): { classes: Uint8Array; representatives: number[] } {
  const classes = new Uint8Array(256);
  let count = 1;
  for (const set of new Set(sets)) {
    if (set === undefined) continue;
    const split = new Map<number, number>();
    for (let byte = 0; byte < 256; byte++) {
      const pair = classes[byte]! * 2 + set[byte]!;
      if (!split.has(pair)) split.set(pair, split.size);
      classes[byte] = split.get(pair)!;
    }
    count = split.size;
  }
  const representatives = Array.from({ length: count }, (_, number) => classes.indexOf(number));
  return { classes, representatives };
}
