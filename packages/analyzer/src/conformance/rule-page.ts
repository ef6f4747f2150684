import { profileSettings, ruleLinks, ruleSubject } from './describe-rule.ts';
import { guardTexts } from './guard-texts.ts';
import type { Guard, Rule } from './rule.ts';

/** Where a rule says nothing: what happens there, and the guards that stop it. */
export type SilentCase = readonly [title: string, ...guards: string[]];

export type RulePageOptions = {
  readonly silent: readonly SilentCase[];
  /** The rule of the grammar whose railroad diagram lies beside it. */
  readonly drawn: string | undefined;
};

/** A rule as a page of Markdown. */
export function rulePage(rule: Rule, { silent, drawn }: RulePageOptions): string {
  const { id, title, level, severity, rfc, section, why, advice, right, wrong, abnf, headers = [] } = rule;
  const facts = [
    `**${level}**, shown as ${severity}`,
    `[RFC ${rfc} §${section}](${ruleLinks(rule).rfc})`,
    `asked of ${ruleSubject(rule)}`,
    ...(headers.length === 0 ? [] : [`about ${headers.join(', ')}`]),
  ];
  return `# ${id}: ${markdown(title)}

${facts.join(' · ')}

${markdown(why)}

**What to do:** ${markdown(advice)}

## Right

${code(right)}

## Wrong

${code(wrong)}
${grammarPart(abnf, drawn)}${silentPart(silent)}${profilePart(rule)}`;
}

function grammarPart(abnf: string | undefined, drawn: string | undefined): string {
  if (abnf === undefined) return '';
  const diagram = drawn === undefined ? '' : `\n\n![${drawn} as a railroad diagram](diagrams/${drawn}.svg)`;
  return `\n## Grammar\n\n\`${abnf}\`${drawn === undefined || drawn === abnf ? '' : ` of \`${drawn}\``}${diagram}\n`;
}

function silentPart(cases: readonly SilentCase[]): string {
  if (cases.length === 0) return '';
  const lines = cases.map(([title, ...guards]) => `- ${markdown(title)}${guards.map(guardText).join('')}`);
  return `\n## Where it says nothing\n\n${lines.join('\n')}\n`;
}

function guardText(guard: string): string {
  return ` (\`${guard}\`: ${guardTexts[guard as Guard] ?? ''})`;
}

function profilePart(rule: Rule): string {
  const settings = profileSettings(rule);
  if (settings.length === 0) return '';
  const lines = settings.map(({ profile, is, because }) => `- \`${profile}\`: ${is}. ${because}`);
  return `\n## In profiles\n\n${lines.join('\n')}\n`;
}

function code(text: string): string {
  const fence = text.includes('```') ? '````' : '```';
  return `${fence}\n${text.trimEnd()}\n${fence}`;
}

/** What would be markup in a sentence is not. */
function markdown(text: string): string {
  return text.replace(/[<*_[\]|`]/g, (character) => `\\${character}`);
}
