import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import type { RowFileFormat } from './row-export.ts';
import { writeRows } from './write-rows.ts';

const hostile = {
  id: 'c1',
  from: '=cmd|"/c calc"!A1',
  to: '\u001b]0;owned\u0007\u202eevil',
  callIds: ['+1-1', '</script><img src=x onerror=alert(1)>'],
  outcome: 'failed',
};

async function written(format: RowFileFormat, rows: readonly object[], columns?: readonly string[]): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const what = { list: 'calls', columns, rows: [rows], capture: '@SUM(1).pcap' } as const;
  for await (const piece of writeRows(format, what)) parts.push(new Uint8Array(piece));
  return new Blob(parts);
}

describe('writeRows()', () => {
  test('as CSV has no formula, and a record a row whatever stands in it', async () => {
    const text = await (await written('csv', [hostile], ['id', 'from', 'to'])).text();

    expect(text).toBe(`id,from,to\r\nc1,"'=cmd|""/c calc""!A1",\\x1b]0;owned\\x07\\u202eevil\r\n`);
  });

  test.each(['json', 'ndjson'] as const)('as %s steers neither a terminal nor a page', async (format) => {
    const text = await (await written(format, [hostile])).text();

    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e<]/);
    const told: unknown = JSON.parse(text);
    expect(format === 'json' ? (told as { rows: unknown[] }).rows : [told]).toEqual([hostile]);
  });

  test('as Parquet has what stands there, to the letter', async () => {
    const [row] = await parquetReadObjects({ file: await (await written('parquet', [hostile])).arrayBuffer() });

    expect(row).toMatchObject(hostile);
    expect(row).toMatchObject({ verdict: null });
  });

  test('without rows is a whole file of each form', async () => {
    const [csv, json, ndjson] = await Promise.all(
      (['csv', 'json', 'ndjson'] as const).map(async (format) => (await written(format, [])).text()),
    );
    const parquet = await written('parquet', []);

    expect(csv).toMatch(/^id,.*\r\n$/);
    expect(JSON.parse(json ?? '')).toMatchObject({ list: 'calls', rows: [] });
    expect(ndjson).toBe('');
    expect(await parquetReadObjects({ file: await parquet.arrayBuffer() })).toEqual([]);
  });

  test('holds no more than came at a time, however many rows there are', async () => {
    let given = 0;
    let most = 0;
    async function* rows(): AsyncGenerator<readonly object[]> {
      for (; given < 300; given++)
        yield Array.from({ length: 1000 }, (_, at) => ({ id: `c${given * 1000 + at}`, outcome: 'failed' }));
    }

    let size = 0;
    for await (const piece of writeRows('parquet', { list: 'calls', columns: ['id', 'outcome'], rows: rows() })) {
      most = Math.max(most, piece.length);
      size += piece.length;
    }

    expect(size).toBeGreaterThan(1_000_000);
    expect(most).toBeLessThan(size / 5);
  });
});
