import {
  type CaptureTimes,
  fieldAliases,
  type FieldType,
  type Filter,
  filterTerms,
  type ListName,
  parseFilter,
  rowFields,
} from '@sipscope/analyzer';

/*
 * What the page knows of the filter language. Its grammar is a third of the page's first load, so this is loaded when somebody filters.
 */

export type FilterProblem = {
  readonly message: string;
  readonly span?: readonly [start: number, end: number];
};

/** One of the conditions joined by `and`, as it is written and as it is meant. */
export type Condition = {
  readonly text: string;
  readonly span: readonly [start: number, end: number];
  readonly negated: boolean;
  /** Of one that a person could have made by choosing values: the field, as rows call it, and the values. */
  readonly chosen?: { readonly key: string; readonly values: readonly string[] };
};

/** A field a filter may name. */
export type FieldOffer = {
  readonly name: string;
  readonly type: FieldType;
  /** The field of the rows, where this is another name of it. */
  readonly means?: string;
};

/** What is wrong with a filter, first things first. */
export function checkFilter(text: string, list: ListName, capture: CaptureTimes): FilterProblem | undefined {
  return parseFilter(text, { list, capture }).problems[0];
}

/** The conditions of a filter; none of one that cannot be read. */
export function conditionsOf(text: string, list: ListName): readonly Condition[] {
  if (parseFilter(text, { list }).filter === undefined) return [];
  return filterTerms(text).map(({ span, negated }) => {
    const written = text.slice(...span);
    const chosen = chosenValues(parseFilter(written, { list }).filter);
    return { text: written, span, negated, ...(chosen && { chosen }) };
  });
}

function chosenValues(filter: Filter | undefined): Condition['chosen'] {
  const inner = filter?.kind === 'not' ? filter.filter : filter;
  if (inner?.kind !== 'is' && inner?.kind !== 'is-not') return undefined;
  const values = inner.choices.map((choice) =>
    choice.kind === 'value' && (choice.value.quoted || !choice.value.text.includes('*'))
      ? choice.value.text
      : undefined,
  );
  return values.every((value) => value !== undefined) ? { key: inner.key, values } : undefined;
}

/** All names of a list's fields, its own first. */
export function fieldOffers(list: ListName): readonly FieldOffer[] {
  const own = Object.entries(rowFields[list]).map(([name, type]) => ({ name, type }));
  const others = fieldAliases(list).map(({ name, keys }) => ({
    name,
    type: rowFields[list][keys[0] ?? ''] ?? ('text' as const),
    means: keys.join(', '),
  }));
  return [...own, ...others];
}
