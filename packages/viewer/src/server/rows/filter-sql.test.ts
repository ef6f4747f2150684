import { spawnSync } from 'node:child_process';
import { matchesFilter, parseFilter, type CallRow, type MessageRow, type Summary } from '@sipscope/analyzer';
import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyExpression, anyText } from '../../../../analyzer/test/filter/any-expression.ts';
import { RowDatabase } from './row-database.ts';
import { RowWriter } from './row-writer.ts';

const capture = '6f9619ff-8b86-4d01-b42d-00c04fc964ff';
/** What the rows hold is no matter of the database. */
const summary = { diagnostics: [] } as unknown as Summary;

const texts = [
  'sip:alice@example.com',
  'SIPS:Bob@EXAMPLE.com;x=y@z',
  'tel:+4420',
  'sip:host',
  'sip:',
  'a*b',
  'a%b_c\\d',

  'Ärger',
  'ΣΑΣ',
  'İstanbul',
  '📞',
  '\uFFFD',
  '\u0000x',
  'a\nb',
  '',
  '__proto__',
  "o'neil",
  '"',
  '$1',
  'true',
  '200',
  '10.0.0.1',
  '10.255.3.4:5060',
  '10.0.0.1.2',
  '300.1.1.1',
  '2001:db8::1',
  '[2001:db8:0:7::1]:5060',
  '::',
  '1:2:3:4:5:6:7:8',
  '1:2:3:4::5:6:7:8',
  '1::2::3',
  ':1:2:3:4:5:6:7',
];
const text = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: 'binary', maxLength: 8 }));
const number = fc.oneof(
  fc.constantFrom(0, 1, 100, 180, 200, 486, 503, 3120.5, -1, 0.5),
  fc.integer({ min: 0, max: 2 ** 31 }),
);
const call: fc.Arbitrary<CallRow> = fc.record(
  {
    id: text,
    callIds: fc.array(text, { maxLength: 3 }),
    from: text,
    to: text,
    started: fc.constantFrom(
      '2026-11-22T05:50:59.678796Z',
      '2026-11-22T05:51:00.000000Z',
      '2026-11-23T00:00:00.000000Z',
      '2026-11-22T23:59:59Z',
    ),
    outcome: fc.constantFrom('answered', 'failed', 'busy'),
    verdict: fc.constantFrom('answered', 'failed-network', 'busy'),
    endedBy: fc.constantFrom('caller', 'network'),
    status: number,
    reason: text,
    pddMs: number,
    legs: fc.array(fc.record({ dialog: text, path: fc.array(text, { maxLength: 2 }) }), { maxLength: 2 }),
    transfer: fc.record({
      kind: fc.constantFrom('blind', 'attended'),
      target: text,
      result: fc.constantFrom('succeeded', 'refused'),
      frames: fc.array(number, { maxLength: 2 }),
    }),
    messages: number,
    retransmissions: number,
    participants: fc.array(text, { maxLength: 2 }),
    complete: fc.boolean(),
  },
  {
    requiredKeys: [
      'id',
      'callIds',
      'started',
      'outcome',
      'verdict',
      'legs',
      'messages',
      'retransmissions',
      'participants',
      'complete',
    ],
  },
);

const key = fc.constantFrom(
  'from',
  'to',
  'status',
  'pddMs',
  'callIds',
  'legs',
  'transfer',
  'complete',
  'participants',
  'started',
  'STATUS',
  'nothing',
);
const value = fc.oneof(
  fc.constantFrom(
    '*',
    'sip:*',
    '*alice*',
    '+44*',
    'a*',
    '*b',
    '*a*b*',
    '5xx',
    '20x',
    '2*',
    '200',
    '3120.5',
    '-1',
    'true',
    'alice',
    'host',
    '2026-11-22*',
    '2026-11-22',
    '2026-11-22T05:51',
    '2026-11-22T05:51:00Z',
    '2026-11-22T06:50:59.678796+01:00',
    '05:50',
    '05:51:00.0',
    '23:59:59',
    '10.0.0.0/8',
    '10.0.0.0/15',
    '2001:db8::/32',
    '0::/0',
    '2001:db8:0:6::/63',
    '2001:db8::1',
  ),
  text.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`),
);
const word = fc.oneof(
  { weight: 3, arbitrary: value },
  anyExpression.map((source) => `/${source}/`),
);
const term = fc.oneof(
  fc.tuple(key, fc.constantFrom(':', '!=', '=', ':'), word).map((parts) => parts.join('')),
  fc.tuple(key, fc.constantFrom('<', '<=', '>', '>='), value).map((parts) => parts.join('')),
  fc.tuple(key, fc.constant(' contains '), value).map((parts) => parts.join('')),
  fc.tuple(key, fc.constant(':('), word, fc.constant(', '), word, fc.constant(')')).map((parts) => parts.join('')),
  fc.tuple(key, fc.constant(':'), value, fc.constant('..'), value).map((parts) => parts.join('')),
  word,
);
const { filter: filterText } = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    term,
    tie('filter').map((inner) => `not (${inner})`),
    fc
      .tuple(tie('filter'), fc.constantFrom(' ', ' or ', ' and '), tie('filter'))
      .map(([a, by, b]) => `(${a})${by}(${b})`),
  ),
}));

describe('filterSql()', () => {
  let folder: string;
  let database: RowDatabase;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sipscope-rows-'));
    database = await RowDatabase.open(folder, { memoryLimit: '256MB', threads: 1 });
  });
  afterAll(async () => {
    database.close();
    await rm(folder, { recursive: true });
  });

  test('finds exactly the rows that matchesFilter() finds', async () => {
    const rows = fc.sample(call, { numRuns: 400, seed: 7 });
    await writeCalls(rows, capture);
    await database.attach(capture, path.join(folder, capture));
    let found = 0;

    await fc.assert(
      fc.asyncProperty(filterText, async (written) => {
        const { filter, problems } = parseFilter(written);
        expect(problems).toEqual([]);
        if (filter === undefined) return;
        const expected = rows.filter((row) => matchesFilter(filter, row));

        const page = await database.list(capture, 'calls', { filter, limit: 1000, offset: 0 });

        expect(page.items).toEqual(expected);
        expect(page.total).toBe(expected.length);
        found += expected.length;
      }),
      { numRuns: 400 },
    );
    expect(found).toBeGreaterThan(0);
  });

  test('leaves nothing of the filter in the SQL', async () => {
    const rows = fc.sample(call, { numRuns: 1, seed: 7 });
    const other = '6f9619ff-8b86-4d01-b42d-00c04fc96400';
    await writeCalls(rows, other);
    await database.attach(other, path.join(folder, other));
    for (const written of [`"'; drop table calls; --"`, `from:"' or 1=1 --"`, `from:"$2"*`, 'from:"(a+)+$"']) {
      const { filter } = parseFilter(written);
      if (filter !== undefined) await database.list(other, 'calls', { filter, limit: 10, offset: 0 });
    }

    const page = await database.list(other, 'calls', { filter: { kind: 'everything' }, limit: 10, offset: 0 });

    expect(page).toEqual({ items: rows, total: 1 });
  });

  test('answers a pattern with many wildcards in linear time', async () => {
    const long = '6f9619ff-8b86-4d01-b42d-00c04fc96401';
    const [row] = fc.sample(call, { numRuns: 1, seed: 7 });
    if (row === undefined) throw new Error('a sample of one holds one');
    await writeCalls([{ ...row, from: 'a'.repeat(60_000) }], long);
    await database.attach(long, path.join(folder, long));
    const { filter } = parseFilter(`from:${'*a'.repeat(100)}*b`);
    if (filter === undefined) throw new Error('the filter is well formed');
    const started = performance.now();

    const page = await database.list(long, 'calls', { filter, limit: 10, offset: 0 });

    expect(page.total).toBe(0);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('finds texts by a regular expression as matchesFilter() does', async () => {
    const written = '6f9619ff-8b86-4d01-b42d-00c04fc96404';
    const [row] = fc.sample(call, { numRuns: 1, seed: 7 });
    if (row === undefined) throw new Error('a sample of one holds one');
    const rows = fc.sample(anyText, { numRuns: 300, seed: 11 }).map((reason, at) => ({ ...row, id: `c${at}`, reason }));
    await writeCalls(rows, written);
    await database.attach(written, path.join(folder, written));
    let found = 0;

    await fc.assert(
      fc.asyncProperty(anyExpression, async (source) => {
        const { filter } = parseFilter(`reason:/${source}/`, { list: 'calls' });
        if (filter === undefined) throw new Error('the expression is well formed');
        const expected = rows.filter((one) => matchesFilter(filter, one)).map(({ id }) => id);

        const page = await database.list(written, 'calls', { filter, limit: 1000, offset: 0 });

        expect(page.items.map(({ id }) => id)).toEqual(expected);
        found += expected.length;
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(0);
  });

  test('compiles the largest expression there may be', async () => {
    for (const source of ['.{1000}', '[^a]{999}', `(${'é|'.repeat(300)}x)`, '(a?){330}']) {
      const { filter, problems } = parseFilter(`from:/${source}/`, { list: 'calls' });
      expect(problems).toEqual([]);
      const page = await database.list(capture, 'calls', { filter: filter!, limit: 1, offset: 0 });
      expect(page.total).toBeGreaterThanOrEqual(0);
    }
  });

  test('sorts by a field, rows without it last, and keeps the order of equals', async () => {
    const sorted = '6f9619ff-8b86-4d01-b42d-00c04fc96402';
    const [row] = fc.sample(call, { numRuns: 1, seed: 7 });
    if (row === undefined) throw new Error('a sample of one holds one');
    const { pddMs: _, ...bare } = row;
    const rows = [
      { ...bare, id: 'a', pddMs: 5 },
      { ...bare, id: 'b' },
      { ...bare, id: 'c', pddMs: 9 },
      { ...bare, id: 'd', pddMs: 5 },
    ];
    await writeCalls(rows, sorted);
    await database.attach(sorted, path.join(folder, sorted));
    const query = { filter: { kind: 'everything' }, limit: 3, offset: 1 } as const;

    const down = await database.list(sorted, 'calls', { ...query, sort: { key: 'pddMs', descending: true } });
    const up = await database.list(sorted, 'calls', { ...query, sort: { key: 'pddMs', descending: false } });

    expect(down.items.map(({ id }) => id)).toEqual(['a', 'd', 'b']);
    expect(up.items.map(({ id }) => id)).toEqual(['d', 'c', 'b']);
  });

  test('reads a message and its place by frame and index', async () => {
    const placed = '6f9619ff-8b86-4d01-b42d-00c04fc96403';
    const message = { frame: 7, kind: 'request', method: 'OPTIONS', call: 'C1' } as unknown as MessageRow;
    const writer = await RowWriter.create(path.join(folder, `${placed}.part`));
    writer.addMessage(message, 0, [{ offset: 40, length: 500 }]);
    writer.addMessage({ ...message, method: 'BYE' }, 1, [
      { offset: 600, length: 1 },
      { offset: 700, length: 2 },
    ]);
    await writer.finish(summary, [], path.join(folder, placed));
    await database.attach(placed, path.join(folder, placed));

    const second = await database.message(placed, 7, 1);
    const ofCall = await database.messagesOfCall(placed, 'C1', 10);

    expect(second?.row.method).toBe('BYE');
    expect(second?.place).toEqual([
      { offset: 600, length: 1 },
      { offset: 700, length: 2 },
    ]);
    expect(ofCall.map(({ row }) => row.method)).toEqual(['OPTIONS', 'BYE']);
    expect(await database.messagesOfCall(placed, 'c1', 10)).toEqual([]);
    expect(await database.message(placed, 8, 0)).toBeUndefined();
    expect(await database.summary(placed)).toEqual(summary);
  });

  test('a data folder is open to one server at a time', async () => {
    const script = `
      import { RowDatabase } from ${JSON.stringify(path.join(import.meta.dirname, 'row-database.ts'))};
      await RowDatabase.open(${JSON.stringify(folder)}, { memoryLimit: '64MB', threads: 1 });`;

    const second = spawnSync(
      process.execPath,
      ['--conditions=@sipscope/source', '--input-type=module', '--eval', script],
      { encoding: 'utf8' },
    );

    expect(second.status).not.toBe(0);
    expect(second.stderr).toContain('is in use by another viewer');
  });

  async function writeCalls(rows: readonly CallRow[], name: string): Promise<void> {
    const writer = await RowWriter.create(path.join(folder, `${name}.part`));
    for (const row of rows) writer.add('calls', row);
    await writer.finish(summary, [], path.join(folder, name));
  }
});
