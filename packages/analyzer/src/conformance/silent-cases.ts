import type { SilentCase } from './rule-page.ts';
import { silentCaseTable } from './rule-docs.gen.ts';

/** Where a rule says nothing, as its tests show it. */
export function silentCases(rule: string): readonly SilentCase[] {
  return Object.hasOwn(silentCaseTable, rule) ? (silentCaseTable[rule] ?? []) : [];
}
