/**
 * A filter as a tree. Written by people in the filter language (`parseFilter`), asked of one row (`matchesFilter`),
 * or compiled to a query by whoever keeps rows in a database.
 */
export type Filter =
  /** What an empty text means. */
  | { readonly kind: 'everything' }
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  /** Some text of the row contains it. */
  | { readonly kind: 'text'; readonly text: FilterText }
  /** The field is one of the choices. */
  | { readonly kind: 'is'; readonly key: string; readonly choices: readonly FilterChoice[] }
  /** The field is there and none of the choices. */
  | { readonly kind: 'is-not'; readonly key: string; readonly choices: readonly FilterChoice[] }
  | { readonly kind: 'order'; readonly key: string; readonly order: FilterOrder; readonly bound: FilterText }
  /** The field contains a text, wherever. */
  | { readonly kind: 'contains'; readonly key: string; readonly text: FilterText }
  /** A regular expression is found in some text of the row. */
  | { readonly kind: 'expression'; readonly source: string };

export type FilterOrder = '<' | '<=' | '>' | '>=';

/** One of what a field may be; both ends of a range belong to it, and one of them may be open. A regular expression is found in it. */
export type FilterChoice =
  | { readonly kind: 'value'; readonly value: FilterText }
  | { readonly kind: 'expression'; readonly source: string }
  | { readonly kind: 'range'; readonly from?: FilterText; readonly to?: FilterText };

export type FilterText = {
  readonly text: string;
  /** Written in quotes: `*` and `5xx` mean themselves. */
  readonly quoted: boolean;
};

/** A part of the filter's text that could not be read, or a key that no row has. */
export type FilterProblem = {
  readonly message: string;
  /** `[start, end)` in UTF-16 code units. */
  readonly span: readonly [start: number, end: number];
};
