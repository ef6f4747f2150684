import type { SourceText } from '../text/source-text.ts';
import { buildTree } from './build-tree.ts';
import { readSdpValue, type SdpValueKind } from './read-sdp-value.ts';
import { readValue } from './read-value.ts';
import { RuleRecorder } from './rule-recorder.ts';
import { interpretedSdp, interpretedSip } from './interpreted-grammar.ts';
import type { SyntaxNode } from './syntax-node.ts';
import type { TokenParser } from './token-parser.ts';
import type { ValueKind } from './value-types.ts';

/** How the rules take a header's value apart, its URIs too. Empty where they can take none of it. */
export function valueTree(kind: ValueKind, source: SourceText, start: number, end: number): readonly SyntaxNode[] {
  const grammar = interpretedSip();
  const nodes = record(grammar, () => readValue(kind, source, start, end, undefined, grammar));
  return nodes.map((node) => withUris(node, source));
}

/** How the rules take a URI apart. */
export function uriTree(source: SourceText, start: number, end: number): readonly SyntaxNode[] {
  const grammar = interpretedSip();
  const [whole] = record(grammar, () => grammar.readUri(source, start, end));
  return whole?.children ?? [];
}

/** How the rules take a value of a session description apart. */
export function sdpValueTree(
  kind: SdpValueKind,
  source: SourceText,
  start: number,
  end: number,
): readonly SyntaxNode[] {
  const grammar = interpretedSdp();
  return record(grammar, () => readSdpValue(kind, source, start, end, [], grammar));
}

function record(grammar: TokenParser, read: () => void): readonly SyntaxNode[] {
  const recorder = new RuleRecorder();
  grammar.recorder = recorder;
  read();
  grammar.recorder = undefined;
  return buildTree(recorder, grammar.tokens);
}

/** URIs are one token in the header's grammar and a grammar of their own. As deep as the rules are nested. */
function withUris(node: SyntaxNode, source: SourceText): SyntaxNode {
  if (node.rule === 'addr-spec') return { ...node, children: uriTree(source, node.span[0], node.span[1]) };
  return node.children === undefined
    ? node
    : { ...node, children: node.children.map((child) => withUris(child, source)) };
}
