import { parseSync } from 'vite';

/** A module with a counter at the entry of every block, and how many counters there are. */
export type Instrumented = { readonly code: string; readonly edges: number };

type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [key: string]: unknown };

type Edit = { readonly at: number; readonly text: string };

/** The name of the counters in an instrumented module. */
const counters = '__edges';

/**
 * Puts counters into JavaScript: at the beginning of functions, branches (a missing `else` too), loops and cases, and before what `?:`, `&&`, `||`,
 * `??` and default values only sometimes evaluate. Lines keep their numbers. `first` is the number of the module's first counter; the counters are
 * `globalThis.sipscopeEdges`.
 */
export function instrument(source: string, first: number): Instrumented {
  const { program, errors } = parseSync('module.js', source);
  if (errors.length > 0) throw new Error(errors[0]!.message);
  const counting = new Counting(first);
  // The tree of Vite's parser is ESTree, of which only these members are looked at.
  counting.visit(program as unknown as Node);
  if (counting.edges === 0) return { code: source, edges: 0 };
  const head = `const ${counters}=globalThis.sipscopeEdges;`;
  return { code: head + insert(source, counting.edits), edges: counting.edges };
}

/** As a stable sort keeps it: at one place what the inner node closes stands before what the outer one closes. */
function insert(source: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { at, text } of edits.toSorted((one, other) => one.at - other.at)) {
    pieces.push(source.substring(from, at), text);
    from = at;
  }
  pieces.push(source.substring(from));
  return pieces.join('');
}

class Counting {
  readonly edits: Edit[] = [];
  edges = 0;
  readonly #first: number;

  constructor(first: number) {
    this.#first = first;
  }

  /** As deep as our own code is nested. */
  visit(node: Node): void {
    const close = this.#open(node);
    for (const [key, child] of Object.entries(node)) {
      if (key === 'type') continue;
      if (Array.isArray(child)) for (const one of child) this.#visitChild(node, key, one);
      else this.#visitChild(node, key, child);
    }
    if (close !== undefined) this.edits.push(close);
  }

  #visitChild(parent: Node, key: string, child: unknown): void {
    if (!isNode(child)) return;
    const wrap = wrapOf(parent, key, child);
    if (wrap === 'expression') this.#add(child.start, `(${this.#count()},`);
    if (wrap === 'statement') this.#add(child.start, `{${this.#count()};`);
    this.visit(child);
    if (wrap === 'expression') this.#add(child.end, ')');
    if (wrap === 'statement') this.#add(child.end, '}');
  }

  /** Counts the entry of a node; gives what is to stand behind it. */
  #open(node: Node): Edit | undefined {
    if (isFunction(node) && isNode(node['body']) && node['body'].type === 'BlockStatement')
      this.#add(node['body'].start + 1, `${this.#count()};`);
    if (node.type === 'CatchClause' && isNode(node['body'])) this.#add(node['body'].start + 1, `${this.#count()};`);
    if (node.type === 'SwitchCase') {
      const [statement] = node['consequent'] as readonly Node[];
      if (statement !== undefined) this.#add(statement.start, `${this.#count()};`);
    }
    const isIfAlone = node.type === 'IfStatement' && !isNode(node['alternate']);
    return isIfAlone ? { at: node.end, text: `else{${this.#count()};}` } : undefined;
  }

  #count(): string {
    return `${counters}[${this.#first + this.edges++}]++`;
  }

  #add(at: number, text: string): void {
    this.edits.push({ at, text });
  }
}

const loops: ReadonlySet<string> = new Set([
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
]);

/** Whether a child is evaluated only sometimes, so that a counter must stand before it. */
function wrapOf(parent: Node, key: string, child: Node): 'expression' | 'statement' | undefined {
  switch (parent.type) {
    case 'IfStatement':
      return key === 'test' ? undefined : 'statement';
    case 'ConditionalExpression':
      return key === 'test' ? undefined : 'expression';
    case 'LogicalExpression':
    case 'AssignmentPattern':
      return key === 'right' ? 'expression' : undefined;
    case 'AssignmentExpression':
      return key === 'right' && ['??=', '||=', '&&='].includes(String(parent['operator'])) ? 'expression' : undefined;
    case 'ArrowFunctionExpression':
      return key === 'body' && child.type !== 'BlockStatement' ? 'expression' : undefined;
    default:
      return key === 'body' && loops.has(parent.type) ? 'statement' : undefined;
  }
}

function isFunction({ type }: Node): boolean {
  return type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
