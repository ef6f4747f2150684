import { globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

/** What a case shows: `breaks`, the rule is found broken; `keeps`, it applies and is kept; `silent`, it must say nothing: neither that it was broken nor that it was kept. */
type RuleCaseKind = 'breaks' | 'keeps' | 'silent';

export type RuleCase = {
  readonly rule: string;
  readonly kind: RuleCaseKind;
  readonly title: string;
  /** Of a case that breaks: words that the finding says, and the text that its span covers. */
  readonly said: readonly string[];
  readonly span: string | undefined;
  /** As flows are written (`fixtures/flows/README.md`); its lines have the numbers they have in the file. */
  readonly flow: string;
};

export type RuleFile = { readonly rule: string; readonly file: string; readonly cases: readonly RuleCase[] };

/** All of `fixtures/rules`, a file a rule. */
export function findRuleFiles(): readonly RuleFile[] {
  return globSync('fixtures/rules/**/*.rule', { cwd: root })
    .toSorted()
    .map((file) => ({ rule: basename(file, '.rule'), file, cases: readRuleCases(file) }));
}

function readRuleCases(file: string): readonly RuleCase[] {
  const [prologue = '', ...sections] = readFileSync(resolve(root, file), 'utf8').split(/^(?=== )/m);
  let before = prologue;
  return sections.map((section) => {
    const read = readSection(basename(file, '.rule'), file, section, before);
    before += blank(section);
    return read;
  });
}

function readSection(rule: string, file: string, section: string, before: string): RuleCase {
  const [head = '', ...lines] = section.split('\n');
  const found = /^== (breaks|keeps|silent): (.+)$/.exec(head);
  if (found === null) throw new Error(`${file}: "${head}" is no "== breaks|keeps|silent: what happens".`);
  const said = lines.filter((line) => line.startsWith('said ')).map((line) => line.slice('said '.length));
  const span = lines.find((line) => line.startsWith('span '))?.slice('span '.length);
  const steps = lines.map((line) => (/^(said|span) /.test(line) ? '' : line));
  return {
    rule,
    kind: found[1] as RuleCaseKind,
    title: found[2] ?? '',
    said,
    span,
    flow: [before, ...steps].join('\n'),
  };
}

/** As many lines, without anything on them. */
function blank(text: string): string {
  return text.replace(/[^\n]+/g, '');
}
