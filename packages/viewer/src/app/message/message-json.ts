import type { MessageDetail, SyntaxNode } from '@sipscope/analyzer';

/** A node of the syntax tree with its text: of one that has none within it, that text is the value. */
type JsonNode = {
  readonly rule: string;
  readonly label?: string;
  readonly span: readonly [number, number];
  readonly text?: string;
  readonly children?: JsonNode[];
};

/** A message for other programs: its row, its tree with the text of each value, what is wrong with it, what its values mean. */
export function messageJson({ row, tree, diagnostics, findings, explained }: MessageDetail, bytes: Uint8Array): string {
  return JSON.stringify({ row, tree: jsonTree(tree, bytes), diagnostics, findings, explained }, undefined, 2);
}

/** Loops, so no depth can hurt it. */
function jsonTree(tree: SyntaxNode, bytes: Uint8Array): JsonNode {
  const decoder = new TextDecoder();
  const root = jsonNode(tree, bytes, decoder);
  const open: (readonly [SyntaxNode, JsonNode])[] = [[tree, root]];
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const [from, into] = top;
    for (const child of from.children ?? []) {
      const node = jsonNode(child, bytes, decoder);
      into.children?.push(node);
      open.push([child, node]);
    }
  }
  return root;
}

function jsonNode({ rule, label, span, children = [] }: SyntaxNode, bytes: Uint8Array, decoder: TextDecoder): JsonNode {
  return {
    rule,
    ...(label !== undefined && { label }),
    span,
    ...(children.length === 0 ? { text: decoder.decode(bytes.subarray(...span)) } : { children: [] }),
  };
}
