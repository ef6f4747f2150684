import { profileSettings, ruleLinks, ruleSubject } from './describe-rule.ts';
import { guardTexts } from './guard-texts.ts';
import type { Guard, Rule } from './rule.ts';
import { silentCases } from './silent-cases.gen.ts';

/** A rule as a page of Markdown. `hasDiagram`: the railroad diagram of its grammar lies beside it. */
export function rulePage(rule: Rule, hasDiagram: boolean): string {
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
${grammarPart(abnf, hasDiagram)}${silentPart(id)}${profilePart(rule)}`;
}

function grammarPart(abnf: string | undefined, hasDiagram: boolean): string {
  if (abnf === undefined) return '';
  const diagram = hasDiagram ? `\n\n![${abnf} as a railroad diagram](diagrams/${abnf}.svg)` : '';
  return `\n## Grammar\n\n\`${abnf}\`${diagram}\n`;
}

function silentPart(id: string): string {
  const cases = Object.hasOwn(silentCases, id) ? (silentCases[id] ?? []) : [];
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
