import { DuckDBInstance } from '@duckdb/node-api';
import { analyze, type CallRow, type MessageRow, rowFields } from '@sipscope/analyzer';
import type { FastifyInstance } from 'fastify';
import { parquetReadObjects } from 'hyparquet';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaptureRow } from '../../src/api/captures.ts';
import type { RowExportQuery } from '../../src/api/export/row-export.ts';
import type { ListPage } from '../../src/api/lists.ts';
import { api } from '../../src/api/routes.ts';
import { buildServer } from '../../src/server/build-server.ts';
import { analysed, fixtures, temporaryFolder, upload } from './test-server.ts';

let app: FastifyInstance;
let capture: CaptureRow;

let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'sipscope-test-'));
  app = await buildServer({ uploadLimits: { freeBytes: 0 }, dataDir });
  const bytes = await readFile(path.join(fixtures, 'call/ipv6-three-calls.pcap'));
  capture = await analysed(app, (await upload(app, bytes, '=cmd|calc!.pcap')).id);
}, 60_000);

afterAll(async () => {
  await app.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function rowsOf<Row>(list: string, search = ''): Promise<readonly Row[]> {
  return (await app.inject({ url: `${api.list(capture.id, list)}?limit=1000${search}` })).json<ListPage<Row>>().items;
}

async function exported(list: string, query: RowExportQuery) {
  return app.inject({ url: api.exportRows(capture.id, list, query) });
}

describe('rows of a list as a file', () => {
  test('as NDJSON are the rows, in their order', async () => {
    const response = await exported('messages', { format: 'ndjson' });

    expect(response.headers['content-disposition']).toBe('attachment; filename="messages.ndjson"');
    const rows = response.body.trimEnd().split('\n');
    expect(rows.map((row) => JSON.parse(row) as MessageRow)).toEqual(await rowsOf('messages'));
  });

  test('are those of the filter in the order of the sort, with the columns that were chosen', async () => {
    const columns = ['time', 'status', 'reason'];
    const response = await exported('messages', { format: 'json', filter: 'status>=200', sort: '-status', columns });

    const { capture: name, list, rows } = response.json<{ capture: string; list: string; rows: MessageRow[] }>();
    const expected = await rowsOf<MessageRow>('messages', '&filter=status>=200&sort=-status');
    expect({ name, list }).toEqual({ name: capture.name, list: 'messages' });
    expect(rows.length).toBeGreaterThan(1);
    expect(rows).toEqual(expected.map(({ time, status, reason }) => ({ time, status, reason })));
  });

  test('as CSV have a record of names and one a row, none of which a spreadsheet takes for a formula', async () => {
    const response = await exported('calls', { format: 'csv', columns: ['id', 'from', 'outcome'] });

    const calls = await rowsOf<CallRow>('calls');
    expect(response.body).toBe(
      ['id,from,outcome', ...calls.map(({ id, from, outcome }) => `${id},${from},${outcome}`), ''].join('\r\n'),
    );
  });

  test.each(['messages', 'calls', 'transactions', 'dialogs', 'kpis'] as const)(
    'as Parquet are the same rows to DuckDB and to hyparquet: %s',
    async (list) => {
      const response = await exported(list, { format: 'parquet' });

      const rows = await rowsOf<Record<string, unknown>>(list);
      const bytes = new Uint8Array(response.rawPayload);
      expect(await readByHyparquet(bytes)).toEqual(rows);
      expect(await readByDuckdb(bytes, list)).toEqual(rows);
    },
  );

  test('as pcapng hold the packets of the calls that match', async () => {
    const [, second] = await rowsOf<CallRow>('calls');

    const response = await exported('calls', { format: 'pcapng', filter: `id:"${second!.id}"` });

    expect(response.headers['x-left-out']).toBe('0');
    const calls = [...(await analyze([response.rawPayload])).calls()];
    expect(calls.map(({ callIds }) => callIds)).toEqual([second!.callIds]);
  });

  test.each([
    ['messages', { format: 'csv', filter: 'status>=' }, 'filter-syntax'],
    ['messages', { format: 'csv', columns: ['nonsense'] }, 'bad-request'],
    ['messages', { format: 'csv', sort: 'problems' }, 'bad-request'],
    ['messages', { format: 'xls' as 'csv' }, 'bad-request'],
    ['kpis', { format: 'pcapng' }, 'bad-request'],
  ] as const)('are refused where they cannot be: %s %j', async (list, query, code) => {
    const response = await exported(list, query);

    expect(response.json()).toMatchObject({ code });
  });

  test('are nobody else’s to take', async () => {
    const url = api.exportRows(capture.id, 'messages', { format: 'csv' });
    const response = await app.inject({ url, headers: { 'sec-fetch-site': 'cross-site' } });

    expect(response.json()).toMatchObject({ code: 'origin-rejected' });
  });
});

describe('what leaves anonymised', () => {
  test.each(['csv', 'json', 'ndjson', 'parquet', 'pcapng'] as const)('has nobody in it: rows as %s', async (format) => {
    const response = await exported('messages', { format, anonymize: true });

    const text = response.rawPayload.toString('latin1');
    expect(response.statusCode).toBe(200);
    expect(text).toContain('INVITE');
    expect(text).not.toMatch(/sipp@|sip:service@\[::1\]|=cmd/);
  });

  test.each(['text', 'json', 'csv', 'svg', 'mermaid', 'plantuml', 'sipp-uac', 'sipp-uas', 'pcapng'] as const)(
    'has nobody in it: a call as %s',
    async (format) => {
      const [call] = await rowsOf<CallRow>('calls');

      const response = await app.inject({ url: api.exportCall(capture.id, call!.id, format, { anonymize: true }) });

      const text = response.rawPayload.toString('latin1');
      expect(response.statusCode).toBe(200);
      expect(text).toContain('INVITE');
      expect(text).not.toContain(call!.callIds[0]!);
      expect(text).not.toContain('=cmd');
    },
  );
});

describe('a call as a file', () => {
  test.each(['text', 'json', 'svg', 'mermaid', 'plantuml', 'sipp-uac'] as const)(
    'tells the capture and the call, and not where the server is: %s',
    async (format) => {
      const response = await app.inject({ url: api.exportCall(capture.id, 'c2', format) });

      expect(response.body).toMatch(/=cmd|#61;cmd|<U\+003D>cmd/);
      expect(response.body).toMatch(/\bc2\b/);
      expect(response.body).not.toMatch(/localhost|127\.0\.0\.1/);
    },
  );

  test('as a scenario is of the hop that was chosen, of those there are', async () => {
    const ninth = await app.inject({ url: api.exportCall(capture.id, 'c1', 'sipp-uas', { hop: 9 }) });

    expect(ninth.json()).toMatchObject({ code: 'bad-request', detail: expect.stringContaining('hops') });
  });
});

async function readByHyparquet(bytes: Uint8Array): Promise<readonly object[]> {
  const rows = await parquetReadObjects({ file: bytes.slice().buffer });
  return rows.map((row) => withoutNulls(row));
}

/** Lists and objects stand in it as JSON, which DuckDB gives as text. */
async function readByDuckdb(bytes: Uint8Array, list: keyof typeof rowFields): Promise<readonly object[]> {
  const file = path.join(await temporaryFolder(), 'rows.parquet');
  await writeFile(file, bytes);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const found = await connection.runAndReadAll(`select * from read_parquet('${file}')`);
  const types: Readonly<Record<string, string>> = rowFields[list];
  const rows = found.getRowObjects().map((row) =>
    withoutNulls(
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => {
          const isList = types[key] === 'texts' || types[key] === 'numbers';
          return [key, isList && typeof value === 'string' ? (JSON.parse(value) as unknown) : value];
        }),
      ),
    ),
  );
  connection.closeSync();
  return rows;
}

function withoutNulls(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined));
}
