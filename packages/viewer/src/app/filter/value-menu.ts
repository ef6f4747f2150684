import type { ListName } from '../../api/lists.ts';
import { NavigateEvent } from '../route/navigate-event.ts';
import { readRoute } from '../route/route.ts';

/** A value that stands somewhere else than in a list, and the field of a list that it is. */
type ValueAsked = {
  readonly list: ListName;
  readonly key: string;
  readonly value: string | number | boolean;
  /** Where the menu opens: at a place of the window, else below this. */
  readonly anchor: Element;
  readonly x?: number;
  readonly y?: number;
};

/**
 * Draws the menus that parts of the page ask for by `value-menu` events: the rows of a list with a value, or without it.
 *
 * @param root - what the events reach.
 */
export function drawValueMenus(root: HTMLElement): void {
  root.addEventListener('value-menu', (event) => {
    const route = readRoute(new URL(location.href));
    if (!('capture' in route)) return;
    // Whoever asks tells this.
    const { detail } = event as CustomEvent<ValueAsked>;
    event.preventDefault();
    void openMenu(root, route.capture, detail);
  });
}

async function openMenu(
  root: HTMLElement,
  capture: string,
  { list, key, value, anchor, x, y }: ValueAsked,
): Promise<void> {
  const { openCellMenu } = await import('./open-cell-menu.ts');
  const place = anchor.getBoundingClientRect();
  const asked = {
    list,
    filter: '',
    row: { [key]: value },
    columns: [{ id: key }],
    column: key,
    x: x ?? place.left,
    y: y ?? place.bottom,
  };
  await openCellMenu(root.shadowRoot ?? root, asked, (filter) =>
    root.dispatchEvent(new NavigateEvent({ page: 'list', capture, list, filter })),
  );
}
