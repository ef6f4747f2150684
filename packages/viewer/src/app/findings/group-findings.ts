import type { FindingRow } from '@sipscope/analyzer';
import { findingLevels } from './finding-level.ts';

/** Findings of one rule, by the devices that they are of. */
export type RuleFindings = {
  readonly rule: string;
  readonly first: FindingRow;
  readonly count: number;
  readonly devices: readonly DeviceFindings[];
};

type DeviceFindings = { readonly device: string; readonly findings: readonly FindingRow[] };

/** By rule and device: the strongest level first, then what is found most often. */
export function groupFindings(findings: readonly FindingRow[]): readonly RuleFindings[] {
  const rules = new Map<string, Map<string, FindingRow[]>>();
  for (const finding of findings) {
    const devices = rules.get(finding.rule) ?? new Map<string, FindingRow[]>();
    rules.set(finding.rule, devices);
    const device = deviceOf(finding);
    devices.set(device, [...(devices.get(device) ?? []), finding]);
  }
  const groups = [...rules].flatMap(([rule, devices]): RuleFindings[] => {
    const all = [...devices].map(([device, found]) => ({ device, findings: found }));
    const first = all[0]?.findings[0];
    if (first === undefined) return [];
    const count = all.reduce((sum, one) => sum + one.findings.length, 0);
    return [{ rule, first, count, devices: all.toSorted((a, b) => b.findings.length - a.findings.length) }];
  });
  return groups.toSorted((a, b) => strength(a.first) - strength(b.first) || b.count - a.count);
}

function strength({ level }: FindingRow): number {
  return findingLevels.indexOf(level);
}

/** How it calls itself; without that, its host; of media that is missing nobody knows. */
function deviceOf({ userAgent, source }: FindingRow): string {
  return userAgent ?? source?.replace(/:\d+$/, '') ?? 'unknown';
}
