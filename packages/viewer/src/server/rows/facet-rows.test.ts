import { type CallRow, parseFilter, type Summary } from '@sipscope/analyzer';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Rows } from '../../app/backend/local-lists.ts';
import { LocalLists } from '../../app/backend/local-lists.ts';
import { RowDatabase } from './row-database.ts';
import { listNames } from './row-tables.ts';
import { RowWriter } from './row-writer.ts';

const capture = '6f9619ff-8b86-4d01-b42d-00c04fc964f0';
// What the rows hold is no matter of the database.
const summary = { diagnostics: [] } as unknown as Summary;

function call(number: number, more: Partial<CallRow>): CallRow {
  return {
    id: `c${number}`,
    callIds: [`${number}@host`],
    started: '2026-11-22T05:50:59.678796Z',
    outcome: 'answered',
    verdict: 'answered',
    legs: [],
    messages: 7,
    retransmissions: 0,
    participants: ['10.0.0.1:5060'],
    complete: true,
    ...more,
  };
}

const calls: readonly CallRow[] = [
  call(1, { status: 200, from: 'sip:Alice@example.com', participants: ['10.0.0.1:5060', '10.0.0.2:5060'] }),
  call(2, {
    outcome: 'failed',
    verdict: 'failed-network',
    status: 503,
    from: 'sip:alice@example.com',
    rules: ['SIP-VIA-001'],
  }),
  call(3, { outcome: 'failed', verdict: 'failed-network', status: 486, from: 'sip:Bob@example.com', complete: false }),
  call(4, {
    outcome: 'busy',
    verdict: 'busy',
    status: 486,
    participants: ['10.0.0.2:5060', '10.0.0.2:5060'],
    rules: ['SIP-VIA-001', 'SIP-MF-001'],
  }),
];

describe('facets', () => {
  let folder: string;
  let database: RowDatabase;
  // Of the other lists there are no rows.
  const local = new LocalLists(
    Object.fromEntries(listNames.map((name) => [name, name === 'calls' ? calls : []])) as unknown as Rows,
    {},
  );

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sipscope-facets-'));
    database = await RowDatabase.open(folder, { memoryLimit: '256MB', threads: 1 });
    const writer = await RowWriter.create(path.join(folder, `${capture}.part`));
    for (const row of calls) writer.add('calls', row);
    await writer.finish(summary, [], path.join(folder, capture));
    await database.attach(capture, path.join(folder, capture));
  });
  afterAll(async () => {
    database.close();
    await rm(folder, { recursive: true });
  });

  async function facets(fields: readonly string[], text = '', more: { limit?: number; containing?: string } = {}) {
    const { filter } = parseFilter(text, { list: 'calls', capture: {} });
    if (filter === undefined) throw new Error('the filter is well formed');
    const ofServer = await database.facets(capture, { list: 'calls', fields, filter, limit: 20, ...more });
    const ofBrowser = local.facets('calls', { fields, filter: text, ...more });
    expect(ofBrowser).toEqual(ofServer);
    return ofServer;
  }

  test('count the rows of each value, most first, texts as the first row writes them', async () => {
    expect(await facets(['outcome', 'from', 'status', 'complete'])).toEqual([
      {
        field: 'outcome',
        values: [
          { value: 'failed', count: 2 },
          { value: 'answered', count: 1 },
          { value: 'busy', count: 1 },
        ],
      },
      {
        field: 'from',
        values: [
          { value: 'sip:Alice@example.com', count: 2 },
          { value: 'sip:Bob@example.com', count: 1 },
        ],
      },
      {
        field: 'status',
        values: [
          { value: 486, count: 2 },
          { value: 200, count: 1 },
          { value: 503, count: 1 },
        ],
      },
      {
        field: 'complete',
        values: [
          { value: true, count: 3 },
          { value: false, count: 1 },
        ],
      },
    ]);
  });

  test('count a row once for each of its values', async () => {
    const [participants, rules] = await facets(['participants', 'rules', 'callIds']);

    expect(participants?.values).toEqual([
      { value: '10.0.0.1:5060', count: 3 },
      { value: '10.0.0.2:5060', count: 2 },
    ]);
    expect(rules?.values[0]).toEqual({ value: 'SIP-VIA-001', count: 2 });
  });

  test('count under the filter, but for what it asks of the field itself', async () => {
    const [outcome, status] = await facets(['outcome', 'status'], 'outcome:failed status:486');

    expect(outcome?.values).toEqual([
      { value: 'busy', count: 1 },
      { value: 'failed', count: 1 },
    ]);
    expect(status?.values).toEqual([
      { value: 486, count: 1 },
      { value: 503, count: 1 },
    ]);
  });

  test('tell how many values there are beyond', async () => {
    expect(await facets(['status'], '', { limit: 1 })).toEqual([
      { field: 'status', values: [{ value: 486, count: 2 }], more: 2 },
    ]);
  });

  test('are only those that contain a text', async () => {
    const [from, status] = await facets(['from', 'status'], 'complete:*', { containing: 'OB' });
    const [, eights] = await facets(['from', 'status'], '', { containing: '8' });

    expect(from?.values).toEqual([{ value: 'sip:Bob@example.com', count: 1 }]);
    expect(status?.values).toEqual([]);
    expect(eights?.values).toEqual([{ value: 486, count: 2 }]);
  });

  test('of a list without rows are empty', async () => {
    const { filter } = parseFilter('', { list: 'streams' });

    expect(await database.facets(capture, { list: 'streams', fields: ['codec'], filter: filter!, limit: 5 })).toEqual(
      local.facets('streams', { fields: ['codec'] }),
    );
  });
});
