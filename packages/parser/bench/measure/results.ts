import { availableParallelism, cpus } from 'node:os';
import type { InvalidRow } from './invalid-worker.ts';
import type { Rate } from './rates.ts';
import type { RetainedRow } from './retained.ts';
import type { SizeRow } from './size.ts';
import type { StartRow } from './start.ts';
import type { WorstRow } from './worst-worker.ts';

export const sections = ['rates', 'retained', 'invalid', 'worst', 'size', 'start'] as const;
export type Section = (typeof sections)[number];

/** Everything that was measured in one run; of a section that was left out, nothing. */
export type Results = {
  /** Of a quick run nothing can be concluded but that the bench works. */
  readonly isQuick: boolean;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
  readonly rates: Rate[];
  readonly retained: RetainedRow[];
  readonly invalid: InvalidRow[];
  readonly worst: WorstRow[];
  readonly size: SizeRow[];
  readonly start: StartRow[];
};

export function noResults(isQuick: boolean): Results {
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), node: process.version };
  return { isQuick, machine, rates: [], retained: [], invalid: [], worst: [], size: [], start: [] };
}
