import type { AbnfGrammar, GrammarRule, ScopedNode } from './abnf-grammar.ts';
import { type ByteSet, ByteSets } from './automaton.ts';

/** Behind as many elements a derivation takes the shortest way to its end. */
const maxElements = 400;

const plain = 'abcXYZ0123456789'.split('').map((character) => character.charCodeAt(0));

/** What stands for linear white space: a blank mostly, at times a tab or a fold. */
const blanks = [' ', ' ', ' ', ' ', '  ', '\t', '\r\n ', ' \r\n\t'];

const schemes = ['http', 'https', 'urn', 'mailto', 'x', 's', 'si', 'sipx', 'te', 'tel2', 'a+b-c.d'];

/** Derives random values of an element: every one of them is right by the ABNF. */
export class ValueMaker {
  readonly #grammar: AbnfGrammar;
  readonly #random: () => number;
  readonly #sets: ByteSets;
  readonly #lengths = new Map<GrammarRule, number>();
  #bytes: number[] = [];
  #left = 0;

  constructor(grammar: AbnfGrammar, random: () => number) {
    this.#grammar = grammar;
    this.#random = random;
    this.#sets = new ByteSets(grammar);
  }

  make(start: ScopedNode): Uint8Array {
    this.#bytes = [];
    this.#left = maxElements;
    this.#element(start);
    return Uint8Array.from(this.#bytes);
  }

  #element(scoped: ScopedNode): void {
    const { node, rfc } = scoped;
    this.#left--;
    const set = this.#sets.of(scoped);
    if (set !== undefined) return this.#byte(set);
    switch (node.kind) {
      case 'alternation':
        return this.#oneOf(node.items.map((item) => ({ node: item, rfc })));
      case 'concatenation':
        for (const item of node.items) this.#element({ node: item, rfc });
        return;
      case 'repetition':
        return this.#repeat(node.min, node.max, { node: node.item, rfc });
      case 'text':
        return this.#text(node.text);
      case 'rule':
        return this.#rule(this.#grammar.rule(node.name, rfc));
      case 'without':
        return this.#element({ node: node.item, rfc });
      case 'scheme':
        return this.#text(this.#pick(schemes));
      default:
        throw new Error(`RFC ${rfc}: ${node.kind} derives nothing`);
    }
  }

  #rule(rule: GrammarRule): void {
    if (rule.name === 'LWS') return this.#text(this.#pick(blanks));
    if (rule.name === 'SWS') return this.#random() < 0.85 ? undefined : this.#text(this.#pick(blanks));
    this.#oneOf(rule.alternatives);
  }

  #oneOf(items: readonly ScopedNode[]): void {
    if (this.#left > 0) return this.#element(this.#pick(items));
    let shortest = items[0]!;
    for (const item of items) if (this.#length(item) < this.#length(shortest)) shortest = item;
    this.#element(shortest);
  }

  #repeat(min: number, max: number, item: ScopedNode): void {
    let count = min;
    while (count < max && this.#left > 0 && this.#random() < (count < 8 ? 0.5 : 0.3)) count++;
    for (let time = 0; time < count; time++) this.#element(item);
  }

  #byte(set: ByteSet): void {
    const usual = this.#pick(plain);
    if (set[usual] === 1 && this.#random() < 0.8) this.#bytes.push(usual);
    else {
      const members = [...set.keys()].filter((byte) => set[byte] === 1);
      this.#bytes.push(this.#pick(members));
    }
  }

  #text(text: string): void {
    for (let at = 0; at < text.length; at++) this.#bytes.push(text.charCodeAt(at));
  }

  /** The fewest bytes that an element derives. */
  #length({ node, rfc }: ScopedNode): number {
    switch (node.kind) {
      case 'alternation':
        return Math.min(...node.items.map((item) => this.#length({ node: item, rfc })));
      case 'concatenation':
        return node.items.reduce((sum, item) => sum + this.#length({ node: item, rfc }), 0);
      case 'repetition':
        return node.min === 0 ? 0 : node.min * this.#length({ node: node.item, rfc });
      case 'rule':
        return this.#lengthOfRule(this.#grammar.rule(node.name, rfc));
      case 'text':
        return node.text.length;
      case 'without':
        return this.#length({ node: node.item, rfc });
      default:
        return 1;
    }
  }

  #lengthOfRule(rule: GrammarRule): number {
    const known = this.#lengths.get(rule);
    if (known !== undefined) return known;
    this.#lengths.set(rule, 1_000);
    const length = Math.min(...rule.alternatives.map((item) => this.#length(item)));
    this.#lengths.set(rule, length);
    return length;
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.#random() * items.length)] as Item;
  }
}
