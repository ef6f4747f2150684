import {
  chooseRules,
  type Configuration,
  type FailLevel,
  failLevels,
  findingLevels,
  type FindingLevel,
  isWeaker,
  onDay,
  type ProfileName,
  profileNames,
  type Rule,
  rules,
  type Suppression,
} from '@sipscope/analyzer/conformance';
import { usageError } from '../command-error.ts';
import type { OptionValues } from '../option-table.ts';
import { readConfigurationFile } from './configuration-file.ts';

/** What is asked, and what of the findings counts. */
export type LintChoice = {
  readonly profile: ProfileName;
  readonly rules: readonly Rule[];
  /** The weakest level that is told. */
  readonly level: FindingLevel;
  readonly failOn: FailLevel;
  /** Findings of one rule that are told in full, and of one rule and device. */
  readonly perRule: number;
  readonly perGroup: number;
  readonly suppressions: readonly Suppression[];
  readonly expired: readonly Suppression[];
};

/** Findings of a rule that are told in full, where nothing else is said. */
const mostPerRule = 200;

/** `day`: today, in UTC. `perGroup`: findings of one rule and device that are told where nothing else is said. */
export async function readLintChoice(options: OptionValues, day: string, perGroup: number): Promise<LintChoice> {
  const configuration = await readConfigurationFile(options.config);
  const failOn = oneOf(options['fail-on'], failLevels, '--fail-on') ?? configuration.failOn ?? 'must';
  const asked = oneOf(options.level, findingLevels, '--level') ?? 'robustness';
  // What may fail is told.
  const level = failOn !== 'never' && isWeaker(failOn, asked) ? failOn : asked;
  const profile = oneOf(options.profile, profileNames, '--profile') ?? configuration.profile ?? 'rfc';
  const perRule = readCount(options['max-per-rule']);
  const { held, expired } = onDay(configuration.suppressions ?? [], day);
  return {
    profile,
    rules: chosen(options, configuration, profile, level),
    level,
    failOn,
    perRule: perRule ?? mostPerRule,
    perGroup: perRule ?? perGroup,
    suppressions: held,
    expired,
  };
}

function chosen(
  options: OptionValues,
  configuration: Configuration,
  profile: ProfileName,
  weakest: FindingLevel,
): readonly Rule[] {
  const only = options.only?.flatMap(names);
  const skip = options.skip?.flatMap(names);
  for (const name of [...(only ?? []), ...(skip ?? [])]) {
    if (chooseRules(rules, { only: [name] }).length === 0)
      throw usageError(`There is no rule "${name}", and none that begins so. sipscope lint --rules lists them.`);
  }
  const settings = new Map(Object.entries(configuration.rules ?? {}));
  return chooseRules(rules, { profile, settings, only, skip, weakest });
}

function names(list: string): readonly string[] {
  return list.split(',').filter((name) => name !== '');
}

function oneOf<Name extends string>(
  text: string | undefined,
  known: readonly Name[],
  option: string,
): Name | undefined {
  if (text === undefined) return undefined;
  const name = known.find((one) => one === text);
  if (name === undefined) throw usageError(`${option} is one of ${known.join(', ')}; it cannot be "${text}".`);
  return name;
}

function readCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9][0-9]{0,8}$/.test(text)) return Number(text);
  throw usageError(`--max-per-rule is a number of findings; it cannot be "${text}".`);
}
