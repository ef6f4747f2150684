import { visibleText } from '@sipscope/analyzer';
import type { RuleOutcomeRow } from '@sipscope/analyzer';
import { guardTexts, type Rule } from '@sipscope/analyzer/conformance';
import { underlined } from './excerpt.ts';
import type { Finding, FindingGroup } from './finding-groups.ts';
import type { LintChoice } from './lint-choice.ts';
import type { LintReport } from './lint-report.ts';
import type { LintedFile } from './lint-file.ts';
import { isFailing } from './tally.ts';

/**
 * The report as JUnit tells tests: a suite each file, a case each rule that had something to judge. What fails the command fails the case; what could not be told is skipped with the
 * reason; findings that fail nothing are output of a case that passed.
 */
export function lintJunit({ choice, files }: LintReport): string {
  const suites = files.map((file) => suiteOf(file, choice));
  const sum = (of: 'tests' | 'failures' | 'errors' | 'skipped'): number =>
    suites.reduce((all, suite) => all + suite[of], 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="sipscope lint" tests="${sum('tests')}" failures="${sum('failures')}" errors="${sum('errors')}" skipped="${sum('skipped')}">`,
    ...suites.flatMap(({ lines }) => lines),
    '</testsuites>',
    '',
  ].join('\n');
}

type Kind = 'passed' | 'failed' | 'skipped' | 'error';
type Case = { readonly kind: Kind; readonly lines: readonly string[] };
type Suite = {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  readonly lines: readonly string[];
};

function suiteOf(file: LintedFile, choice: LintChoice): Suite {
  const outcomes = new Map(file.outcomes.map((outcome) => [outcome.rule, outcome]));
  const cases = choice.rules.flatMap((rule) => {
    const outcome = outcomes.get(rule.id);
    return outcome === undefined ? [] : caseOf(rule, outcome, file, choice);
  });
  const count = (kind: Kind): number => cases.filter((one) => one.kind === kind).length;
  const [tests, failures, errors, skipped] = [cases.length, count('failed'), count('error'), count('skipped')];
  return {
    tests,
    failures,
    errors,
    skipped,
    lines: [
      `  <testsuite name="${xml(file.name)}" tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}">`,
      ...cases.flatMap(({ lines }) => lines),
      '  </testsuite>',
    ],
  };
}

function caseOf(rule: Rule, outcome: RuleOutcomeRow, file: LintedFile, choice: LintChoice): readonly Case[] {
  const { kept, failed, undetermined, fault } = outcome;
  const guards = Object.keys(undetermined);
  if (kept + failed === 0 && guards.length === 0 && fault === undefined) return [];
  const head = `    <testcase classname="${xml(file.name)}" name="${xml(`${rule.id} ${rule.title}`)}"`;
  const wrap = (kind: Kind, line: string): readonly Case[] => [
    { kind, lines: [`${head}>`, `      ${line}`, '    </testcase>'] },
  ];
  if (fault !== undefined) return wrap('error', `<error message="${xml(fault)}"/>`);
  const groups = file.groups.filter(({ first }) => first.rule === rule.id);
  const failing = groups.filter((group) => isFailing(group, choice));
  if (failing.length > 0) return wrap('failed', failureLine(rule, failing));
  if (groups.length > 0) return wrap('passed', `<system-out>${xmlLines(groupsText(groups))}</system-out>`);
  if (kept + failed > 0) return [{ kind: 'passed', lines: [`${head}/>`] }];
  const why = guards.map((guard) => `${guardTexts[guard as keyof typeof guardTexts] ?? ''} (${guard})`).join('; ');
  return wrap('skipped', `<skipped message="${xml(why)}"/>`);
}

function failureLine({ level, rfc, section, why, advice }: Rule, groups: readonly FindingGroup[]): string {
  const first = groups[0]!.findings[0]?.row.seen ?? '';
  const text = `${groupsText(groups)}\n${why}\n${advice}\nRFC ${rfc} §${section}`;
  return `<failure type="${xml(level)}" message="${xml(first)}">${xmlLines(text)}</failure>`;
}

function groupsText(groups: readonly FindingGroup[]): string {
  return groups.map(groupText).join('\n');
}

function groupText({ device, count, state, suppression, findings }: FindingGroup): string {
  const accepted = suppression === undefined ? '' : ` (suppressed: ${suppression.reason})`;
  const known = state === 'known' ? ' (in the baseline)' : '';
  return [`${device}, ${count} times${accepted}${known}:`, ...findings.flatMap(findingTexts)].join('\n');
}

const columns = 120;

function findingTexts({ row, excerpt }: Finding): readonly string[] {
  const where = row.source === undefined ? '' : `, ${row.source} > ${row.destination}`;
  const packet = row.frame === undefined ? '' : `packet ${row.frame}, `;
  const lines = [`${packet}${row.time}${where}: ${row.seen}`];
  return excerpt === undefined ? lines : [...lines, ...underlined(excerpt, columns)];
}

/** Several lines: each is made visible by itself. */
function xmlLines(text: string): string {
  return text.split('\n').map(xml).join('\n');
}

function xml(text: string): string {
  return visibleText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
