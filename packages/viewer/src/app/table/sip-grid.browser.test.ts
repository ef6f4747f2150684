import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { settle } from '../../../test/settle.ts';
import type { Column } from './column.ts';
import { SipGrid } from './sip-grid.ts';

type Numbered = { readonly number: number };
const columns: readonly Column<Numbered>[] = [
  { id: 'number', title: 'number', least: 120, narrow: 120, sort: 'number', draw: (row) => row.number },
  { id: 'double', title: 'double', least: 120, share: 1, align: 'end', draw: (row) => row.number * 2 },
];

async function drawGrid(total: number): Promise<SipGrid> {
  const grid = new SipGrid();
  grid.label = 'numbers';
  grid.columns = columns as readonly Column<never>[];
  grid.total = total;
  grid.rowAt = (number): Numbered => ({ number });
  grid.style.height = '600px';
  document.body.append(grid);
  await settle(grid);
  return grid;
}

const part = (grid: SipGrid, selector: string): HTMLElement => {
  const found = grid.renderRoot.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`nothing drawn is ${selector}`);
  return found;
};
const drawnRows = (grid: SipGrid): HTMLElement[] => [...grid.renderRoot.querySelectorAll<HTMLElement>('.body')];

function press(grid: SipGrid, key: string): void {
  part(grid, '[role="grid"]').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
}

beforeEach(() => page.viewport(1280, 900));
afterEach(() => document.body.replaceChildren());

test('<sip-grid> draws what is seen of two million rows and tells how many there are', async () => {
  const grid = await drawGrid(2_000_000);

  expect(drawnRows(grid).length).toBeLessThan(60);
  expect(part(grid, '[role="grid"]').getAttribute('aria-rowcount')).toBe('2000001');
});

test('<sip-grid> reaches the last of two million rows by End and by the scrollbar', async () => {
  const grid = await drawGrid(2_000_000);

  press(grid, 'End');
  await settle(grid);
  const last = part(grid, '#row-1999999');
  const box = last.getBoundingClientRect();
  const view = grid.getBoundingClientRect();
  expect(last.textContent).toContain('1999999');
  expect(box.bottom).toBeLessThanOrEqual(view.bottom + 1);
  expect(box.top).toBeGreaterThan(view.top);

  press(grid, 'Home');
  await settle(grid);
  const scroller = part(grid, '.grid');
  scroller.scrollTop = scroller.scrollHeight;
  await vi.waitFor(() => expect(drawnRows(grid).at(-1)?.id).toBe('row-1999999'));
});

test('<sip-grid> moves by j and k and tells which row is active', async () => {
  const grid = await drawGrid(100);
  const active: number[] = [];
  grid.addEventListener('active-changed', (event) => {
    active.push((event as CustomEvent<{ index: number }>).detail.index);
  });

  for (const key of ['j', 'ArrowDown', 'k', 'k', 'k']) press(grid, key);
  await settle(grid);

  expect(active).toEqual([1, 2, 1, 0]);
  expect(part(grid, '[role="grid"]').getAttribute('aria-activedescendant')).toBe('row-0');
});

test('<sip-grid> opens the active row by Enter', async () => {
  const grid = await drawGrid(100);
  let opened = -1;
  grid.addEventListener('row-opened', (event) => {
    opened = (event as CustomEvent<{ index: number }>).detail.index;
  });

  press(grid, 'j');
  press(grid, 'Enter');

  expect(opened).toBe(1);
});

test('<sip-grid> asks for another order at its headers', async () => {
  const grid = await drawGrid(100);
  const sorts: unknown[] = [];
  grid.addEventListener('sort-changed', (event) => {
    const { sort } = (event as CustomEvent<{ sort: string | undefined }>).detail;
    sorts.push(sort);
    grid.sort = sort;
  });

  for (let click = 0; click < 3; click += 1) {
    part(grid, 'button.title').click();
    await grid.updateComplete;
  }

  expect(sorts).toEqual(['number', '-number', undefined]);
});

/** What the table told under a name, in order. */
function listen(grid: SipGrid, type: string): unknown[] {
  const told: unknown[] = [];
  grid.addEventListener(type, (event) => told.push((event as CustomEvent<unknown>).detail));
  return told;
}

function pressOn(target: HTMLElement, key: string, shiftKey = false): void {
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, composed: true, cancelable: true }),
  );
}

test('<sip-grid> is resized at the edge of a header by keyboard, and fitted by Enter', async () => {
  const grid = await drawGrid(100);
  const told = listen(grid, 'column-resized');
  const edge = part(grid, '.edge');

  pressOn(edge, 'ArrowRight');
  pressOn(edge, 'ArrowLeft', true);
  pressOn(edge, 'Enter');

  expect(told.slice(0, 2)).toEqual([
    { id: 'number', width: 128 },
    { id: 'number', width: 80 },
  ]);
  expect((told[2] as { width: number }).width).toBeLessThan(100);
  expect(edge.getAttribute('aria-valuenow')).toBe('120');
});

test('<sip-grid> follows the pointer at the edge of a header', async () => {
  vi.spyOn(HTMLElement.prototype, 'setPointerCapture').mockReturnValue();
  const grid = await drawGrid(100);
  const told = listen(grid, 'column-resized');
  const point = (type: string, clientX: number): void => {
    part(grid, '.edge').dispatchEvent(new PointerEvent(type, { clientX, button: 0, bubbles: true }));
  };

  point('pointerdown', 128);
  point('pointermove', 178);
  await settle(grid);
  expect(part(grid, '.head .cell').getBoundingClientRect().width).toBe(170);
  point('pointerup', 178);

  expect(told).toEqual([{ id: 'number', width: 170 }]);
  vi.restoreAllMocks();
});

test('<sip-grid> has one stop at its headers, goes among them by arrow keys and moves them with Shift', async () => {
  const grid = await drawGrid(100);
  const told = listen(grid, 'column-moved');
  const titles = (): HTMLElement[] => [...grid.renderRoot.querySelectorAll<HTMLElement>('.title')];
  expect(titles().map(({ tabIndex }) => tabIndex)).toEqual([0, -1]);

  titles()[0]?.focus();
  pressOn(part(grid, '.title'), 'ArrowRight');
  await settle(grid);
  expect(titles().map(({ tabIndex }) => tabIndex)).toEqual([-1, 0]);
  pressOn(titles()[1] ?? document.body, 'ArrowLeft', true);

  expect(told).toEqual([{ id: 'double', to: 0 }]);
});

test('<sip-grid> marks rows by the space bar, and tells those that are marked', async () => {
  const grid = await drawGrid(100);
  const told = listen(grid, 'row-marked');

  press(grid, ' ');
  grid.isMarked = (row: Numbered): boolean => row.number === 0;
  await settle(grid);

  expect(told).toEqual([{ index: 0 }]);
  expect(part(grid, '#row-0').className).toContain('marked');
  expect(part(grid, '#row-0').textContent).toContain('marked');
  expect(part(grid, '#row-1').textContent).not.toContain('marked');
});

test('<sip-grid> keeps its first column in sight where the rest is scrolled sideways', async () => {
  const grid = await drawGrid(100);
  grid.columns = columns.map((column) => ({ ...column, width: 900 })) as readonly Column<never>[];
  await settle(grid);

  part(grid, '.grid').scrollLeft = 400;
  await settle(grid);

  const { left } = grid.getBoundingClientRect();
  expect(part(grid, '#row-0 .cell').getBoundingClientRect().left).toBe(left);
  expect(part(grid, '.head .cell').getBoundingClientRect().left).toBe(left);
});
