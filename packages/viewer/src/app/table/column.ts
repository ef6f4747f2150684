/** A column of a table: how wide, what it sorts by, what stands in it. */
export type Column<Row> = {
  /** Stable, for what a person chose is kept by it: mostly the field it shows. */
  readonly id: string;
  readonly title: string;
  /** Least width in pixels, and its share of what is left over. */
  readonly least: number;
  readonly share?: number;
  /** What a person made it, in pixels; it then neither shrinks nor grows. */
  readonly width?: number;
  readonly align?: 'end';
  /** Name by which the rows are sorted; without it the column cannot be sorted by. */
  readonly sort?: string;
  /** Stays where there is little room; with its least width there. */
  readonly narrow?: number;
  readonly draw: (row: Row) => unknown;
  /** The same where there is little room. */
  readonly drawNarrow?: (row: Row) => unknown;
  /** The whole value, shown on hover, where the cell shows less. */
  readonly whole?: (row: Row) => string | undefined;
};

/** Column and direction of `-started`. */
export function readSort(sort: string | undefined): { readonly key: string; readonly descending: boolean } | undefined {
  if (sort === undefined || sort === '') return undefined;
  return sort.startsWith('-') ? { key: sort.slice(1), descending: true } : { key: sort, descending: false };
}

/** What a click on a header makes of the sort: ascending, descending, none. */
export function nextSort(current: string | undefined, key: string): string | undefined {
  if (current === key) return `-${key}`;
  if (current === `-${key}`) return undefined;
  return key;
}

/** CSS grid tracks of the columns, and the width they need at least. */
export function layoutColumns<Row>(
  columns: readonly Column<Row>[],
  isNarrow: boolean,
): { readonly shown: readonly Column<Row>[]; readonly tracks: string; readonly least: number } {
  const shown = isNarrow ? columns.filter((column) => column.narrow !== undefined) : columns;
  const widths = shown.map((column) => column.width ?? (isNarrow ? (column.narrow ?? column.least) : column.least));
  const tracks = shown.map((column, at) => {
    const least = `${widths[at] ?? 0}px`;
    return column.share === undefined || column.width !== undefined ? least : `minmax(${least}, ${column.share}fr)`;
  });
  return { shown, tracks: tracks.join(' '), least: widths.reduce((sum, width) => sum + width, 0) };
}
