import type { ListName } from '../../api/lists.ts';
import type { CellValue, SipCellMenu as CellMenu } from './sip-cell-menu.ts';

export type CellAsked = {
  readonly list: ListName;
  readonly filter: string;
  readonly row: object;
  readonly columns: readonly { readonly id: string; readonly sort?: string }[];
  /** Id of the column that was asked about. */
  readonly column: string | undefined;
  readonly x: number;
  readonly y: number;
};

/** Opens the menu of a value of a row in `root`; `apply` takes the filter that is made of it. */
export async function openCellMenu(
  root: DocumentFragment | HTMLElement,
  { list, filter, row, columns, column, x, y }: CellAsked,
  apply: (filter: string) => void,
): Promise<void> {
  const [{ conditionsOf }, { withChoice }, { SipCellMenu }] = await Promise.all([
    import('./filter-language.ts'),
    import('./edit-filter.ts'),
    import('./sip-cell-menu.ts'),
  ]);
  const values = columns.flatMap((one) => cellValues(row, one).map((cell) => ({ ...cell, id: one.id })));
  const menu = root.querySelector<CellMenu>('sip-cell-menu') ?? new SipCellMenu();
  if (!menu.isConnected) root.append(menu);
  menu.onChosen = ({ key, value, isLeftOut }) =>
    apply(withChoice(filter, conditionsOf(filter, list), { key, value, isLeftOut }));
  await menu.open(
    values,
    Math.max(
      0,
      values.findIndex(({ id }) => id === column),
    ),
    { x, y },
  );
}

/** The values a column shows: of several, each. */
function cellValues(row: object, { id, sort }: CellAsked['columns'][number]): readonly CellValue[] {
  const values = row as Readonly<Record<string, unknown>>;
  const key = [id, sort].find((name) => name !== undefined && values[name] !== undefined);
  if (key === undefined) return [];
  const value = values[key];
  return (Array.isArray(value) ? value.slice(0, 20) : [value])
    .filter((one) => typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean')
    .map((one) => ({ key, value: one }));
}
