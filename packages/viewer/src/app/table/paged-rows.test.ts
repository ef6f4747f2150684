import { expect, test, vi } from 'vitest';
import { PagedRows } from './paged-rows.ts';

type Asked = {
  offset: number;
  limit: number;
  signal: AbortSignal;
  answer: (page: { items: readonly number[]; total: number }) => void;
  refuse: (reason: unknown) => void;
};

function pagedNumbers(): { rows: PagedRows<number>; asked: Asked[]; changed: () => void } {
  const asked: Asked[] = [];
  const changed = vi.fn<() => void>();
  const rows = new PagedRows<number>(
    (offset, limit, signal) =>
      new Promise((answer, refuse) => {
        asked.push({ offset, limit, signal, answer, refuse });
      }),
    changed,
  );
  return { rows, asked, changed };
}

const numbers = (from: number, count: number): number[] => Array.from({ length: count }, (_, at) => from + at);

test('PagedRows gives a row once its page has come', async () => {
  const { rows, asked, changed } = pagedNumbers();

  rows.want(0, 30);
  expect(rows.at(7)).toBeUndefined();
  asked[0]?.answer({ items: numbers(0, 200), total: 1000 });
  await Promise.resolve();

  expect(rows.at(7)).toBe(7);
  expect(rows.total).toBe(1000);
  expect(changed).toHaveBeenCalledTimes(1);
});

test('PagedRows asks once for a page that is on its way', () => {
  const { rows, asked } = pagedNumbers();

  rows.want(0, 30);
  rows.want(10, 40);

  expect(asked.map((one) => one.offset)).toEqual([0]);
});

test('PagedRows asks for both pages where the window lies across their border', () => {
  const { rows, asked } = pagedNumbers();

  rows.want(190, 230);

  expect(asked.map((one) => one.offset)).toEqual([0, 200]);
});

test('PagedRows gives up pages that went out of sight', async () => {
  const { rows, asked } = pagedNumbers();

  rows.want(0, 30);
  rows.want(5000, 5030);
  asked[0]?.answer({ items: numbers(0, 200), total: 10_000 });
  await Promise.resolve();

  expect(asked[0]?.signal.aborted).toBe(true);
  expect(asked[1]?.offset).toBe(5000);
  expect(rows.at(0)).toBeUndefined();
});

test('PagedRows keeps a bounded number of pages', async () => {
  const { rows, asked } = pagedNumbers();

  for (let page = 0; page < 60; page += 1) {
    rows.want(page * 200, page * 200 + 30);
    asked.at(-1)?.answer({ items: numbers(page * 200, 200), total: 12_000 });
    await Promise.resolve();
  }

  expect(rows.at(0)).toBeUndefined();
  expect(rows.at(59 * 200)).toBe(59 * 200);
});

test('PagedRows tells a failure and asks no further', async () => {
  const { rows, asked } = pagedNumbers();

  rows.want(0, 30);
  asked[0]?.refuse(new Error('no connection'));
  await Promise.resolve();
  await Promise.resolve();
  rows.want(0, 30);

  expect(rows.failure).toEqual(new Error('no connection'));
  expect(asked).toHaveLength(1);
});

test('PagedRows fetches what is in sight again, and shows it as it was until it comes', async () => {
  const { rows, asked } = pagedNumbers();
  rows.want(0, 30);
  asked[0]?.answer({ items: [1, 2], total: 2 });
  await Promise.resolve();

  rows.refresh();
  expect(rows.at(1)).toBe(2);
  expect(asked).toHaveLength(2);
  asked[1]?.answer({ items: [1, 5, 6], total: 3 });
  await Promise.resolve();

  expect([rows.at(1), rows.at(2), rows.total]).toEqual([5, 6, 3]);
});

test('PagedRows fetches once more where the list changed while it was on its way', async () => {
  const { rows, asked } = pagedNumbers();
  rows.want(0, 30);

  rows.refresh();
  rows.refresh();
  expect(asked).toHaveLength(1);
  asked[0]?.answer({ items: [1], total: 1 });
  await Promise.resolve();

  expect(asked).toHaveLength(2);
});
