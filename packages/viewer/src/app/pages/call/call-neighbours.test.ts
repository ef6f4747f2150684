import type { CallRow } from '@sipscope/analyzer';
import { describe, expect, test } from 'vitest';
import type { Backend } from '../../../api/backend.ts';
import type { ListQuery } from '../../../api/lists.ts';
import { CallNeighbours, type Neighbour } from './call-neighbours.ts';

/** Calls with even numbers, in their order, or turned round where they are sorted. */
function backendOf(count: number): { readonly backend: Backend; readonly asked: ListQuery[] } {
  const asked: ListQuery[] = [];
  const ids = Array.from({ length: count }, (_, at) => `c${at * 2 + 2}`);
  const list = async (_capture: string, _name: string, query: ListQuery) => {
    asked.push(query);
    const sorted = query.sort === undefined ? ids : ids.toReversed();
    const items = sorted
      .slice(query.offset, (query.offset ?? 0) + (query.limit ?? 100))
      .map((id) => ({ id }) as CallRow);
    return { items, total: count };
  };
  return { backend: { list } as unknown as Backend, asked };
}

const next = async (call: string, step: 1 | -1, sort?: string): Promise<Neighbour> =>
  new CallNeighbours().of(
    backendOf(5000).backend,
    { capture: 'cap', call, list: sort === undefined ? {} : { sort } },
    step,
  );

describe('the calls beside a call', () => {
  test('are those before and after it in the list', async () => {
    expect(await next('c4002', 1)).toEqual({ call: 'c4004' });
    expect(await next('c4002', -1)).toEqual({ call: 'c4000' });
  });

  test('are found in another order, too', async () => {
    expect(await next('c4002', 1, '-started')).toEqual({ call: 'c4000' });
  });

  test('end with the list', async () => {
    expect(await next('c2', -1)).toBe('first');
    expect(await next('c10000', 1)).toBe('last');
    expect(await next('c3', 1)).toBe('none');
    expect(await next('c3', 1, 'started')).toBe('none');
  });

  test('are found at once when one goes on', async () => {
    const { backend, asked } = backendOf(5000);
    const neighbours = new CallNeighbours();
    const of = { capture: 'cap', list: { filter: 'outcome:failed', sort: '-started' } };

    await neighbours.of(backend, { ...of, call: 'c4002' }, 1);
    const before = asked.length;

    expect(await neighbours.of(backend, { ...of, call: 'c4000' }, 1)).toEqual({ call: 'c3998' });
    expect(asked).toHaveLength(before + 1);
    expect(asked.at(-1)).toMatchObject({ filter: 'outcome:failed', limit: 1 });
  });
});
