/** What fields hold, and how often, among the rows that a filter finds. */
export type FacetQuery = {
  /** Keys of the list's rows, at most `mostFacets`. */
  readonly fields: readonly string[];
  /** In the filter language. What it asks of a field alone is left out when the values of that field are counted: what else it could be. */
  readonly filter?: string;
  /** Values of each field, at most `mostValues`; 20 where missing. */
  readonly limit?: number;
  /** Only values that contain this. */
  readonly containing?: string;
};

export type FacetValue = {
  readonly value: string | number | boolean;
  /** Rows that have it. */
  readonly count: number;
};

export type Facet = {
  readonly field: string;
  /** Those that most rows have first. */
  readonly values: readonly FacetValue[];
  /** Values beyond these. */
  readonly more?: number;
};

export const mostFacets = 16;
export const usualValues = 20;
export const mostValues = 500;
