import { expect, test } from 'vitest';
import type { SearchEvent, SearchHit } from '../../api/search/search.ts';
import { fakeCall } from '../../../test/fake/fake-rows.ts';
import { addEvent, noResults } from './search-results.ts';

const found = { in: 'from', text: 'sip:alice@a', at: [4, 9] } as const;
const call: SearchHit = { capture: 'a', call: fakeCall(0), found };
const other: SearchHit = { capture: 'b', call: fakeCall(1), found };

test('what is told of a search is put together by capture and list', () => {
  const events: readonly SearchEvent[] = [
    { kind: 'hits', hits: [call] },
    { kind: 'hits', hits: [other] },
    { kind: 'hits', hits: [call] },
    { kind: 'more', capture: 'a', list: 'calls' },
    { kind: 'progress', read: 5, total: 10 },
    { kind: 'stopped', by: 'time' },
  ];

  const results = events.reduce(addEvent, noResults);

  expect(results).toMatchObject({ read: 5, total: 10, count: 3, stopped: 'time' });
  expect(results.captures.map(({ capture, hits }) => [capture, hits.calls.length, hits.messages.length])).toEqual([
    ['a', 2, 0],
    ['b', 1, 0],
  ]);
  expect([...(results.captures[0]?.more ?? [])]).toEqual(['calls']);
});
