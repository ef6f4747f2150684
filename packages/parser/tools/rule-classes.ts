import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

/** A node of a syntax tree as the parser of Vite gives it (ESTree with TypeScript's nodes). */
export type Node = {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
};

/** One file of the grammar: the class it declares, what stands round that, and what it imports. */
export type RuleClass = {
  readonly file: string;
  readonly source: string;
  readonly members: readonly Node[];
  readonly comments: readonly Node[];
  /** Types, functions and constants of the file. */
  readonly declarations: readonly Node[];
  readonly imports: readonly Import[];
};

/** `name` is what the file calls it, `imported` what the other file exports it as. */
export type Import = {
  readonly from: string;
  readonly name: string;
  readonly imported: string;
  readonly isType: boolean;
};

const folder = fileURLToPath(new URL('../src/grammar/', import.meta.url));

/** The classes from which the one in a file is made, the one with the shared shapes first. */
export function readRuleClasses(last: string): readonly RuleClass[] {
  const classes: RuleClass[] = [];
  for (let file = last; file !== './token-parser.ts';) {
    const read = readRuleClass(file);
    classes.unshift(read.ruleClass);
    file = read.parent;
  }
  return classes;
}

function readRuleClass(file: string): { ruleClass: RuleClass; parent: string } {
  const source = readFileSync(path.join(folder, file), 'utf8');
  const { program, errors, comments } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const statements = program.body as unknown as Node[];
  const imports = statements.filter((one) => one.type === 'ImportDeclaration').flatMap(readImports);
  const declared = statements.map((one) => (one['declaration'] as Node | null | undefined) ?? one);
  const ruleClass = declared.find((one) => one.type === 'ClassDeclaration');
  const parentName = (ruleClass?.['superClass'] as Node | null | undefined)?.['name'];
  const parent = imports.find(({ name }) => name === parentName);
  if (ruleClass === undefined || parent === undefined) throw new Error(`${file}: no class of rules`);
  const members = (ruleClass['body'] as { body: Node[] }).body;
  const declarations = declared.filter((one) => one !== ruleClass && one.type !== 'ImportDeclaration');
  const ruleComments = comments as unknown as Node[];
  return { ruleClass: { file, source, members, comments: ruleComments, declarations, imports }, parent: parent.from };
}

/** The RFCs that the comment before a member names, in order. */
export function citedRfcs({ source, comments }: RuleClass, member: Node): readonly number[] {
  const comment = comments.findLast(
    (one) => one.end <= member.start && source.slice(one.end, member.start).trim() === '',
  );
  const text = comment === undefined ? '' : source.slice(comment.start, comment.end);
  return [...text.matchAll(/RFC (\d+)/g)].map(([, rfc]) => Number(rfc));
}

function readImports(statement: Node): Import[] {
  const from = (statement['source'] as { value: string }).value;
  return (statement['specifiers'] as Node[]).map((specifier) => ({
    from,
    name: (specifier['local'] as { name: string }).name,
    imported: (specifier['imported'] as { name: string }).name,
    isType: statement['importKind'] === 'type' || specifier['importKind'] === 'type',
  }));
}
