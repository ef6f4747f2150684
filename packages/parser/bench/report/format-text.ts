import type { Results } from '../measure/results.ts';
import { columns } from './columns.ts';
import { machineText, tablesOf } from './result-tables.ts';

/** What was measured, as tables for a terminal. */
export function formatText(results: Results): string {
  const tables = tablesOf(results).map(({ title, head, rows }) => `${title}\n${columns([head, ...rows]).join('\n')}\n`);
  return [`${machineText(results)}; medians [lowest–highest]\n`, ...tables].join('\n');
}
