import type { Rule } from 'chevrotain';
import { abnfName } from '../src/grammar/rule-names.ts';
import { SipGrammar } from '../src/grammar/sip-grammar.ts';
import { compileRule } from './compile-rule.ts';
import { type Import, type Node, readRuleClasses, type RuleClass } from './rule-classes.ts';

/** What the compiled rules do not need: Chevrotain, and the files of the classes themselves. */
const dropped: ReadonlySet<string> = new Set(['./token-types.ts', './token-parser.ts', 'chevrotain']);

/** The texts of the two files that are made from the rules. */
export type CompiledFiles = {
  /** One class, every rule a method of the same name, every helper as it is. */
  readonly grammar: string;
  /** The places where rules can stop, which only those need who explain a diagnostic. */
  readonly stops: string;
};

const origin = '// Written by tools/compile-grammar.ts from the rules beside this file: change those, not this.';

export function compileGrammar(): CompiledFiles {
  const classes = readRuleClasses();
  const productions = new SipGrammar().getGAstProductions() as Record<string, Rule>;
  const stops = new Stops();
  const seen = new Set<string>();
  const members = classes.flatMap((ruleClass) =>
    ruleClass.members.flatMap((member) => compileMember(ruleClass, member, productions, stops, seen)),
  );
  const declarations = classes.flatMap(({ source, declarations: own }) => own.map((one) => textOf(source, one)));
  const grammar = [
    origin,
    ...writeImports(classes),
    '',
    ...declarations,
    '',
    '/** Every rule of `SipGrammar` as a function of its own, which does the same without Chevrotain. */',
    'export class CompiledGrammar extends CompiledParser {',
    members.join('\n\n'),
    '}',
    '',
  ];
  const rows = [
    origin,
    "/** A place where a rule can stop: the rule's ABNF name, and the codes of the tokens it would have taken. */",
    'export type Stop = readonly [rule: string, ...wanted: number[]];',
    '',
    `export const stops: readonly Stop[] = [${stops.rows.join(',')}];`,
    '',
  ];
  return { grammar: grammar.join('\n'), stops: rows.join('\n') };
}

/** The places where rules can stop, each with the rule and what it would take there. */
class Stops {
  readonly rows: string[] = [];

  number(rule: string, wanted: readonly number[]): number {
    const row = JSON.stringify([abnfName(rule) ?? '', ...wanted]);
    const known = this.rows.indexOf(row);
    return known === -1 ? this.rows.push(row) - 1 : known;
  }
}

function compileMember(
  { file, source }: RuleClass,
  member: Node,
  productions: Record<string, Rule>,
  stops: Stops,
  seen: Set<string>,
): string[] {
  if (member.type.startsWith('TSAbstract') || member['kind'] === 'constructor') return [];
  const name = textOf(source, member['key'] as Node);
  if (seen.has(name)) throw new Error(`${file}: ${name} is declared twice`);
  seen.add(name);
  const body = ruleBody(member);
  if (body === undefined) return [textOf(source, member)];
  const production = productions[name];
  if (production === undefined) throw new Error(`${file}: the rule ${name} has another name in its RULE`);
  const type = valueType(source, member);
  return [`${name}(): ${type} ${compileRule({ source, name, body, production, isVoid: type === 'void', stops })}`];
}

/** The function in `this.RULE(name, function)`. */
function ruleBody(member: Node): Node | undefined {
  const value = member['value'] as Node | null | undefined;
  const callee = value?.['callee'] as Node | undefined;
  const isRule =
    value?.type === 'CallExpression' && (callee?.['property'] as { name?: string } | undefined)?.name === 'RULE';
  return isRule ? ((value['arguments'] as Node[])[1]!['body'] as Node) : undefined;
}

/** The type in `Rule<type>`. */
function valueType(source: string, member: Node): string {
  const annotation = (member['typeAnnotation'] as Node | null | undefined)?.['typeAnnotation'] as Node | undefined;
  const [value] = ((annotation?.['typeArguments'] as Node | null | undefined)?.['params'] as Node[] | undefined) ?? [];
  return value === undefined ? 'void' : textOf(source, value);
}

function writeImports(classes: readonly RuleClass[]): string[] {
  const files = new Set(classes.map(({ file }) => file));
  const imports = new Map<string, Import>();
  for (const one of classes.flatMap((ruleClass) => ruleClass.imports)) {
    if (dropped.has(one.from) || files.has(one.from)) continue;
    const known = imports.get(one.name);
    if (known !== undefined && known.from !== one.from) throw new Error(`${one.name} comes from two files`);
    if (known === undefined || known.isType) imports.set(one.name, one);
  }
  const own = { from: './compiled-parser.ts', name: 'CompiledParser', imported: 'CompiledParser', isType: false };
  const rows = [...imports.values(), own];
  return [...Map.groupBy(rows, ({ from }) => from)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, names]) => {
      const areTypes = names.every(({ isType }) => isType);
      const list = names
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ name, imported, isType }) => {
          const renamed = name === imported ? name : `${imported} as ${name}`;
          return isType && !areTypes ? `type ${renamed}` : renamed;
        });
      return `import ${areTypes ? 'type ' : ''}{ ${list.join(', ')} } from '${from}';`;
    });
}

function textOf(source: string, node: Node): string {
  return source.slice(node.start, node.end);
}
