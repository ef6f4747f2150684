import type { Command } from '../commands/command.ts';
import type { Column } from '../table/column.ts';
import { nextSort, readSort } from '../table/column.ts';
import type { ListMarks } from './list-marks.ts';
import { pageWords } from './list-page-words.ts';

export type ListCommands = {
  readonly columns: readonly Column<never>[];
  readonly sort: string | undefined;
  readonly active: object | undefined;
  readonly marks: ListMarks;
  readonly isNarrowedInTime: boolean;
  readonly sortBy: (sort: string | undefined) => void;
  readonly chooseColumns: () => void;
  readonly showDetails: (row: object) => void;
  readonly showAllTime: () => void;
};

/** What can be done on a list: by key, and in the palette. */
export function listCommands(given: ListCommands): readonly Command[] {
  const { active, marks } = given;
  const group = pageWords.group;
  const command = (id: string, title: string, run: () => void, keys: readonly string[] = []): Command => ({
    id: `list.${id}`,
    title,
    group,
    run,
    ...(keys.length > 0 && { keys }),
  });
  return [
    command('columns', pageWords.chooseColumns, given.chooseColumns, ['Shift+C']),
    ...(active === undefined
      ? []
      : [
          command('mark', pageWords.mark, () => marks.toggle(active)),
          command('details', pageWords.details, () => given.showDetails(active), ['i']),
          command('copy', pageWords.copyCommand, () => void marks.copy('table'), ['Shift+Y']),
          command('copy-json', pageWords.copyJsonCommand, () => void marks.copy('json'), ['Shift+J']),
        ]),
    ...marks.markedActions.map(({ id, title, run, keys }) => command(id, title, run, keys)),
    ...(given.isNarrowedInTime ? [command('all-time', pageWords.showAllTime, given.showAllTime)] : []),
    command('sort-next', pageWords.sortNext, () => given.sortBy(besideSort(given, 1)), ['[Shift]+>']),
    command('sort-previous', pageWords.sortPrevious, () => given.sortBy(besideSort(given, -1)), ['[Shift]+<']),
    command('sort-reverse', pageWords.sortReverse, () => given.sortBy(reversed(given.sort)), ['z']),
    ...given.columns.flatMap(({ sort, title }) =>
      sort === undefined
        ? []
        : [command(`sort.${sort}`, pageWords.sortBy(title), () => given.sortBy(nextSort(given.sort, sort)))],
    ),
  ];
}

/** The list's own order has no other way round. */
function reversed(written: string | undefined): string | undefined {
  const sort = readSort(written);
  return sort === undefined ? undefined : sort.descending ? sort.key : `-${sort.key}`;
}

/** The next of the columns that can be sorted by, in the direction of the present one. */
function besideSort({ columns, sort: written }: ListCommands, step: number): string | undefined {
  const keys = columns.flatMap(({ sort }) => sort ?? []);
  const sort = readSort(written);
  const at = sort === undefined ? -1 : keys.indexOf(sort.key);
  const next = at < 0 ? keys.at(step > 0 ? 0 : -1) : keys[(at + step + keys.length) % keys.length];
  return sort?.descending === true && next !== undefined ? `-${next}` : next;
}
