import type { Span } from '../text/span.ts';
import { abnfName } from './rule-names.ts';
import type { RuleRecorder } from './rule-recorder.ts';
import type { SyntaxNode } from './syntax-node.ts';
import type { TokenBuffer } from './token-buffer.ts';
import { tokenCode, tokenRules } from './token-code.ts';

type OpenNode = {
  readonly rule: string;
  readonly span: Span;
  readonly children: OpenNode[];
};

/** A rule whose node is open, and the token its next child begins with at the earliest. */
type OpenRule = { readonly node: OpenNode; readonly depth: number; readonly last: number; next: number };

/** What the rules took, as nodes: one a rule, and one a token that is a lexical rule of its own. The rules' columns are in order, so a stack is enough. */
export function buildTree(recorder: RuleRecorder, tokens: TokenBuffer): readonly SyntaxNode[] {
  const root: OpenRule = { node: { rule: '', span: [0, 0], children: [] }, depth: -1, last: tokens.count - 1, next: 0 };
  const open: OpenRule[] = [];
  let parent = root;
  for (let rule = 0; rule < recorder.names.length; rule++) {
    const first = recorder.firsts[rule]!;
    const last = recorder.lasts[rule]!;
    const depth = recorder.depths[rule]!;
    const name = abnfName(recorder.names[rule]!);
    while (parent.depth >= depth) {
      addTokens(parent, parent.last, tokens);
      parent = open.pop() ?? root;
    }
    if (last < first || name === undefined) continue;
    const node = { rule: name, span: [tokens.starts[first]!, tokens.ends[last]!] as const, children: [] };
    addTokens(parent, first - 1, tokens);
    parent.next = last + 1;
    parent.node.children.push(node);
    open.push(parent);
    parent = { node, depth, last, next: first };
  }
  for (; parent !== root; parent = open.pop() ?? root) addTokens(parent, parent.last, tokens);
  addTokens(root, root.last, tokens);
  return root.node.children.map(withoutEmptyChildren);
}

/** Adds the tokens before and at `last` that no child took. */
function addTokens(rule: OpenRule, last: number, tokens: TokenBuffer): void {
  for (; rule.next <= last; rule.next++) {
    const type = tokens.types[rule.next]!;
    const name = tokenRules[type];
    const span = [tokens.starts[rule.next]!, tokens.ends[rule.next]!] as const;
    if (type === tokenCode.uri || name === undefined) continue;
    rule.node.children.push({ rule: name, span, children: [] });
  }
}

/** As deep as the rules are nested, which no input changes. */
function withoutEmptyChildren({ rule, span, children }: OpenNode): SyntaxNode {
  return children.length === 0 ? { rule, span } : { rule, span, children: children.map(withoutEmptyChildren) };
}
