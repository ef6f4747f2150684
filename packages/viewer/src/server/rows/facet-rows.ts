import type { DuckDBValue } from '@duckdb/node-api';
import { type FieldType, type Filter, foldText, leavesOf, rowFields, withoutField } from '@sipscope/analyzer';
import type { Facet } from '../../api/facets.ts';
import type { ListName } from '../../api/lists.ts';
import { asText, filterSql } from './filter-sql.ts';
import { rowJson, rowNumber } from './row-tables.ts';

export type FacetsAsked = {
  readonly list: ListName;
  readonly table: string;
  /** Keys of the list's rows. */
  readonly fields: readonly string[];
  readonly filter: Filter;
  readonly limit: number;
  /** Only values that contain this. */
  readonly containing?: string;
};

type Ask = (sql: string, values: readonly DuckDBValue[]) => Promise<DuckDBValue[][]>;

/** A value as the database has it, folded, and the first row that has it. */
type Counted = { readonly value: string | number | boolean; readonly count: number; readonly row: number };

/** What the fields hold, counted. Texts come out as the first row that has them writes them. */
export async function facetRows(ask: Ask, asked: FacetsAsked): Promise<readonly Facet[]> {
  const counted = await Promise.all(asked.fields.map((field) => countValues(ask, field, asked)));
  const written = await writtenRows(
    ask,
    asked,
    counted.flatMap(({ values }) => values),
  );
  return counted.map(({ field, values, total }) => ({
    field,
    values: values.map(({ value, count, row }) => ({ value: asWritten(value, written.get(row)?.[field]), count })),
    ...(total > values.length && { more: total - values.length }),
  }));
}

async function countValues(
  ask: Ask,
  field: string,
  { list, table, filter, limit, containing = '' }: FacetsAsked,
): Promise<{ readonly field: string; readonly values: readonly Counted[]; readonly total: number }> {
  const isList = rowFields[list][field]?.endsWith('s') === true;
  const value = isList ? `unnest(list_distinct("${field}"))` : `"${field}"`;
  const { sql, values: asked } = filterSql(withoutField(filter, field), rowFields[list]);
  const contained = `contains(${asText(`"${field}"`, leafType(rowFields[list][field]))}, $${asked.length + 1})`;
  const rows = await ask(
    `select v, c, n, cast(count(*) over () as integer) from (
      select "${field}" as v, cast(count(*) as integer) as c, min("${rowNumber}") as n
      from (select ${value} as "${field}", "${rowNumber}" from ${table} where ${sql})
      where "${field}" is not null and ${containing === '' ? 'true' : contained} group by 1
    ) order by c desc, v limit ${limit}`,
    containing === '' ? asked : [...asked, foldText(containing)],
  );
  const values = rows.map(([value, count, row]) => ({
    // A column of text, numbers or booleans holds no other.
    value: value as Counted['value'],
    count: Number(count),
    row: Number(row),
  }));
  return { field, values, total: Number(rows[0]?.[3] ?? 0) };
}

function leafType(type: FieldType | undefined): 'text' | 'number' | 'boolean' {
  if (type === 'texts' || type === undefined) return 'text';
  return type === 'numbers' ? 'number' : type;
}

/** The rows in which texts were found first. */
async function writtenRows(
  ask: Ask,
  { table }: FacetsAsked,
  values: readonly Counted[],
): Promise<ReadonlyMap<number, Readonly<Record<string, unknown>>>> {
  const numbers = new Set(values.filter(({ value }) => typeof value === 'string').map(({ row }) => row));
  if (numbers.size === 0) return new Map();
  const rows = await ask(
    `select "${rowNumber}", "${rowJson}" from ${table} where "${rowNumber}" in (${[...numbers].join(',')})`,
    [],
  );
  return new Map(
    rows.map(([number, json]) => [Number(number), JSON.parse(String(json)) as Readonly<Record<string, unknown>>]),
  );
}

function asWritten(value: Counted['value'], field: unknown): Counted['value'] {
  if (typeof value !== 'string') return value;
  const leaf = leavesOf(field).find((one) => foldText(String(one)) === value);
  return leaf === undefined ? value : String(leaf);
}
