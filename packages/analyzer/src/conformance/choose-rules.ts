import { type ProfileName, profiles, type RuleSetting } from './profiles.ts';
import { type FindingLevel, findingLevels, type FindingSeverity, type Rule } from './rule.ts';

/** Which rules are to be asked. Names are ids, or their beginnings with `*` behind. */
export type RuleChoice = {
  /** `rfc` where it is missing. */
  readonly profile?: ProfileName | undefined;
  /** What counts more than the profile, by names; where several fit, the longest. */
  readonly settings?: ReadonlyMap<string, RuleSetting> | undefined;
  /** Only these; beginnings without `*` too. */
  readonly only?: readonly string[] | undefined;
  readonly skip?: readonly string[] | undefined;
  /** Rules of weaker levels are not asked. */
  readonly weakest?: FindingLevel | undefined;
};

/** How findings of a level are shown that a rule was given by a profile or a configuration. */
const severities: Readonly<Record<FindingLevel, FindingSeverity>> = {
  must: 'error',
  security: 'security',
  should: 'warning',
  robustness: 'warning',
  info: 'info',
};

/** The rules that are to be asked, each with the level that it has there. */
export function chooseRules(rules: readonly Rule[], choice: RuleChoice): readonly Rule[] {
  const { profile = 'rfc', settings, only, skip = [], weakest = 'info' } = choice;
  const ofProfile = new Map(profiles[profile].rows.flatMap((row) => row.rules.map((name) => [name, row.is] as const)));
  return rules.flatMap((rule) => {
    if (only !== undefined && !only.some((name) => begins(rule.id, name))) return [];
    if (skip.some((name) => begins(rule.id, name))) return [];
    const setting = settingOf(rule.id, settings) ?? settingOf(rule.id, ofProfile) ?? rule.level;
    if (setting === 'off' || isWeaker(setting, weakest)) return [];
    return [setting === rule.level ? rule : { ...rule, level: setting, severity: severities[setting] }];
  });
}

/** Whether a name stands for that rule. */
export function isNamed(id: string, name: string): boolean {
  return name.endsWith('*') ? id.startsWith(name.slice(0, -1)) : id === name;
}

export function isWeaker(level: FindingLevel, other: FindingLevel): boolean {
  return findingLevels.indexOf(level) > findingLevels.indexOf(other);
}

/** On a command line a beginning is enough. */
function begins(id: string, name: string): boolean {
  const beginning = name.endsWith('*') ? name.slice(0, -1) : name;
  return id.toUpperCase().startsWith(beginning.toUpperCase());
}

/** What is set for a rule, by the longest name that fits. */
export function settingOf<Setting>(
  id: string,
  settings: ReadonlyMap<string, Setting> | undefined,
): Setting | undefined {
  let longest = -1;
  let found: Setting | undefined;
  for (const [name, setting] of settings ?? []) {
    // The id itself is longer than any beginning of it.
    const length = name.endsWith('*') ? name.length - 1 : name.length + 1;
    if (length <= longest || !isNamed(id, name)) continue;
    longest = length;
    found = setting;
  }
  return found;
}
