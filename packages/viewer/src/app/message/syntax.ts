import type { SyntaxNode } from '@sipscope/analyzer';

export type ByteSpan = readonly [start: number, end: number];

/** Where a node is: the positions of its ancestors and itself among their siblings, `3/0/1`; the root is the empty text. */
export type NodePath = string;

/** A piece of the message that belongs to one innermost node. */
export type Leaf = {
  readonly start: number;
  readonly end: number;
  readonly node: SyntaxNode;
  /** What it is coloured as: the nearest node around it that has a colour. */
  readonly ink: Ink;
};

export type Ink = 'plain' | 'method' | 'name' | 'uri' | 'string' | 'number' | 'quiet';

/** Colour by rule of the ABNF; what is not here takes the colour of what it stands in. */
const inkByRule = new Map<string, Ink>(
  Object.entries({
    method: ['Method', 'INVITEm'],
    name: ['header-name', 'field-name', 'type', 'SDP-type'],
    uri: [
      'Request-URI',
      'SIP-URI',
      'SIPS-URI',
      'addr-spec',
      'absoluteURI',
      'telephone-uri',
      'sent-by',
      'host',
      'hostport',
    ],
    string: ['display-name', 'quoted-string', 'Reason-Phrase', 'callid', 'comment', 'server-val', 'product'],
    number: ['Status-Code', 'port', 'delta-seconds', 'CSeq-number', 'ttl', 'LWS-number'],
    quiet: [
      'SIP-Version',
      'sent-protocol',
      'via-params',
      'generic-param',
      'uri-parameters',
      'uri-parameter',
      'tag-param',
    ],
  } satisfies Partial<Record<Ink, readonly string[]>>).flatMap(([ink, rules]) =>
    // Object.entries forgets that these keys are inks.
    rules.map((rule) => [rule.toLowerCase(), ink as Ink] as const),
  ),
);

/** The innermost pieces of a tree from left to right, without gaps inside the root. Loops, so no depth can hurt it. */
export function leaves(tree: SyntaxNode): readonly Leaf[] {
  const found: Leaf[] = [];
  const open: { node: SyntaxNode; ink: Ink; next: number; at: number }[] = [];
  const enter = (node: SyntaxNode, around: Ink): void => {
    const ink = inkByRule.get(node.rule.toLowerCase()) ?? around;
    open.push({ node, ink, next: 0, at: node.span[0] });
  };
  enter(tree, 'plain');
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const child = top.node.children?.[top.next];
    const until = child === undefined ? top.node.span[1] : Math.min(child.span[0], top.node.span[1]);
    if (until > top.at) found.push({ start: top.at, end: until, node: top.node, ink: top.ink });
    if (child === undefined) {
      open.pop();
      const around = open.at(-1);
      if (around !== undefined) around.at = Math.max(around.at, top.at, top.node.span[1]);
      continue;
    }
    top.at = Math.max(top.at, until);
    top.next += 1;
    // A child that claims bytes already passed has nothing left to show.
    if (child.span[1] > top.at)
      enter(child.span[0] >= top.at ? child : { ...child, span: [top.at, child.span[1]] }, top.ink);
  }
  return found;
}

/** The innermost node over a byte. */
export function pathAt(tree: SyntaxNode, byte: number): NodePath {
  const path: number[] = [];
  let node = tree;
  for (;;) {
    const at = node.children?.findIndex(({ span }) => span[0] <= byte && byte < span[1]) ?? -1;
    const child = node.children?.[at];
    if (child === undefined) return path.join('/');
    path.push(at);
    node = child;
  }
}

export function nodeAt(tree: SyntaxNode, path: NodePath): SyntaxNode | undefined {
  let node: SyntaxNode | undefined = tree;
  for (const step of path === '' ? [] : path.split('/')) node = node?.children?.[Number(step)];
  return node;
}

/** The paths of all that a node stands in, outermost first. */
export function pathsAround(path: NodePath): readonly NodePath[] {
  const steps = path === '' ? [] : path.split('/');
  return steps.slice(0, -1).map((_, at) => steps.slice(0, at + 1).join('/'));
}

/** A line of the tree as it is unfolded. */
export type TreeLine = {
  readonly node: SyntaxNode;
  readonly path: NodePath;
  readonly depth: number;
  readonly isOpen: boolean;
  readonly position: number;
  readonly siblings: number;
};

/** The lines of a tree whose open nodes are these, in order; the root itself is the message and has no line. */
export function treeLines(tree: SyntaxNode, open: ReadonlySet<NodePath>): readonly TreeLine[] {
  const lines: TreeLine[] = [];
  const waiting: TreeLine[] = [];
  const wait = (node: SyntaxNode, path: NodePath, depth: number): void => {
    const children = node.children ?? [];
    for (let at = children.length - 1; at >= 0; at -= 1) {
      const child = children[at];
      if (child === undefined) continue;
      const childPath = path === '' ? `${at}` : `${path}/${at}`;
      const isOpen = open.has(childPath) && (child.children?.length ?? 0) > 0;
      waiting.push({ node: child, path: childPath, depth, isOpen, position: at + 1, siblings: children.length });
    }
  };
  wait(tree, '', 0);
  for (let line = waiting.pop(); line !== undefined; line = waiting.pop()) {
    lines.push(line);
    if (line.isOpen) wait(line.node, line.path, line.depth + 1);
  }
  return lines;
}

/** The innermost node that covers a span. */
export function pathCovering(tree: SyntaxNode, [start, end]: ByteSpan): NodePath {
  const path: number[] = [];
  let node = tree;
  for (;;) {
    const at = node.children?.findIndex(({ span }) => span[0] <= start && end <= span[1] && start < span[1]) ?? -1;
    const child = node.children?.[at];
    if (child === undefined) return path.join('/');
    path.push(at);
    node = child;
  }
}

/** What is explained and walked through as one: the start line, a header field, a line of the body that the tree has, or the body. */
export type Field = {
  readonly kind: 'start' | 'header' | 'line' | 'body';
  readonly path: NodePath;
  readonly span: ByteSpan;
  readonly node: SyntaxNode;
};

/** All fields of a message in order. */
export function fieldsOf(tree: SyntaxNode): readonly Field[] {
  return (tree.children ?? []).flatMap((node, at): Field[] => {
    const path = `${at}`;
    const { rule, span, children = [] } = node;
    if (rule === 'message-header') return [{ kind: 'header', path, span, node }];
    if (rule !== 'message-body') return at === 0 ? [{ kind: 'start', path, span, node }] : [];
    const lines = children.flatMap((child, index): Field[] =>
      child.label === undefined ? [] : [{ kind: 'line', path: `${path}/${index}`, span: child.span, node: child }],
    );
    return lines.length > 0 ? lines : [{ kind: 'body', path, span, node }];
  });
}

/** The field a byte is in; fields are in order. */
export function fieldAt(fields: readonly Field[], byte: number): Field | undefined {
  let low = 0;
  let high = fields.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((fields[middle]?.span[1] ?? 0) <= byte) low = middle + 1;
    else high = middle;
  }
  const field = fields[low];
  return field !== undefined && field.span[0] <= byte ? field : undefined;
}
