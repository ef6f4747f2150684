import type { Filter } from '@sipscope/analyzer';
import { rowFields } from '@sipscope/analyzer';
import type { DuckDBValue } from '@duckdb/node-api';
import type { ListName } from '../../api/lists.ts';
import { filterSql } from './filter-sql.ts';
import { rowJson, rowNumber } from './row-tables.ts';

/** How a query is asked for rows: all at once, or some at a time where they must be sorted whole. */
export type Ask = (sql: string, values: readonly DuckDBValue[]) => Promise<DuckDBValue[][]>;
export type AskForMany = (
  sql: string,
  values: readonly DuckDBValue[],
) => AsyncGenerator<readonly DuckDBValue[][], void, undefined>;

export type RowsAsked = {
  readonly table: string;
  readonly list: ListName;
  readonly filter: Filter;
  readonly sort?: { readonly key: string; readonly descending: boolean } | undefined;
};

/** Rows that are read at a time. */
const windowRows = 5000;

/** All rows of a list that match, in their order, some at a time: no more of them is held, by the database neither (what it sorts it keeps on disk). */
export async function* exportRows(
  { ask, askForMany }: { readonly ask: Ask; readonly askForMany: AskForMany },
  { table, list, filter, sort }: RowsAsked,
): AsyncGenerator<readonly object[], void, undefined> {
  const { sql, values } = filterSql(filter, rowFields[list]);
  if (sort !== undefined) {
    const order = `"${sort.key}" ${sort.descending ? 'desc' : 'asc'} nulls last, "${rowNumber}"`;
    for await (const rows of askForMany(`select "${rowJson}" from ${table} where ${sql} order by ${order}`, values))
      yield rows.map(([json]) => JSON.parse(String(json)) as object);
    return;
  }
  const [last] = await ask(`select max("${rowNumber}") from ${table}`, []);
  const end = last?.[0] === null || last === undefined ? -1 : Number(last[0]);
  for (let from = 0; from <= end; from += windowRows) {
    const window = `"${rowNumber}" >= ${from} and "${rowNumber}" < ${from + windowRows}`;
    const rows = await ask(
      `select "${rowJson}" from ${table} where ${window} and (${sql}) order by "${rowNumber}"`,
      values,
    );
    if (rows.length > 0) yield rows.map(([json]) => JSON.parse(String(json)) as object);
  }
}
