import { parseFilter, type Filter } from '@sipscope/analyzer';
import { usageError } from './command-error.ts';
import type { OptionValues } from './option-table.ts';
import type { RowKind } from './rows/table-columns.ts';

/** The filter asked for; a usage error points at what cannot be read of it, or at a key no row has. */
export function readFilter({ filter: text }: OptionValues, kind: RowKind): Filter | undefined {
  if (text === undefined) return undefined;
  const { filter, problems } = parseFilter(text, { list: kind });
  const [problem] = problems;
  if (problem === undefined) return filter;
  const [start] = problem.span;
  throw usageError(`--filter cannot be followed, at character ${start + 1} of "${text}": ${problem.message}`);
}
