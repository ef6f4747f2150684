import type { ISerializedGast } from 'chevrotain';
import { interpretedSdp, interpretedSip } from './interpreted-grammar.ts';
import { abnfName } from './rule-names.ts';
import type { TokenParser } from './token-parser.ts';
import { ruleTexts } from './rule-texts.gen.ts';

/** A rule of the grammar. */
export type GrammarRule = {
  /** As the ABNF calls it; where it has no such rule, as this grammar does. */
  readonly name: string;
  /** As this grammar calls it. */
  readonly rule: string;
  /** The rule's text in the RFC, where it has one under that name. */
  readonly abnf: string | undefined;
  readonly rfc: number | undefined;
  readonly section: string | undefined;
  /** The rule as Chevrotain describes it. */
  readonly production: ISerializedGast;
};

let rules: readonly GrammarRule[] | undefined;

/** Every rule of the grammar, in the order in which the files have them. */
export function grammarRules(): readonly GrammarRule[] {
  rules ??= Array.from(
    new Map([...namedProductions(interpretedSip()), ...namedProductions(interpretedSdp())]).values(),
    readRule,
  );
  return rules;
}

type NamedProduction = ISerializedGast & { readonly name: string };

/** The two grammars have some rules in common. */
function namedProductions(grammar: TokenParser): [string, NamedProduction][] {
  // Chevrotain's description of a rule has its name, which the declared type leaves out.
  return (grammar.getSerializedGastProductions() as NamedProduction[]).map((production) => [
    production.name,
    production,
  ]);
}

function readRule(production: NamedProduction): GrammarRule {
  const { name } = production;
  const text = ruleTexts[name];
  return { name: abnfName(name) ?? name, rule: name, abnf: text?.[2], rfc: text?.[0], section: text?.[1], production };
}

/** The rule of that name, the ABNF's or ours. */
export function grammarRule(name: string): GrammarRule | undefined {
  return grammarRules().find((one) => one.name === name || one.rule === name);
}
