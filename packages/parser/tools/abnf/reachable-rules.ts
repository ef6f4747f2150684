import { type AbnfNode, walk } from './abnf-syntax.ts';
import type { AbnfGrammar, GrammarRule, ScopedNode } from './abnf-grammar.ts';

/** All rules that derivations of an element may use. */
export function reachableRules(grammar: AbnfGrammar, start: ScopedNode): Set<GrammarRule> {
  const reached = new Set<GrammarRule>();
  collect(grammar, start, reached);
  for (const rule of reached) for (const alternative of rule.alternatives) collect(grammar, alternative, reached);
  return reached;
}

function collect(grammar: AbnfGrammar, { node, rfc }: ScopedNode, reached: Set<GrammarRule>): void {
  for (const inner of walk(node)) if (inner.kind === 'rule') reached.add(grammar.rule(inner.name, rfc));
}

/** All texts in quotes that derivations of an element may use. */
export function reachableTexts(grammar: AbnfGrammar, start: ScopedNode): string[] {
  const texts = new Set<string>();
  const nodes = [...reachableRules(grammar, start)].flatMap((rule) => rule.alternatives);
  for (const { node } of [start, ...nodes]) {
    for (const inner of walk(node)) if (inner.kind === 'text') texts.add(inner.text);
  }
  return [...texts];
}

/** What the grammar lets stand behind each parameter name it knows: `"ttl" EQUAL ttl` and the like, by the name in lower case. */
export function keywordForms(grammar: AbnfGrammar, start: ScopedNode): Map<string, ScopedNode[]> {
  const forms = new Map<string, ScopedNode[]>();
  const nodes = [...reachableRules(grammar, start)].flatMap((rule) => rule.alternatives);
  for (const { node, rfc } of [start, ...nodes]) {
    for (const option of optionsOf(node)) {
      const first = option.kind === 'concatenation' ? option.items[0]! : option;
      const name = first.kind === 'text' ? /^;?([\w.+-]+)=?$/.exec(first.text)?.[1]?.toLowerCase() : undefined;
      if (name === undefined) continue;
      if (!forms.has(name)) forms.set(name, []);
      forms.get(name)!.push({ node: option, rfc });
    }
  }
  return forms;
}

/** The alternatives of a node, those of groups in it too; the node itself where it has none. */
function optionsOf(node: AbnfNode): readonly AbnfNode[] {
  return node.kind === 'alternation' ? node.items.flatMap(optionsOf) : [node];
}
