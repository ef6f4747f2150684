import { type FuzzyMatch, fuzzyMatch } from './fuzzy.ts';

/** What the palette offers. */
export type PaletteItem = {
  /** Stable, so that what was chosen before comes first. */
  readonly id: string;
  /** The heading it stands under. */
  readonly group: string;
  readonly title: string;
  /** Said beside it, quietly. */
  readonly detail?: string;
  /** As people write them. */
  readonly keys?: readonly string[];
  /** It was found by what was typed, so it fits whatever letters it has. */
  readonly found?: readonly [start: number, end: number];
  readonly run: () => void;
};

export type ShownItem = { readonly item: PaletteItem; readonly letters: readonly number[] };
export type ShownGroup = { readonly title: string; readonly items: readonly ShownItem[] };

/** Shown of one group; what is typed narrows them. */
const mostOfGroup = 12;
/** What was chosen a moment ago is before what fits a little better. */
const forRecent = 12;

/**
 * What fits what was typed, the best first in each group. Where nothing is typed, what was chosen last comes first, under a
 * heading of its own.
 *
 * @param recent - ids of what was chosen before, the last first.
 */
export function showItems(
  items: readonly PaletteItem[],
  typed: string,
  recent: readonly string[],
  recentTitle: string,
): readonly ShownGroup[] {
  if (typed.trim() === '') return showAll(items, recent, recentTitle);
  const fitting = items.flatMap((item) => {
    const match = matchOf(item, typed);
    if (match === undefined) return [];
    const at = recent.indexOf(item.id);
    return [{ item, letters: match.letters, score: match.score + (at < 0 ? 0 : forRecent / (1 + at)) }];
  });
  const groups = [...Map.groupBy(fitting, ({ item }) => item.group)].map(([title, all]) => {
    const sorted = all.toSorted((one, other) => other.score - one.score);
    return { title, items: sorted.slice(0, mostOfGroup), best: sorted[0]?.score ?? 0 };
  });
  // What was found by searching stays below what has a name, in the order of its groups.
  const isFound = ({ items: [first] }: ShownGroup): boolean => first?.item.found !== undefined;
  const named = groups.filter((group) => !isFound(group)).toSorted((one, other) => other.best - one.best);
  return [...named, ...groups.filter(isFound)];
}

function showAll(items: readonly PaletteItem[], recent: readonly string[], title: string): readonly ShownGroup[] {
  const shown = (item: PaletteItem): ShownItem => ({ item, letters: [] });
  const last = recent.flatMap((id) => items.find((item) => item.id === id) ?? []).slice(0, 5);
  const others = items.filter((item) => !last.includes(item));
  const groups = [...Map.groupBy(others, ({ group }) => group)];
  return [
    ...(last.length === 0 ? [] : [{ title, items: last.map(shown) }]),
    ...groups.map(([name, all]) => ({ title: name, items: all.slice(0, mostOfGroup).map(shown) })),
  ];
}

function matchOf(item: PaletteItem, typed: string): FuzzyMatch | undefined {
  if (item.found === undefined) return fuzzyMatch(typed, item.title);
  const [start, end] = item.found;
  return { score: 0, letters: Array.from({ length: end - start }, (_, at) => start + at) };
}
