import { jsonText } from '@sipscope/analyzer';
import type { Finding, FindingGroup } from './finding-groups.ts';
import type { LintReport } from './lint-report.ts';
import type { LintedFile } from './lint-file.ts';

/**
 * The report as JSON; `docs/conformance.md` describes it. Fields may be added, none goes or changes its meaning within a version.
 */
export function lintJson({ choice, tally, files, status }: LintReport): string {
  const { profile, level, failOn, expired, rules } = choice;
  return `${jsonText(
    {
      version: 1,
      status,
      profile,
      level,
      failOn,
      summary: tally,
      ...(expired.length === 0 ? {} : { expiredSuppressions: expired }),
      files: files.map(fileObject),
      rules: rules.map(({ id, title, level: ofRule, severity, rfc, section, why, advice }) => {
        return { id, title, level: ofRule, severity, rfc, section, why, advice };
      }),
    },
    2,
  )}\n`;
}

function fileObject({ name, messages, facts, groups, outcomes }: LintedFile): object {
  return {
    file: name,
    ...(facts === undefined ? {} : { format: facts.format }),
    messages,
    ...(facts?.damaged === undefined ? {} : { damaged: true }),
    groups: groups.map(groupObject),
    // Rules that had nothing to judge say nothing.
    outcomes: outcomes.filter(
      ({ kept, failed, undetermined, fault }) =>
        kept + failed > 0 || Object.keys(undetermined).length > 0 || fault !== undefined,
    ),
  };
}

function groupObject({ first, device, state, suppression, count, findings }: FindingGroup): object {
  const { rule, level, severity, title, rfc, section } = first;
  return {
    rule,
    level,
    severity,
    title,
    rfc,
    section,
    device,
    state,
    ...(suppression === undefined ? {} : { reason: suppression.reason }),
    count,
    findings: findings.map(findingObject),
  };
}

function findingObject({ row, fingerprint, excerpt }: Finding): object {
  return { ...row, fingerprint, ...(excerpt === undefined ? {} : { excerpt }) };
}
