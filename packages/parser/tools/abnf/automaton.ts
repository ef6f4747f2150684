import { type AbnfNode, walk } from './abnf-syntax.ts';
import type { AbnfGrammar, GrammarRule, ScopedNode } from './abnf-grammar.ts';

/** Bytes that an element of one byte takes: `set[byte]` is 1. */
export type ByteSet = Uint8Array;

/**
 * The states of an automaton that reads what an element derives. Rule names are written out, so a rule that holds itself (RFC 3261's
 * comment does) is followed `maxNesting` deep.
 */
export type Automaton = {
  readonly start: number;
  /** Of each state: the bytes it takes before it goes to `next`; undefined where it goes on without. */
  readonly sets: readonly (ByteSet | undefined)[];
  readonly next: readonly number[];
  /** A second way on, of a state that takes no byte; -1 where there is none. */
  readonly other: readonly number[];
};

/** The state in which all is read. */
export const accepted = 0;

const maxNesting = 24;

/** As deep as rules are followed that hold themselves by way of others, as attributes of SDP do: those multiply. */
const maxIndirectNesting = 3;

/** Builds the automaton of one element after the other from its end to its beginning. */
export function buildAutomaton(grammar: AbnfGrammar, start: ScopedNode): Automaton {
  return new AutomatonBuilder(grammar).build(start);
}

class AutomatonBuilder {
  readonly #grammar: AbnfGrammar;
  readonly #sets: (ByteSet | undefined)[] = [undefined];
  readonly #next: number[] = [-1];
  readonly #other: number[] = [-1];
  readonly #nesting = new Map<GrammarRule, number>();
  readonly #bytes: ByteSets;
  /** Bytes that nothing may hold where the automaton is built now, and the sets without them. */
  #excluded = '';
  readonly #withoutExcluded = new Map<string, Map<ByteSet, ByteSet>>();

  constructor(grammar: AbnfGrammar) {
    this.#grammar = grammar;
    this.#bytes = new ByteSets(grammar);
  }

  build(start: ScopedNode): Automaton {
    const first = this.#element(start, accepted);
    return { start: first, sets: this.#sets, next: this.#next, other: this.#other };
  }

  #state(set: ByteSet | undefined, next: number, other = -1): number {
    this.#sets.push(set === undefined || this.#excluded === '' ? set : this.#filtered(set));
    this.#next.push(next);
    this.#other.push(other);
    return this.#sets.length - 1;
  }

  /** The state from which an element is read, and behind it what is read from state `next`; -1 where nothing is. */
  #element({ node, rfc }: ScopedNode, next: number): number {
    if (next === -1) return -1;
    const set = this.#bytes.of({ node, rfc });
    if (set !== undefined) return this.#state(set, next);
    switch (node.kind) {
      case 'alternation':
        return this.#either(
          node.items.map((item) => ({ node: item, rfc })),
          next,
        );
      case 'concatenation':
        return node.items.reduceRight((after, item) => this.#element({ node: item, rfc }, after), next);
      case 'repetition':
        return this.#repetition(node, rfc, next);
      case 'text':
        return node.text.split('').reduceRight((after, character) => {
          return this.#state(characterSet(character, node.caseSensitive), after);
        }, next);
      case 'rule':
        return this.#rule(this.#grammar.rule(node.name, rfc), next);
      case 'without':
        return this.#without(node.bytes, { node: node.item, rfc }, next);
      case 'scheme':
        return this.#scheme(node.except, next);
      default:
        throw new Error(`RFC ${rfc}: ${node.kind} cannot be read: ${JSON.stringify(node)}`);
    }
  }

  #either(items: readonly ScopedNode[], next: number): number {
    let first = -1;
    for (const item of items.toReversed()) {
      const state = this.#element(item, next);
      if (state !== -1) first = first === -1 ? state : this.#state(undefined, state, first);
    }
    return first;
  }

  #repetition(node: { min: number; max: number; item: ScopedNode['node'] }, rfc: number, next: number): number {
    const item = { node: node.item, rfc };
    let first = next;
    if (node.max === Infinity) {
      first = this.#state(undefined, -1, next);
      const again = this.#element(item, first);
      this.#sets[first] = undefined;
      (this.#next as number[])[first] = again === -1 ? next : again;
    } else {
      for (let count = node.min; count < node.max; count++) {
        const once = this.#element(item, first);
        if (once !== -1) first = this.#state(undefined, once, next);
      }
    }
    for (let count = 0; count < node.min; count++) first = this.#element(item, first);
    return first;
  }

  #rule(rule: GrammarRule, next: number): number {
    const depth = this.#nesting.get(rule) ?? 0;
    if (depth === (holdsItself(rule) ? maxNesting : maxIndirectNesting)) return -1;
    this.#nesting.set(rule, depth + 1);
    const first = this.#either(rule.alternatives, next);
    this.#nesting.set(rule, depth);
    return first;
  }

  #filtered(set: ByteSet): ByteSet {
    let known = this.#withoutExcluded.get(this.#excluded);
    if (known === undefined) this.#withoutExcluded.set(this.#excluded, (known = new Map()));
    if (!known.has(set)) known.set(set, without(set, [...Buffer.from(this.#excluded, 'latin1')]));
    return known.get(set)!;
  }

  #without(bytes: string, item: ScopedNode, next: number): number {
    const outer = this.#excluded;
    this.#excluded += bytes;
    const first = this.#element(item, next);
    this.#excluded = outer;
    return first;
  }

  /** `scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )`, but none of some names. */
  #scheme(except: readonly string[], next: number): number {
    const any = this.#state(undefined, -1, next);
    (this.#next as number[])[any] = this.#state(schemeSet, any);
    const behind = (prefix: string): number => {
      const further = new Set(
        except.filter((name) => name.startsWith(prefix) && name !== prefix).map((name) => name.charAt(prefix.length)),
      );
      const others = prefix === '' ? letterSet : schemeSet;
      const ways = [this.#state(without(others, [...further].flatMap(bothCases)), any)];
      for (const letter of further) ways.push(this.#state(characterSet(letter, false), behind(prefix + letter)));
      if (prefix !== '' && !except.includes(prefix)) ways.push(next);
      return ways.reduce((one, other) => this.#state(undefined, one, other));
    };
    return behind('');
  }
}

const selfHolding = new WeakMap<GrammarRule, boolean>();

function holdsItself(rule: GrammarRule): boolean {
  let answer = selfHolding.get(rule);
  if (answer === undefined) {
    const { name, alternatives } = rule;
    answer = alternatives.some(({ node }) =>
      [...walk(node)].some((inner) => inner.kind === 'rule' && inner.name === name),
    );
    selfHolding.set(rule, answer);
  }
  return answer;
}

const letterSet: ByteSet = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(/[A-Za-z]/.test(String.fromCharCode(byte))),
);
const schemeSet: ByteSet = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(/[A-Za-z0-9+.-]/.test(String.fromCharCode(byte))),
);

function bothCases(letter: string): number[] {
  return [letter.toLowerCase().charCodeAt(0), letter.toUpperCase().charCodeAt(0)];
}

function without(set: ByteSet, bytes: readonly number[]): ByteSet {
  const rest = set.slice();
  for (const byte of bytes) rest[byte] = 0;
  return rest;
}

/** Says of elements which bytes they take, and keeps what it found. */
export class ByteSets {
  readonly #grammar: AbnfGrammar;
  readonly #ofRules = new Map<GrammarRule, ByteSet | undefined>();
  /** An element may mean different bytes in the scope of another RFC. */
  readonly #ofNodes = new Map<number, Map<AbnfNode, ByteSet | undefined>>();

  constructor(grammar: AbnfGrammar) {
    this.#grammar = grammar;
  }

  /** The bytes of an element that is always one byte; undefined for every other. */
  of({ node, rfc }: ScopedNode): ByteSet | undefined {
    let known = this.#ofNodes.get(rfc);
    if (known === undefined) this.#ofNodes.set(rfc, (known = new Map()));
    if (!known.has(node)) known.set(node, this.#find({ node, rfc }));
    return known.get(node);
  }

  #find({ node, rfc }: ScopedNode): ByteSet | undefined {
    switch (node.kind) {
      case 'range':
        return rangeSet(node.from, node.to);
      case 'text':
        return node.text.length === 1 ? characterSet(node.text, node.caseSensitive) : undefined;
      case 'alternation':
        return union(node.items.map((item) => this.of({ node: item, rfc })));
      case 'rule':
        return this.#ofRule(this.#grammar.rule(node.name, rfc));
      default:
        return undefined;
    }
  }

  #ofRule(rule: GrammarRule): ByteSet | undefined {
    if (!this.#ofRules.has(rule)) {
      this.#ofRules.set(rule, undefined);
      this.#ofRules.set(rule, union(rule.alternatives.map((item) => this.of(item))));
    }
    return this.#ofRules.get(rule);
  }
}

function rangeSet(from: number, to: number): ByteSet {
  if (to > 255) throw new Error(`no byte: ${to}`);
  return new Uint8Array(256).fill(1, from, to + 1);
}

const characterSets = new Map<string, ByteSet>();

function characterSet(character: string, caseSensitive: boolean): ByteSet {
  const key = `${character}${caseSensitive}`;
  const known = characterSets.get(key);
  if (known !== undefined) return known;
  const set = new Uint8Array(256);
  characterSets.set(key, set);
  set[character.charCodeAt(0)] = 1;
  if (!caseSensitive) {
    set[character.toLowerCase().charCodeAt(0)] = 1;
    set[character.toUpperCase().charCodeAt(0)] = 1;
  }
  return set;
}

function union(sets: readonly (ByteSet | undefined)[]): ByteSet | undefined {
  const all = new Uint8Array(256);
  for (const set of sets) {
    if (set === undefined) return undefined;
    for (let byte = 0; byte < 256; byte++) all[byte]! |= set[byte]!;
  }
  return all;
}
