import { describe, expect, test } from 'vitest';
import { fakeCall } from '../../../test/fake/fake-rows.ts';
import { runSearch, type SearchedCapture } from './run-search.ts';
import type { SearchEvent, SearchHit, SearchLimits } from './search.ts';

const wanted = { text: 'alice', folded: 'alice' };
const found = { in: 'from', text: 'sip:alice@a', at: [4, 9] } as const;
const limits: SearchLimits = { hitsPerList: 3, bytes: 1000, timeMs: 60_000 };

function hit(capture: string): SearchHit {
  return { capture, call: fakeCall(0), found };
}

/** A capture of 100 messages, ten of which are read at once, one of which is a hit. */
function capture(id: string, calls: number, bytes = 10): SearchedCapture {
  return {
    id,
    messages: 100,
    rows: async (list, _, limit) =>
      list === 'calls' ? Array.from({ length: Math.min(limit, calls) }, () => hit(id)) : [],
    scan: async (from) => ({ hits: [hit(id)], bytes, ...(from < 90 && { next: from + 10 }) }),
  };
}

async function eventsOf(search: AsyncIterable<SearchEvent>): Promise<readonly SearchEvent[]> {
  const events: SearchEvent[] = [];
  for await (const event of search) events.push(event);
  return events;
}

describe('a search', () => {
  test('tells rows of all captures first, and no more than its limit', async () => {
    const events = await eventsOf(runSearch([capture('a', 1), capture('b', 9)], wanted, { messages: false }, limits));

    expect(events).toEqual([
      { kind: 'hits', hits: [hit('a')] },
      { kind: 'hits', hits: [hit('b'), hit('b'), hit('b')] },
      { kind: 'more', capture: 'b', list: 'calls' },
    ]);
  });

  test('reads messages of each capture until it has enough of them', async () => {
    const events = await eventsOf(runSearch([capture('a', 0), capture('b', 0)], wanted, {}, limits));

    const told = events.flatMap((event) => (event.kind === 'hits' ? event.hits.map((one) => one.capture) : []));
    expect(told).toEqual(['a', 'a', 'a', 'b', 'b', 'b']);
    expect(events.filter(({ kind }) => kind === 'more')).toHaveLength(2);
    expect(events.at(-1)).toEqual({ kind: 'progress', read: 200, total: 200 });
  });

  test('stops where it has read as much as it may, and says so', async () => {
    const events = await eventsOf(runSearch([capture('a', 0, 600)], wanted, {}, limits));

    expect(events.at(-1)).toEqual({ kind: 'stopped', by: 'bytes' });
  });

  test('stops when its time is over, and says so', async () => {
    const events = await eventsOf(runSearch([capture('a', 0)], wanted, {}, { ...limits, timeMs: 0 }));

    expect(events.at(-1)).toEqual({ kind: 'stopped', by: 'time' });
  });
});
