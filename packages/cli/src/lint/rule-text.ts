import {
  guardTexts,
  leftOut,
  profileSettings,
  type Rule,
  ruleLinks,
  rules,
  ruleSubject,
  silentCases,
} from '@sipscope/analyzer/conformance';
import { jsonText, padToWidth } from '@sipscope/analyzer';
import { usageError } from '../command-error.ts';
import type { Palette } from '../terminal/palette.ts';

/** What `--explain` prints: the rule, whole. */
export async function explainRule(id: string, format: string, palette: Palette): Promise<string> {
  const rule = rules.find((one) => one.id === id.toUpperCase());
  if (rule === undefined) throw usageError(whyMissing(id));
  const abnf = await abnfOf(rule);
  const object = { ...ruleObject(rule), ...(abnf === undefined ? {} : { grammar: abnf }) };
  return format === 'json' ? `${jsonText(object, 2)}\n` : explainText(rule, abnf, palette);
}

function whyMissing(id: string): string {
  const left = leftOut.find((one) => one.id === id.toUpperCase());
  if (left !== undefined) return `${left.id} is in the catalogue, but not asked: ${left.reason}`;
  return `There is no rule "${id}". sipscope lint --rules lists them.`;
}

/** What `--rules` prints: all rules, and those of the catalogue that are left out. */
export function listRules(format: string, palette: Palette): string {
  if (format === 'json') return `${jsonText({ rules: rules.map(ruleObject), leftOut }, 2)}\n`;
  const lines = rules.map(({ id, level, rfc, section, title }) =>
    [padToWidth(id, 12), padToWidth(level, 10), padToWidth(`RFC ${rfc} §${section}`, 22), title].join('  '),
  );
  const left = leftOut.map(({ id, reason }) => `${padToWidth(id, 12)}  ${reason}`);
  return [
    palette(`${rules.length} rules`, 'strong'),
    ...lines,
    ...(left.length === 0 ? [] : ['', palette(`${left.length} of the catalogue are not asked`, 'strong'), ...left]),
    '',
  ].join('\n');
}

function ruleObject(rule: Rule): object {
  const { id, title, level, severity, rfc, section, why, advice, right, wrong, headers } = rule;
  return {
    id,
    title,
    level,
    severity,
    rfc,
    section,
    links: ruleLinks(rule),
    asked: ruleSubject(rule),
    ...(headers === undefined ? {} : { headers }),
    why,
    advice,
    right,
    wrong,
    silent: silentCases(id).map(([where, ...guards]) => ({ where, ...(guards.length === 0 ? {} : { guards }) })),
    profiles: profileSettings(rule),
  };
}

/** The rule of the grammar as the ABNF has it. The grammar is loaded where a rule is about one. */
async function abnfOf({ abnf }: Rule): Promise<string | undefined> {
  if (abnf === undefined) return undefined;
  const { grammarRule } = await import('@sipscope/parser/grammar');
  return grammarRule(abnf)?.abnf ?? abnf;
}

function explainText(rule: Rule, abnf: string | undefined, palette: Palette): string {
  const { id, title, level, severity, rfc, section, why, advice, right, wrong } = rule;
  const links = ruleLinks(rule);
  const silent = silentCases(id).map(([where, ...guards]) => `  - ${where}${guards.map(guardText).join('')}`);
  const profiles = profileSettings(rule).map(({ profile, is, because }) => `  ${profile}: ${is}. ${because}`);
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['', [`${level}, shown as ${severity}; asked of ${ruleSubject(rule)}.`, `RFC ${rfc} §${section}: ${links.rfc}`]],
    ['', [why]],
    ['What to do', [`  ${advice}`]],
    ['Right', indented(right)],
    ['Wrong', indented(wrong)],
    [
      'Grammar',
      [
        ...(abnf === undefined ? [] : indented(abnf)),
        ...(links.diagram === undefined ? [] : [`  as a diagram: ${links.diagram}`]),
      ],
    ],
    ['Where it says nothing', silent],
    ['In profiles', profiles],
    ['', [`More: ${links.page}`]],
  ];
  const texts = parts
    .filter(([, lines]) => lines.length > 0)
    .map(([head, lines]) => [...(head === '' ? [] : [palette(head, 'strong')]), ...lines].join('\n'));
  return `${palette(id, 'strong')}  ${title}\n${texts.join('\n\n')}\n`;
}

function guardText(guard: string): string {
  return ` (${guard}: ${guardTexts[guard as keyof typeof guardTexts] ?? ''})`;
}

function indented(text: string): readonly string[] {
  return text.split('\n').map((line) => `  ${line}`);
}
