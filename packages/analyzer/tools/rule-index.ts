import { findingLevels, leftOut, profileNames, profiles, type Rule, rules } from '../src/conformance.ts';

/** The index of the pages of rules: by RFC, by header field, by level. */
export function ruleIndex(): string {
  return `# Rules of conformance

${rules.length} rules. Written by \`pnpm rule-docs\` from the code; a test compares. \`sipscope lint\` asks them ([more](../conformance.md)), \`sipscope lint --explain RULE\` prints one.

[By RFC](#by-rfc) · [by header field](#by-header-field) · [by level](#by-level) · [in profiles](#in-profiles) · [not asked](#not-asked)

## By RFC

${byRfc()}
## By header field

${byHeader()}
## By level

${byLevel()}
## In profiles

${profileNames.map((name) => `- \`${name}\`: ${profiles[name].about}`).join('\n')}

## Not asked

${notAsked()}`;
}

function byRfc(): string {
  const groups = grouped((rule) => [String(rule.rfc)]);
  return [...groups]
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([rfc, some]) => `### RFC ${rfc}\n\n${table(some)}`)
    .join('\n');
}

function table(some: readonly Rule[]): string {
  const rows = some
    .toSorted((a, b) => bySection(a.section, b.section))
    .map(
      ({ id, level, section, title }) => `| ${link(id)} | ${level} | §${section} | ${title.replaceAll('|', '\\|')} |`,
    );
  return `| rule | level | section | |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

/** `8.1.1.7` before `8.1.10`. */
function bySection(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function byHeader(): string {
  const groups = [...grouped(({ headers = [] }) => headers)].toSorted(([a], [b]) => a.localeCompare(b, 'en'));
  const rows = groups.map(([header, some]) => `| ${header} | ${some.map(({ id }) => link(id)).join(', ')} |`);
  return `| header field | rules |\n|---|---|\n${rows.join('\n')}\n`;
}

function byLevel(): string {
  const groups = grouped(({ level }) => [level]);
  return findingLevels
    .map((level) => {
      const some = groups.get(level) ?? [];
      return `**${level}** (${some.length}): ${some.map(({ id }) => link(id)).join(', ')}\n`;
    })
    .join('\n');
}

function notAsked(): string {
  if (leftOut.length === 0) return 'None of the catalogue is left out.\n';
  const rows = leftOut.map(({ id, reason }) => `| ${id} | ${reason.replaceAll('|', '\\|')} |`);
  return `Of the catalogue these are not asked:\n\n| rule | why |\n|---|---|\n${rows.join('\n')}\n`;
}

function grouped(keysOf: (rule: Rule) => readonly string[]): ReadonlyMap<string, readonly Rule[]> {
  const groups = new Map<string, Rule[]>();
  for (const rule of rules)
    for (const key of keysOf(rule)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [rule]);
      else group.push(rule);
    }
  return groups;
}

function link(id: string): string {
  return `[${id}](${id}.md)`;
}
