import type { RuleOutcomeRow } from '@sipscope/analyzer';
import { type FindingLevel, findingLevels, isWeaker } from '@sipscope/analyzer/conformance';
import type { FindingGroup } from './finding-groups.ts';
import type { LintChoice } from './lint-choice.ts';
import type { LintedFile } from './lint-file.ts';

/** What all inputs came to. */
export type LintTally = {
  /** New findings, by level: those of levels without any are missing. */
  readonly findings: Readonly<Partial<Record<FindingLevel, number>>>;
  readonly suppressed: number;
  /** Findings that stand in the baseline. */
  readonly known: number;
  /** New ones at or above the level that fails. */
  readonly failing: number;
  readonly rules: {
    readonly asked: number;
    /** Had something to judge. */
    readonly applied: number;
    readonly broken: number;
    /** Neither broken nor kept: it could not be told. */
    readonly undetermined: number;
    /** Failed themselves: our fault. */
    readonly faults: number;
  };
  /** How often something could not be told, by the guard that stopped it. */
  readonly guards: Readonly<Record<string, number>>;
};

export function tallyOf(files: readonly LintedFile[], choice: LintChoice): LintTally {
  const groups = files.flatMap((file) => file.groups);
  const fresh = groups.filter(({ state }) => state === 'new');
  return {
    findings: Object.fromEntries(
      findingLevels.flatMap((level) => {
        const count = countOf(fresh.filter(({ first }) => first.level === level));
        return count === 0 ? [] : [[level, count]];
      }),
    ),
    suppressed: countOf(groups.filter(({ state }) => state === 'suppressed')),
    known: countOf(groups.filter(({ state }) => state === 'known')),
    failing: countOf(fresh.filter((group) => isFailing(group, choice))),
    rules: tallyRules(files, choice.rules.length),
    guards: tallyGuards(files.flatMap(({ outcomes }) => outcomes)),
  };
}

/** Whether findings of the group make the command fail. */
export function isFailing({ first, state }: FindingGroup, { failOn }: LintChoice): boolean {
  return state === 'new' && failOn !== 'never' && !isWeaker(first.level, failOn);
}

function countOf(groups: readonly FindingGroup[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}

function tallyRules(files: readonly LintedFile[], asked: number): LintTally['rules'] {
  const by = new Map<string, { kept: number; failed: number; undetermined: number; fault: boolean }>();
  for (const { rule, kept, failed, undetermined, fault } of files.flatMap(({ outcomes }) => outcomes)) {
    const sum = by.get(rule) ?? { kept: 0, failed: 0, undetermined: 0, fault: false };
    by.set(rule, sum);
    sum.kept += kept;
    sum.failed += failed;
    sum.undetermined += Object.values(undetermined).reduce((all, count) => all + count, 0);
    sum.fault ||= fault !== undefined;
  }
  const sums = [...by.values()];
  return {
    asked,
    applied: sums.filter(({ kept, failed, undetermined }) => kept + failed + undetermined > 0).length,
    broken: sums.filter(({ failed }) => failed > 0).length,
    undetermined: sums.filter(({ kept, failed, undetermined }) => kept + failed === 0 && undetermined > 0).length,
    faults: sums.filter(({ fault }) => fault).length,
  };
}

function tallyGuards(outcomes: readonly RuleOutcomeRow[]): LintTally['guards'] {
  const counts = new Map<string, number>();
  for (const { undetermined } of outcomes)
    for (const [guard, count] of Object.entries(undetermined)) counts.set(guard, (counts.get(guard) ?? 0) + count);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}
