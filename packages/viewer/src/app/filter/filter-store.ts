import type { ListName } from '../../api/lists.ts';

/** What a person filtered by lately, and filters they gave a name: kept in this browser, by list. */

export type SavedFilter = { readonly name: string; readonly filter: string };

const historyPlace = 'sipscope.filters.last';
const savedPlace = 'sipscope.filters.saved';
/** Of each list. */
const mostRemembered = 50;
const mostSaved = 200;

/** The last first. */
export function lastFilters(list: ListName): readonly string[] {
  return read(historyPlace, list).filter((one): one is string => typeof one === 'string');
}

export function rememberFilter(list: ListName, filter: string): void {
  const written = filter.trim();
  if (written === '') return;
  const others = lastFilters(list).filter((one) => one !== written);
  write(historyPlace, list, [written, ...others].slice(0, mostRemembered));
}

export function forgetFilters(list: ListName): void {
  write(historyPlace, list, []);
}

/** By name. */
export function savedFilters(list: ListName): readonly SavedFilter[] {
  return read(savedPlace, list).filter(isSaved);
}

/** One of the same name is replaced. */
export function saveFilter(list: ListName, saved: SavedFilter): void {
  const others = savedFilters(list).filter(({ name }) => name !== saved.name);
  const all = [...others, saved].sort((one, other) => one.name.localeCompare(other.name));
  write(savedPlace, list, all.slice(0, mostSaved));
}

export function removeFilter(list: ListName, name: string): void {
  write(
    savedPlace,
    list,
    savedFilters(list).filter((one) => one.name !== name),
  );
}

/** What lies there may have been written by anyone. */
function isSaved(one: unknown): one is SavedFilter {
  return (
    typeof one === 'object' &&
    one !== null &&
    'name' in one &&
    'filter' in one &&
    typeof one.name === 'string' &&
    typeof one.filter === 'string'
  );
}

function read(place: string, list: ListName): readonly unknown[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(`${place}.${list}`) ?? '[]');
    return Array.isArray(stored) ? stored : [];
  } catch {
    return [];
  }
}

function write(place: string, list: ListName, all: readonly unknown[]): void {
  try {
    localStorage.setItem(`${place}.${list}`, JSON.stringify(all));
  } catch {
    // A full or forbidden store: the filter works without being remembered.
  }
}
