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
      'RFC 5360 §5.11.2 and RFC 6794 §4.4.5.1 let only a bare URI stand before parameters and commas: we read it as RFC 8217 §3 has it, since the ABNF cannot say where it ends.',
    apply(grammar) {
      for (const [rfc, name] of [
        [5360, 'trigger-cons-spec'],
        [6794, 'policyURI'],
      ] as const) {
        const [alternative] = grammar.rule(name, rfc).alternatives;
        alternative!.node = withBareUri(alternative!.node);
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

/** The elements of a rule that begin with a choice of URIs, which then holds no comma, semicolon or question mark. */
function withBareUri(node: AbnfNode): AbnfNode {
  if (node.kind !== 'concatenation') throw new Error('no concatenation');
  const [uri, ...rest] = node.items;
  return { ...node, items: [{ kind: 'without', bytes: ',;?', item: uri! }, ...rest] };
}

function isNamed(node: AbnfNode, name: string): boolean {
  return node.kind === 'rule' && node.name === name;
}
