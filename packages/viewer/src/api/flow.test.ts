import type { CallRow } from '@sipscope/analyzer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FlowQuery, readFlowQuery, relatedCalls, withRelated, writeFlowQuery } from './flow.ts';

const call = (part: Partial<CallRow>): CallRow => ({ id: 'c1', ...part }) as CallRow;

describe('the query of a picture', () => {
  test('is read as it was written, whatever Call-IDs hold', () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 5 });
    fc.assert(
      fc.property(ids, ids, fc.boolean(), (calls, callIds, extended) => {
        const query: FlowQuery = {
          ...(calls.length > 0 && { calls }),
          ...(callIds.length > 0 && { callIds }),
          ...(extended && { extended }),
        };

        expect(readFlowQuery(writeFlowQuery(query))).toEqual(query);
        expect(readFlowQuery(new URLSearchParams(writeFlowQuery(query).toString()))).toEqual(query);
      }),
    );
  });

  test('leaves out what is empty, named twice, or nothing we know', () => {
    const search = new URLSearchParams('calls=c1,,c1,c2&dialogs=&extended=1&sort=started');

    expect(readFlowQuery(search)).toEqual({ calls: ['c1', 'c2'] });
  });
});

describe('withRelated()', () => {
  test('finds what is tied to a call, and to that', async () => {
    const rows = [
      call({ id: 'c2', transferOf: { call: 'c1', frame: 4 }, replaces: { callId: 'x', call: 'c10', frame: 5 } }),
      call({ id: 'c10' }),
    ];

    const related = await withRelated(
      [call({ transfer: { kind: 'blind', target: '', result: 'succeeded', frames: [], call: 'c2' } })],
      async (ids) => rows.filter(({ id }) => ids.includes(id)),
    );

    expect(related.map(({ id }) => id)).toEqual(['c1', 'c2', 'c10']);
  });

  test('ends where calls are tied in a circle, and at the most', async () => {
    const next = (id: string): CallRow =>
      call({ id, replacedBy: { call: `c${(Number(id.slice(1)) % 9) + 1}`, frame: 1 } });

    const ask = async (ids: readonly string[]): Promise<readonly CallRow[]> => ids.map(next);
    expect(await withRelated([next('c1')], ask)).toHaveLength(9);
    expect(await withRelated([next('c1')], ask, 4)).toHaveLength(4);
  });

  test('a call tied to itself is tied to nothing', () => {
    expect(relatedCalls(call({ joinedBy: [{ call: 'c1', frame: 2 }] }))).toEqual([]);
  });
});
