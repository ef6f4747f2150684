import type { AbnfNode } from './abnf-syntax.ts';
import type { AbnfGrammar } from './abnf-grammar.ts';

/** A sentence beside the ABNF that bounds what it derives, written into the grammar so that the recogniser keeps it. */
export type ProseRule = { readonly reason: string; readonly apply: (grammar: AbnfGrammar) => void };

/** Every such sentence. */
export const proseRules: readonly ProseRule[] = [
  {
    reason:
      'RFC 3261 §20 and RFC 8217 §3: where a name-addr might stand, a bare addr-spec holds no comma, semicolon or question mark.',
    apply(grammar) {
      for (const rule of grammar.rules()) {
        for (const alternative of rule.alternatives) alternative.node = withBareAddrSpec(alternative.node);
      }
    },
  },
  {
    reason:
      'RFC 3261 §19.1.1 and RFC 3966 §3: a URI whose scheme is sip, sips or tel has the form of that scheme, not any an absoluteURI may have.',
    apply(grammar) {
      const otherUri: AbnfNode = {
        kind: 'alternation',
        items: [
          {
            kind: 'concatenation',
            items: [
              { kind: 'scheme', except: ['sip', 'sips', 'tel'] },
              { kind: 'text', text: ':', caseSensitive: false },
              { kind: 'alternation', items: [named('hier-part'), named('opaque-part')] },
            ],
          },
          named('telephone-uri'),
        ],
      };
      grammar.set(3261, 'other-URI', otherUri);
      grammar.set(3261, 'absoluteURI', alternatives('SIP-URI', 'SIPS-URI', 'other-URI'));
      grammar.set(3261, 'addr-spec', alternatives('SIP-URI', 'SIPS-URI', 'other-URI'));
    },
  },
];

function named(name: string): AbnfNode {
  return { kind: 'rule', name };
}

function alternatives(...names: readonly string[]): AbnfNode {
  return { kind: 'alternation', items: names.map(named) };
}

function withBareAddrSpec(node: AbnfNode): AbnfNode {
  switch (node.kind) {
    case 'concatenation':
      return { ...node, items: node.items.map(withBareAddrSpec) };
    case 'repetition':
      return { ...node, item: withBareAddrSpec(node.item) };
    case 'alternation': {
      if (!node.items.some((item) => isNamed(item, 'name-addr')))
        return { ...node, items: node.items.map(withBareAddrSpec) };
      const items = node.items.map((item): AbnfNode =>
        isNamed(item, 'addr-spec') ? { kind: 'without', bytes: ',;?', item } : item,
      );
      return { ...node, items };
    }
    default:
      return node;
  }
}

function isNamed(node: AbnfNode, name: string): boolean {
  return node.kind === 'rule' && node.name === name;
}
