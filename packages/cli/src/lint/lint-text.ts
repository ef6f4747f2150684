import { visibleText } from '@sipscope/analyzer';
import { type FindingLevel, findingLevels, guardTexts, isWeaker, type Rule } from '@sipscope/analyzer/conformance';
import type { Palette, Tint } from '../terminal/palette.ts';
import { underlined } from './excerpt.ts';
import type { Finding, FindingGroup } from './finding-groups.ts';
import type { LintChoice } from './lint-choice.ts';
import type { LintedFile } from './lint-file.ts';
import type { LintTally } from './tally.ts';

export type LintTextOptions = { readonly choice: LintChoice; readonly palette: Palette; readonly columns: number };

const tints: Readonly<Record<FindingLevel, Tint>> = {
  must: 'bad',
  security: 'bad',
  should: 'warning',
  robustness: 'warning',
  info: 'quiet',
};

/**
 * What was found in one input, for people: a paragraph a rule and device, those of the strongest level first.
 *
 *     trace.pcap
 *
 *     must  SIP-VIA-002  Branch without the magic cookie  RFC 3261 §8.1.1.7
 *       Phone 1.0, 812 times; the first 3:
 *       The branch "74bf9" does not begin with z9hG4bK.
 *       packet 12, 2026-11-22T05:50:59.678796Z, 192.0.2.1:5060 > 192.0.2.2:5060, call c1
 *         2 | Via: SIP/2.0/UDP 192.0.2.1;branch=74bf9
 *           |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 *       why: Elements of RFC 3261 take such a branch for one of RFC 2543 …
 *       do: Begin every branch with z9hG4bK, in exactly these letters.
 */
export function fileText(file: LintedFile, options: LintTextOptions): string {
  const shown = file.groups.filter(({ state }) => state === 'new');
  if (shown.length === 0) return '';
  const sorted = shown.toSorted((a, b) => rank(a) - rank(b) || b.count - a.count);
  const rules = new Map(options.choice.rules.map((rule) => [rule.id, rule]));
  const paragraphs = sorted.map((group) => groupText(group, rules.get(group.first.rule), options));
  return `${options.palette(visibleText(file.name), 'strong')}\n\n${paragraphs.join('\n')}\n`;
}

function rank({ first }: FindingGroup): number {
  return findingLevels.indexOf(first.level);
}

function groupText(group: FindingGroup, rule: Rule | undefined, options: LintTextOptions): string {
  const { first, device, count, findings } = group;
  const { palette } = options;
  const title = `${palette(first.level, tints[first.level])}  ${palette(first.rule, 'strong')}  ${first.title}`;
  const shown = findings.length < count ? `; the first${findings.length === 1 ? '' : ` ${findings.length}`}:` : ':';
  const times = count === 1 ? ':' : `, ${figure(count)} times${shown}`;
  const lines = [
    `${title}  ${palette(placeText(first), 'quiet')}`,
    `  ${visibleText(device)}${times}`,
    ...findings.flatMap((finding) => findingLines(finding, options)),
  ];
  if (rule !== undefined) lines.push(`  why: ${rule.why}`, `  do: ${rule.advice}`);
  return `${lines.join('\n')}\n`;
}

function placeText({ rfc, section }: { readonly rfc: number; readonly section: string }): string {
  return `RFC ${rfc} §${section}`;
}

function findingLines({ row, excerpt }: Finding, { palette, columns }: LintTextOptions): readonly string[] {
  const parts = [
    ...(row.frame === undefined ? [] : [`packet ${row.frame}`]),
    row.time,
    ...(row.source === undefined || row.source === row.destination ? [] : [`${row.source} > ${row.destination}`]),
    ...(row.stream === undefined ? [] : [`stream ${row.stream}`]),
    ...(row.call === undefined ? [] : [`call ${row.call}`]),
    ...evidenceTexts(row.evidence),
  ];
  const lines = [`  ${visibleText(row.seen)}`, `  ${palette(parts.join(', '), 'quiet')}`];
  if (excerpt === undefined) return lines;
  const number = String(excerpt.line);
  const [text, marks] = underlined(excerpt, Math.max(20, columns - number.length - 7));
  lines.push(`    ${number} | ${text}`, `    ${' '.repeat(number.length)} | ${palette(marks, 'bad')}`);
  if (excerpt.moreLines > 0)
    lines.push(`    ${' '.repeat(number.length)} | and ${figure(excerpt.moreLines)} lines more`);
  return lines;
}

/** So many other packets are named. */
const mostEvidence = 8;

function evidenceTexts(evidence: readonly number[] = []): readonly string[] {
  if (evidence.length === 0) return [];
  const rest = evidence.length > mostEvidence ? ' …' : '';
  return [`see packet${evidence.length === 1 ? '' : 's'} ${evidence.slice(0, mostEvidence).join(' ')}${rest}`];
}

/** What all inputs came to. */
export function tallyText(tally: LintTally, { choice, palette }: LintTextOptions, files: number): string {
  const lines = [palette(findingsText(tally, files), 'strong')];
  if (tally.suppressed > 0) lines.push(`${counted(tally.suppressed, 'finding')} suppressed by the configuration.`);
  if (tally.known > 0) lines.push(`${counted(tally.known, 'finding')} in the baseline.`);
  for (const { rule, reason, expires } of choice.expired)
    lines.push(`A suppression of ${rule} ended on ${expires} and holds no more: ${visibleText(reason)}`);
  lines.push(rulesText(tally, choice));
  const guards = Object.entries(tally.guards).map(
    ([guard, count]) => `${guardTexts[guard as keyof typeof guardTexts]} (${guard}, ${counted(count, 'time')})`,
  );
  if (guards.length > 0) lines.push(`What could not be told: ${guards.join('; ')}.`);
  if (choice.failOn !== 'never')
    lines.push(
      tally.failing === 0
        ? palette(`Nothing at or above "${choice.failOn}": that is well.`, 'good')
        : palette(`${counted(tally.failing, 'finding')} at or above "${choice.failOn}": that fails.`, 'bad'),
    );
  return `${lines.join('\n')}\n`;
}

function findingsText({ findings }: LintTally, files: number): string {
  const found = findingLevels.flatMap((level) => {
    const count = findings[level];
    return count === undefined ? [] : [`${figure(count)} ${level}`];
  });
  const where = files === 1 ? '' : ` in ${figure(files)} files`;
  return `${found.length === 0 ? 'No findings' : `Findings: ${found.join(', ')}`}${where}.`;
}

function rulesText({ rules }: LintTally, { profile, level }: LintChoice): string {
  const { asked, applied, broken, undetermined, faults } = rules;
  const parts = [
    `${figure(applied - broken - undetermined)} kept`,
    `${figure(broken)} broken`,
    `${figure(undetermined)} could not be told`,
    ...(faults === 0 ? [] : [`${figure(faults)} failed, which is a fault of Sipscope`]),
  ];
  const weaker = isWeaker('info', level) ? ' Rules of level info were not asked (--level info).' : '';
  return `${figure(asked)} rules (profile ${profile}), ${figure(applied)} had something to judge: ${parts.join(', ')}.${weaker}`;
}

function counted(count: number, what: string): string {
  return `${figure(count)} ${what}${count === 1 ? '' : 's'}`;
}

function figure(count: number): string {
  return count.toLocaleString('en');
}
