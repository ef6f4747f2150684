import { compareText, foldText, leavesOf, rowFields } from '@sipscope/analyzer';
import type { Facet, FacetValue } from '../../api/facets.ts';
import type { ListName } from '../../api/lists.ts';

type Value = FacetValue['value'];

export type FacetAsked = {
  readonly list: ListName;
  readonly field: string;
  readonly limit: number;
  readonly containing: string;
};

/** What a field of the rows holds, counted as the server does. */
export function countFacet(rows: readonly object[], { list, field, limit, containing }: FacetAsked): Facet {
  const wanted = foldText(containing);
  const type = rowFields[list][field];
  /** By what is compared: text without case. */
  const found = new Map<Value, { readonly value: Value; count: number }>();
  for (const row of rows) {
    const value = (row as Readonly<Record<string, unknown>>)[field];
    const leaves = new Map(leavesOf(value).map((leaf) => [folded(leafOf(leaf, type)), leafOf(leaf, type)]));
    for (const [compared, leaf] of leaves) {
      if (!textOf(compared).includes(wanted)) continue;
      const known = found.get(compared);
      if (known === undefined) found.set(compared, { value: leaf, count: 1 });
      else known.count += 1;
    }
  }
  const sorted = [...found].sort(
    ([one, { count }], [other, { count: otherCount }]) => otherCount - count || compareValues(one, other),
  );
  const values = sorted.slice(0, limit).map(([, told]) => told);
  const more = sorted.length - values.length;
  return { field, values, ...(more > 0 && { more }) };
}

/** What stands within objects is text, or a number where the field holds numbers. */
function leafOf(leaf: Value, type: string | undefined): Value {
  if (type === 'texts') return String(leaf);
  return type === 'numbers' ? Number(leaf) : leaf;
}

function folded(leaf: Value): Value {
  return typeof leaf === 'string' ? foldText(leaf) : leaf;
}

/** A number as its digits before the point. */
function textOf(value: Value): string {
  return String(typeof value === 'number' ? Math.trunc(value) : value);
}

function compareValues(one: Value, other: Value): number {
  if (typeof one === 'string' && typeof other === 'string') return compareText(one, other);
  return Number(one) - Number(other);
}
