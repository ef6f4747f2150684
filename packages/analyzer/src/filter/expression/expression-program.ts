import { hasCharacter, wordCharacters } from './character-set.ts';
import type { CharacterSet, Expression, Place } from './expression.ts';

/** One step: take a character, go two ways, pass a place, or be done. `next` and `other` are numbers of steps. */
type Step =
  | { readonly kind: 'characters'; readonly set: CharacterSet; next: number }
  | { readonly kind: 'ways'; next: number; other: number }
  | { readonly kind: 'place'; readonly place: Place; next: number }
  | { readonly kind: 'found' };

/**
 * Compares texts with an expression by walking all its ways at once (Thompson 1968, as in R. Pike's editor sam): each
 * character of a text is looked at once at each step at most, so the time is bounded by their product.
 */
export class ExpressionProgram {
  readonly #steps: Step[] = [];
  /** At which character a step was reached last: it is walked once a character. */
  readonly #reached: Float64Array;
  #mark = 0;
  /** Steps that take the next character. */
  readonly #now: number[] = [];
  /** Steps after those that took the last one. */
  readonly #taken: number[] = [];
  readonly #open: number[] = [];
  readonly #start: number;

  constructor(expression: Expression) {
    const found = this.#add({ kind: 'found' });
    this.#start = this.#compile(expression, found);
    this.#reached = new Float64Array(this.#steps.length);
  }

  /** Whether the expression is found anywhere in a folded text. */
  isIn(text: string): boolean {
    this.#taken.length = 0;
    let before = -1;
    for (let at = 0; ;) {
      const after = text.codePointAt(at) ?? -1;
      this.#mark += 1;
      this.#now.length = 0;
      for (const step of this.#taken) if (this.#enter(step, before, after)) return true;
      // One more way begins at each character.
      if (this.#enter(this.#start, before, after)) return true;
      if (after === -1) return false;
      this.#take(after);
      before = after;
      at += after > 0xffff ? 2 : 1;
    }
  }

  #take(codePoint: number): void {
    this.#taken.length = 0;
    for (const number of this.#now) {
      const step = this.#steps[number];
      if (step?.kind === 'characters' && hasCharacter(step.set, codePoint)) this.#taken.push(step.next);
    }
  }

  /** Adds a step, and all that are reached from it without a character. True where the end is among them. */
  #enter(from: number, before: number, after: number): boolean {
    const open = this.#open;
    open.push(from);
    let isFound = false;
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      if (this.#reached[number] === this.#mark) continue;
      this.#reached[number] = this.#mark;
      // Steps are only ever named by numbers they were added under.
      const step = this.#steps[number]!;
      if (step.kind === 'characters') this.#now.push(number);
      else if (step.kind === 'ways') open.push(step.next, step.other);
      else if (step.kind === 'found') isFound = true;
      else if (isAt(step.place, before, after)) open.push(step.next);
    }
    return isFound;
  }

  #add(step: Step): number {
    return this.#steps.push(step) - 1;
  }

  /** From its end to its beginning; `next`: the step after it. Returns its first. */
  #compile(expression: Expression, next: number): number {
    switch (expression.kind) {
      case 'empty':
        return next;
      case 'characters':
        return this.#add({ kind: 'characters', set: expression.set, next });
      case 'place':
        return this.#add({ kind: 'place', place: expression.place, next });
      case 'sequence':
        return expression.parts.reduceRight((after, part) => this.#compile(part, after), next);
      case 'choice':
        return expression.parts
          .map((part) => this.#compile(part, next))
          .reduceRight((other, way) => this.#add({ kind: 'ways', next: way, other }));
      case 'repeat':
        return this.#compileRepeat(expression, next);
    }
  }

  #compileRepeat({ part, least, most }: Extract<Expression, { kind: 'repeat' }>, next: number): number {
    let first = next;
    if (most === undefined) {
      const ways: Extract<Step, { kind: 'ways' }> = { kind: 'ways', next, other: next };
      first = this.#add(ways);
      ways.next = this.#compile(part, first);
    } else
      for (let more = least; more < most; more += 1) {
        const way = this.#compile(part, first);
        first = this.#add({ kind: 'ways', next: way, other: next });
      }
    for (let count = 0; count < least; count += 1) first = this.#compile(part, first);
    return first;
  }
}

function isAt(place: Place, before: number, after: number): boolean {
  if (place === 'start') return before === -1;
  if (place === 'end') return after === -1;
  return isWord(before) !== isWord(after);
}

function isWord(codePoint: number): boolean {
  return codePoint !== -1 && hasCharacter(wordCharacters, codePoint);
}
