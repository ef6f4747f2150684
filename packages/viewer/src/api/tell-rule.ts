import type { RuleDetail } from './rule-detail.ts';

/** What a rule of conformance tells of itself; undefined where there is none of that id. The rules are loaded when one is asked for. */
export async function tellRule(id: string): Promise<RuleDetail | undefined> {
  const { profileSettings, ruleLinks, rules, ruleSubject } = await import('@sipscope/analyzer/conformance');
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) return undefined;
  const { title, level, severity, rfc, section, why, advice, right, wrong, headers } = rule;
  return {
    id,
    title,
    level,
    severity,
    rfc,
    section,
    link: ruleLinks(rule).rfc,
    asked: ruleSubject(rule),
    why,
    advice,
    right,
    wrong,
    ...(headers === undefined ? {} : { headers }),
    profiles: profileSettings(rule).map(({ profile, is, because }) => ({ profile, is, because })),
  };
}
