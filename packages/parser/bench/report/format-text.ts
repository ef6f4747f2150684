import type { Results } from '../measure/results.ts';
import { machineText, tablesOf } from './result-tables.ts';

/** What was measured, as tables for a terminal. */
export function formatText(results: Results): string {
  const tables = tablesOf(results).map(({ title, head, rows }) => `${title}\n${columns([head, ...rows]).join('\n')}\n`);
  return [`${machineText(results)}; medians [lowest–highest]\n`, ...tables].join('\n');
}

/** Rows as lines, every column as wide as its widest cell; numbers stand at the right. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)));
  const pad = (cell: string, at: number): string =>
    /^\d/.test(cell) && at > 0 ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0);
  return rows.map((row) => `  ${row.map(pad).join('  ').trimEnd()}`);
}
