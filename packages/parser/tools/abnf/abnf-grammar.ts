import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AbnfNode, readRule, walk } from './abnf-syntax.ts';
import { proseRules } from './prose-rules.ts';
import { type Source, sources } from './sources.ts';

/** Elements, and the RFC in which their rule names are looked up. */
export type ScopedNode = { node: AbnfNode; readonly rfc: number };

/** A rule of an RFC with what later RFCs add to it. */
export type GrammarRule = {
  readonly name: string;
  readonly rfc: number;
  readonly section: string;
  readonly text: string;
  /** Its own elements first, then those that `=/` adds, each in its RFC's scope. */
  readonly alternatives: ScopedNode[];
};

const coreRules = 5234;

/** The ABNF of all sources, its names resolved: first in their own RFC, then in what that imports, then among the core rules. */
export class AbnfGrammar {
  readonly #rules = new Map<string, GrammarRule>();
  readonly #replacements = new Map<string, GrammarRule>();
  readonly #sources = new Map<number, Source>(sources.map((source) => [source.rfc, source]));

  constructor(folder: string = join(import.meta.dirname, 'rules')) {
    const additions: GrammarRule[] = [];
    for (const file of readdirSync(folder).toSorted()) {
      for (const rule of readRules(readFileSync(join(folder, file), 'utf8'))) this.#take(rule, additions);
    }
    for (const addition of additions) this.#add(addition);
    for (const source of sources) this.#connect(source);
    for (const { apply } of proseRules) apply(this);
  }

  /** Takes a rule in, in the place of one of the same name. */
  set(rfc: number, name: string, node: AbnfNode): void {
    const known = this.#rules.get(keyOf(name, rfc));
    this.#rules.set(keyOf(name, rfc), {
      name,
      rfc,
      section: known?.section ?? '',
      text: known?.text ?? '',
      alternatives: [{ node, rfc }],
    });
  }

  /** All rules, each under the RFC that defines it. */
  rules(): Iterable<GrammarRule> {
    return this.#rules.values();
  }

  /** The rule that a name means in an RFC. Throws where there is none. */
  rule(name: string, rfc: number): GrammarRule {
    const found = this.find(name, rfc);
    if (found === undefined) throw new Error(`RFC ${rfc}: no rule ${name}`);
    return found;
  }

  /** The rule that a name means in an RFC, if there is one. */
  find(name: string, rfc: number): GrammarRule | undefined {
    for (const scope of this.#scopes(rfc)) {
      const key = keyOf(name, scope);
      const found = this.#replacements.get(key) ?? this.#rules.get(key);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Names that a rule uses and nothing defines. */
  missing({ alternatives }: GrammarRule): string[] {
    return alternatives.flatMap(({ node, rfc }) => {
      const names = [...walk(node)].flatMap((inner) => (inner.kind === 'rule' ? [inner.name] : []));
      return names.filter((name) => this.find(name, rfc) === undefined);
    });
  }

  /** An RFC, what it imports, what that imports, and the core rules. */
  #scopes(rfc: number): Set<number> {
    const scopes = new Set([rfc]);
    for (const scope of scopes) for (const imported of this.#sources.get(scope)?.imports ?? []) scopes.add(imported);
    return scopes.add(coreRules);
  }

  /** A rule that an RFC prints twice counts as it is printed last: the first is what the RFC changes. */
  #take(rule: GrammarRule & { adds: boolean }, additions: GrammarRule[]): void {
    const isAddition = rule.adds || (this.#sources.get(rule.rfc)?.adds?.includes(rule.name) ?? false);
    if (isAddition) additions.push(rule);
    else this.#rules.set(keyOf(rule.name, rule.rfc), rule);
  }

  #add(addition: GrammarRule): void {
    this.rule(addition.name, addition.rfc).alternatives.push(...addition.alternatives);
  }

  #connect({ rfc, replaces = [], attaches = [] }: Source): void {
    for (const { rule, to } of attaches) {
      this.rule(to, rfc).alternatives.push({ node: { kind: 'rule', name: rule }, rfc });
    }
    for (const { rfc: other, rule } of replaces) this.#replacements.set(keyOf(rule, other), this.rule(rule, rfc));
  }
}

function keyOf(name: string, rfc: number): string {
  return `${rfc} ${name.toLowerCase()}`;
}

/** The rules of a file of `rules/`. */
function* readRules(text: string): Generator<GrammarRule & { adds: boolean }> {
  const rfc = Number(/^; RFC (\d+)/.exec(text)![1]);
  let section = '';
  for (const block of text.split(/\n(?=[A-Za-z]|;; )/)) {
    if (block.startsWith(';; §')) section = block.slice(4).trim();
    if (block.startsWith(';')) continue;
    const { name, adds, node } = readRule(block);
    yield { name, adds, rfc, section, text: block.trimEnd(), alternatives: [{ node, rfc }] };
  }
}
