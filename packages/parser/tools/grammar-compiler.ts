import type { Rule } from 'chevrotain';
import { abnfName } from '../src/grammar/rule-names.ts';
import { SdpGrammar } from '../src/grammar/sdp-grammar.ts';
import { SipGrammar } from '../src/grammar/sip-grammar.ts';
import { compileRule } from './compile-rule.ts';
import { type Import, type Node, readRuleClasses, type RuleClass } from './rule-classes.ts';

/** What the compiled rules do not need: Chevrotain, and the files of the classes themselves. */
const dropped: ReadonlySet<string> = new Set(['./token-types.ts', './token-parser.ts', 'chevrotain']);

/**
 * The compiled classes, each in a file of its own and on top of the one it extends, so that a page loads no more rules than it needs: what
 * SIP and SDP share, RFC 3261 with its nearest relatives, all other header fields, session descriptions.
 */
const parts: readonly Part[] = [
  { name: 'CompiledCore', parent: 'CompiledParser', first: './core-rules.ts', last: './core-rules.ts' },
  { name: 'CompiledSip', parent: 'CompiledCore', first: './uri-rules.ts', last: './header-rules.ts' },
  { name: 'CompiledSipExtensions', parent: 'CompiledSip', first: './form-rules.ts', last: './sip-grammar.ts' },
  { name: 'CompiledSdp', parent: 'CompiledCore', first: './sdp-rules.ts', last: './sdp-grammar.ts' },
];

type Part = {
  readonly name: string;
  readonly parent: string;
  /** The files of the classes it is made of, from the first to the last. */
  readonly first: string;
  readonly last: string;
};

type GrammarSource = { readonly classes: readonly RuleClass[]; readonly productions: Record<string, Rule> };

const origin = '// Written by tools/compile-grammar.ts from the rules beside this file: change those, not this.';

/** The texts of the compiled classes, and of the places where rules can stop, by the names of their files. */
export function compileGrammar(): ReadonlyMap<string, string> {
  const grammars = [
    readGrammar('./sip-grammar.ts', new SipGrammar()),
    readGrammar('./sdp-grammar.ts', new SdpGrammar()),
  ];
  const stops = new Stops();
  const files = new Map(parts.map((part) => [fileOf(part.name), compilePart(part, grammars, stops)]));
  const rows = [
    origin,
    "/** A place where a rule can stop: the rule's ABNF name, and the codes of the tokens it would have taken. */",
    'export type Stop = readonly [rule: string, ...wanted: number[]];',
    '',
    `export const stops: readonly Stop[] = [${stops.rows.join(',')}];`,
    '',
  ];
  return files.set('stops.gen.ts', rows.join('\n'));
}

function readGrammar(last: string, grammar: SipGrammar | SdpGrammar): GrammarSource {
  const classes = readRuleClasses(last);
  refuseNamesakes(classes);
  return { classes, productions: grammar.getGAstProductions() as Record<string, Rule> };
}

/** `CompiledSip` is in `compiled-sip.gen.ts`; what is written by hand has no `gen`. */
function fileOf(name: string): string {
  const words = name.replaceAll(/(?!^)[A-Z]/g, '-$&').toLowerCase();
  return name === 'CompiledParser' ? `${words}.ts` : `${words}.gen.ts`;
}

function compilePart(part: Part, grammars: readonly GrammarSource[], stops: Stops): string {
  const { classes, productions } = grammars.find((one) => one.classes.some(({ file }) => file === part.last))!;
  const places = [part.first, part.last].map((end) => classes.findIndex(({ file }) => file === end));
  const own = classes.slice(places[0], places[1]! + 1);
  const members = own.flatMap((ruleClass) =>
    ruleClass.members.flatMap((member) => compileMember(ruleClass, member, productions, stops)),
  );
  const declarations = own.flatMap(({ source, declarations: ones }) => ones.map((one) => textOf(source, one)));
  return [
    origin,
    ...writeImports(own, classes, part.parent),
    '',
    ...declarations,
    '',
    '/** The rules of the same names as functions of their own, which do the same without Chevrotain. */',
    `export class ${part.name} extends ${part.parent} {`,
    members.join('\n\n'),
    '}',
    '',
  ].join('\n');
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
): string[] {
  if (isDropped(member)) return [];
  const name = textOf(source, member['key'] as Node);
  const body = ruleBody(member);
  if (body === undefined) return [textOf(source, member)];
  const production = productions[name];
  if (production === undefined) throw new Error(`${file}: the rule ${name} has another name in its RULE`);
  const type = valueType(source, member);
  return [`${name}(): ${type} ${compileRule({ source, name, body, production, isVoid: type === 'void', stops })}`];
}

/** The classes become one: what two of them call alike would be one thing. */
function refuseNamesakes(classes: readonly RuleClass[]): void {
  const seen = new Set<string>();
  for (const { file, source, members } of classes) {
    for (const member of members) {
      const name = isDropped(member) ? '' : textOf(source, member['key'] as Node);
      if (seen.has(name)) throw new Error(`${file}: ${name} is declared twice`);
      if (name !== '') seen.add(name);
    }
  }
}

function isDropped(member: Node): boolean {
  return member.type.startsWith('TSAbstract') || member['kind'] === 'constructor';
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

function writeImports(own: readonly RuleClass[], classes: readonly RuleClass[], parent: string): string[] {
  const files = new Set(classes.map(({ file }) => file));
  const imports = new Map<string, Import>();
  for (const one of own.flatMap((ruleClass) => ruleClass.imports)) {
    if (dropped.has(one.from) || files.has(one.from)) continue;
    const known = imports.get(one.name);
    if (known !== undefined && known.from !== one.from) throw new Error(`${one.name} comes from two files`);
    if (known === undefined || known.isType) imports.set(one.name, one);
  }
  const rows = [...imports.values(), { from: `./${fileOf(parent)}`, name: parent, imported: parent, isType: false }];
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
