import type { AbnfGrammar } from './abnf-grammar.ts';
import { type Difference, explain, type Explanations } from './difference.ts';
import { mutateValue } from './mutate-value.ts';
import { Oracle } from './oracle.ts';
import { ValueMaker } from './random-value.ts';
import { reachableTexts } from './reachable-rules.ts';
import type { Subject } from './subject.ts';

export type Comparison = {
  readonly subject: Subject;
  readonly values: number;
  /** How many of the values the ABNF derives. */
  readonly allowed: number;
  /** How many differences each explanation has to do with. */
  readonly explained: ReadonlyMap<string, number>;
  readonly unexplained: readonly Difference[];
};

export type Options = {
  readonly subject: Subject;
  readonly values: number;
  readonly random: () => number;
  /** Values as they were seen in messages. */
  readonly real: readonly Uint8Array[];
  readonly explanations: Explanations;
};

/** Compares the ABNF with our rules over derived, real and changed values of a subject. */
export function compareSubject(grammar: AbnfGrammar, options: Options): Comparison {
  const oracle = new Oracle(grammar, options.subject);
  const unexplained: Difference[] = [];
  const explained = new Map<string, number>();
  let allowed = 0;
  for (const value of valuesOf(grammar, options)) {
    if (oracle.derivesValue(value)) allowed++;
    const difference = oracle.compare(value);
    if (difference === undefined) continue;
    const names = explain(difference, oracle, options.explanations);
    if (names === undefined) unexplained.push(difference);
    for (const name of names ?? []) explained.set(name, (explained.get(name) ?? 0) + 1);
  }
  return { subject: options.subject, values: options.values, allowed, explained, unexplained };
}

function* valuesOf(grammar: AbnfGrammar, options: Options): Generator<Uint8Array> {
  const { random, real, values, subject } = options;
  const maker = new ValueMaker(grammar, random);
  const words = reachableTexts(grammar, subject.start).map((text) => new TextEncoder().encode(text));
  const derived: Uint8Array[] = [];
  for (let count = 0; count < values; count++) {
    const dice = random();
    if (count % 8 === 0 || derived.length === 0)
      derived[Math.floor(random() * Math.min(200, derived.length + 1))] = between(subject, maker.make(subject.start));
    const source = dice < 0.4 && real.length > 0 ? real : derived;
    const value = source[Math.floor(random() * source.length)]!;
    yield subject.framed(dice > 0.9 ? value : mutateValue(value, { random, words, others: source }));
  }
}

/** What stands between `before` and `behind` of a derived text. */
function between({ before, behind }: Subject, derived: Uint8Array): Uint8Array {
  return derived.subarray(before.length, derived.length - behind.length);
}
