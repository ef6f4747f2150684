import type { LookaheadProductionType, Rule } from 'chevrotain';
import { tokenTypes } from '../src/grammar/token-types.ts';
import { codeOf, codesOf, isAhead, isNoneOf, type Way, waysOn } from './look-ahead.ts';
import type { Node } from './rule-classes.ts';

export type RuleSource = {
  readonly source: string;
  readonly name: string;
  /** What the rule's function does: a block, or one expression. */
  readonly body: Node;
  /** What Chevrotain knows of the rule. */
  readonly production: Rule;
  readonly isVoid: boolean;
  readonly stops: { number(rule: string, wanted: readonly number[]): number };
};

/** A production as it is written: `this.OPTION2(…)` is the option 2. */
type Production = { readonly kind: string; readonly occurrence: number; readonly argument: Node };

type Edit = { readonly start: number; readonly end: number; readonly text: string };

const lookAheadTypes: Readonly<Partial<Record<string, LookaheadProductionType>>> = {
  OPTION: 'Option',
  MANY: 'Repetition',
  AT_LEAST_ONE: 'RepetitionMandatory',
  OR: 'Alternation',
};

/** The rule's text with each production replaced by what Chevrotain does for it. Everything else stays as it is. */
export function compileRule(rule: RuleSource): string {
  const compiler = new RuleCompiler(rule);
  compiler.compileBody(rule.body);
  return compiler.text();
}

class RuleCompiler {
  readonly #rule: RuleSource;
  readonly #edits: Edit[] = [];

  constructor(rule: RuleSource) {
    this.#rule = rule;
  }

  text(): string {
    const { source, body } = this.#rule;
    let text = '';
    let at = body.start;
    for (const edit of this.#edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
      text += source.slice(at, edit.start) + edit.text;
      at = edit.end;
    }
    return text + source.slice(at, body.end);
  }

  /** A block, or the one expression of an arrow, which becomes a block. `entered` is what the token before it is known to be, if anything. */
  compileBody(body: Node, entered?: string): void {
    if (body.type === 'BlockStatement') {
      const statements = body['body'] as Node[];
      for (const [index, statement] of statements.entries())
        this.#compileStatement(statement, index === 0 ? entered : undefined);
      return;
    }
    this.#edit(body.start, body.start, '{ ');
    const production = productionOf(body);
    if (production !== undefined) this.#compileProduction(body, production, body, entered);
    this.#edit(body.end, body.end, '; }');
  }

  #compileStatement(statement: Node, entered: string | undefined): void {
    const inner = innerExpression(statement);
    const production = inner === undefined ? undefined : productionOf(inner);
    if (inner !== undefined && production !== undefined) this.#compileProduction(statement, production, inner, entered);
    else this.#refuseProductions(statement);
  }

  #compileProduction(statement: Node, production: Production, call: Node, entered: string | undefined): void {
    const isValue = statement.type !== 'ExpressionStatement' && statement !== call;
    if (production.kind === 'SUBRULE') return this.#subrule(statement, production, call);
    const isAssigned = statement.type === 'ExpressionStatement' && statement['expression'] !== call;
    if (isValue || isAssigned) throw this.#error(statement, 'only rules give values');
    if (production.kind === 'CONSUME') return this.#consume(statement, production, entered);
    return production.kind === 'OR' ? this.#alternatives(statement, production) : this.#repeated(statement, production);
  }

  #consume(statement: Node, { argument }: Production, entered: string | undefined): void {
    const type = tokenTypes.find(({ name }) => name === argument['name']);
    if (type === undefined) throw this.#error(argument, 'no token type of that name');
    // Whoever looked ahead has seen that the token is there.
    if (entered === isAhead(codesOf(type))) return this.#replace(statement, 'this.currIdx++;');
    const next = 'this.types[++this.currIdx]';
    this.#replace(statement, `if (${isNoneOf(next, codesOf(type))}) return this.miss(${this.#stop([codeOf(type)])});`);
  }

  #subrule(statement: Node, { argument }: Production, call: Node): void {
    const { source, isVoid } = this.#rule;
    this.#edit(call.start, call.end, `${source.slice(argument.start, argument.end)}()`);
    const end = statement === call ? '; ' : '';
    this.#edit(
      statement.end,
      statement.end,
      `${end} if (this.failedAt !== -1) return${isVoid ? '' : ' undefined as never'};`,
    );
  }

  #repeated(statement: Node, production: Production): void {
    const { gate, body } = this.#action(production.argument, 'DEF');
    const [way] = this.#ways(production);
    const condition = gate + bracketed(way!.condition, gate !== '');
    if (production.kind === 'AT_LEAST_ONE') {
      const stop = `if (!(${condition})) return this.missNext(${this.#stop(way!.begins)});`;
      this.#edit(statement.start, body.start, `${stop} do `);
      this.#edit(body.end, statement.end, ` while (${condition});`);
    } else {
      this.#edit(statement.start, body.start, `${production.kind === 'MANY' ? 'while' : 'if'} (${condition}) `);
      this.#edit(body.end, statement.end, '');
    }
    this.compileBody(body, way!.condition);
  }

  #alternatives(statement: Node, production: Production): void {
    const ways = this.#ways(production);
    let at = statement.start;
    const actions = (production.argument['elements'] as Node[]).map((element) => this.#action(element, 'ALT'));
    for (const [index, { gate, body }] of actions.entries()) {
      const condition = gate + bracketed(ways[index]!.condition, gate !== '');
      const test = condition === 'true' ? '' : `if (${condition}) `;
      this.#edit(at, body.start, (index === 0 ? '' : ' else ') + test);
      this.compileBody(body, ways[index]!.condition);
      at = body.end;
      if (test === '' && index < actions.length - 1) throw this.#error(body, 'no alternative behind it is ever taken');
    }
    const wanted = [...new Set(ways.flatMap(({ begins }) => begins))];
    const isSure = ways.at(-1)!.condition === 'true' && actions.at(-1)!.gate === '';
    this.#edit(at, statement.end, isSure ? '' : ` else return this.missNext(${this.#stop(wanted)});`);
  }

  /** `() => …`, or `{ GATE: () => …, ALT: () => … }`. */
  #action(argument: Node, key: 'ALT' | 'DEF'): { gate: string; body: Node } {
    if (argument.type === 'ArrowFunctionExpression') return { gate: '', body: argument['body'] as Node };
    const parts = new Map(
      (argument['properties'] as Node[]).map((part) => [(part['key'] as { name: string }).name, part['value'] as Node]),
    );
    const body = parts.get(key)?.['body'] as Node | undefined;
    if (body === undefined) throw this.#error(argument, `no ${key}`);
    const gate = parts.get('GATE')?.['body'] as Node | undefined;
    return { gate: gate === undefined ? '' : `(${this.#rule.source.slice(gate.start, gate.end)}) && `, body };
  }

  #ways({ kind, occurrence }: Production): readonly Way[] {
    return waysOn(this.#rule.production, lookAheadTypes[kind]!, occurrence);
  }

  #stop(wanted: readonly number[]): number {
    return this.#rule.stops.number(this.#rule.name, wanted);
  }

  #replace(node: Node, text: string): void {
    this.#edit(node.start, node.end, text);
  }

  #edit(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text });
  }

  /** Productions stand as statements of their own: anywhere else they would be run by nobody. */
  #refuseProductions(node: Node): void {
    for (const child of childrenOf(node)) {
      if (productionOf(child) !== undefined) throw this.#error(child, 'a production must be a statement of its own');
      this.#refuseProductions(child);
    }
  }

  #error({ start }: Node, reason: string): Error {
    const line = this.#rule.source.slice(0, start).split('\n').length;
    return new Error(`rule ${this.#rule.name}, line ${line}: ${reason}`);
  }
}

/** The call in `call;`, `x = call;` and `const x = call;`. */
function innerExpression(statement: Node): Node | undefined {
  if (statement.type === 'ExpressionStatement') {
    const expression = statement['expression'] as Node;
    return expression.type === 'AssignmentExpression' ? (expression['right'] as Node) : expression;
  }
  const declarations = statement.type === 'VariableDeclaration' ? (statement['declarations'] as Node[]) : [];
  return declarations.length === 1 ? ((declarations[0]!['init'] as Node | null) ?? undefined) : undefined;
}

function productionOf(node: Node): Production | undefined {
  const callee = node.type === 'CallExpression' ? (node['callee'] as Node) : undefined;
  if (callee?.type !== 'MemberExpression' || (callee['object'] as Node).type !== 'ThisExpression') return undefined;
  const name = (callee['property'] as { name?: string }).name ?? '';
  const match = /^(CONSUME|SUBRULE|OPTION|MANY|AT_LEAST_ONE|OR)(\d*)$/.exec(name);
  if (match === null) return undefined;
  return { kind: match[1]!, occurrence: Number(match[2]), argument: (node['arguments'] as Node[])[0]! };
}

function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function bracketed(condition: string, isNeeded: boolean): string {
  return isNeeded ? `(${condition})` : condition;
}
