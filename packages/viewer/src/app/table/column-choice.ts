import type { Column } from './column.ts';

/** What a person chose of a table's columns: which are shown, from left to right, and how wide some of them are, in CSS pixels. */
export type ColumnChoice = {
  readonly shown: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
};

export const leastWidth = 36;
export const mostWidth = 1200;
/** Columns that are kept: no table has so many. */
const mostColumns = 200;

/** The place a choice is kept at: of a list, on a wide or a narrow window. */
export function choicePlace(table: string, isNarrow: boolean): string {
  return `sipscope.columns.${table}${isNarrow ? '.narrow' : ''}`;
}

/** What lies at a place; undefined where nothing was chosen. It may have been written by anyone, or by another version. */
export function readChoice(place: string): ColumnChoice | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return undefined;
    const { shown, widths } = kept as { shown?: unknown; widths?: unknown };
    if (!Array.isArray(shown)) return undefined;
    const ids = shown.filter((id): id is string => typeof id === 'string').slice(0, mostColumns);
    return ids.length === 0 ? undefined : { shown: [...new Set(ids)], widths: readWidths(widths) };
  } catch {
    return undefined;
  }
}

function readWidths(kept: unknown): Readonly<Record<string, number>> {
  if (typeof kept !== 'object' || kept === null) return {};
  const widths = Object.entries(kept).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]),
  );
  return Object.fromEntries(widths.slice(0, mostColumns).map(([id, width]) => [id, clampWidth(width)]));
}

/** Keeps a choice; none: the table has its own columns again. A browser that keeps nothing shows it all the same. */
export function keepChoice(place: string, choice: ColumnChoice | undefined): void {
  try {
    if (choice === undefined) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify(choice));
  } catch {
    // Full, or forbidden.
  }
}

/** What a table shows where nothing was chosen, as a choice. */
export function ownChoice(columns: readonly Column<never>[], isNarrow: boolean): ColumnChoice {
  const shown = columns.filter((column) => !isNarrow || column.narrow !== undefined).map(({ id }) => id);
  return { shown, widths: {} };
}

/** The chosen ones of all columns, in the chosen order and width. What is not there any more is left out. */
export function chosenColumns<Row>(
  all: readonly Column<Row>[],
  choice: ColumnChoice,
  isNarrow: boolean,
): readonly Column<Row>[] {
  const byId = new Map(all.map((column) => [column.id, column]));
  return choice.shown.flatMap((id) => {
    const column = byId.get(id);
    if (column === undefined) return [];
    const width = Object.hasOwn(choice.widths, id) ? choice.widths[id] : undefined;
    // On a narrow window what was chosen is shown, whether or not it would be there by itself.
    const narrow = isNarrow && column.narrow === undefined ? { narrow: column.least } : {};
    return [{ ...column, ...narrow, ...(width !== undefined && { width }) }];
  });
}

/** Shows a column, last, or hides it; the last one that is shown stays. */
export function toggled(choice: ColumnChoice, id: string): ColumnChoice {
  if (!choice.shown.includes(id)) return { ...choice, shown: [...choice.shown, id] };
  if (choice.shown.length === 1) return choice;
  return { ...choice, shown: choice.shown.filter((one) => one !== id) };
}

/** Puts a column that is shown at another place, counted among those shown. */
export function moved(choice: ColumnChoice, id: string, to: number): ColumnChoice {
  if (!choice.shown.includes(id)) return choice;
  const others = choice.shown.filter((one) => one !== id);
  return { ...choice, shown: others.toSpliced(Math.max(0, Math.min(others.length, to)), 0, id) };
}

export function resized(choice: ColumnChoice, id: string, width: number): ColumnChoice {
  return { ...choice, widths: { ...choice.widths, [id]: clampWidth(width) } };
}

export function clampWidth(width: number): number {
  return Math.max(leastWidth, Math.min(mostWidth, Math.round(width)));
}
