import { analyze, type MessageRow } from '@sipscope/analyzer';
import { parquetReadObjects } from 'hyparquet';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { noteLimits } from '../../api/notes.ts';
import { LocalCapture } from './local-capture.ts';
import { LocalNotes } from './local-notes.ts';

const fixtures = path.join(import.meta.dirname, '../../../../../fixtures/captures');

async function openFixture(name: string): Promise<LocalCapture> {
  const bytes = new Uint8Array(await readFile(path.join(fixtures, name)));
  return LocalCapture.open(new File([bytes], path.basename(name)), () => {});
}

describe('exports of a capture that is open in the browser', () => {
  test('are rows under a filter, in an order, with some columns', async () => {
    const capture = await openFixture('call/cancel.pcap');
    const query = { filter: 'status>=200', sort: '-status', columns: ['frame', 'status'] };

    const json = await capture.exportRows('messages', { format: 'json', ...query });
    const csv = await capture.exportRows('messages', { format: 'csv', ...query });

    const { capture: name, rows } = JSON.parse(await json.file.text()) as { capture: string; rows: MessageRow[] };
    expect(name).toBe('cancel.pcap');
    expect(rows.map(({ status }) => status)).toEqual([487, 487, 487, 200, 200, 200]);
    expect((await csv.file.text()).split('\r\n')).toHaveLength(rows.length + 2);
  });

  test('are Parquet that has the same rows', async () => {
    const capture = await openFixture('call/cancel.pcap');
    const { items } = await capture.list('messages', { limit: 1000 });

    const { file } = await capture.exportRows('messages', { format: 'parquet' });

    const rows = await parquetReadObjects({ file: await file.arrayBuffer() });
    const told = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== undefined)),
    );
    expect(told).toEqual(items);
  });

  test('are the packets of calls', async () => {
    const capture = await openFixture('call/ipv6-three-calls.pcap');

    const { file, leftOut } = await capture.exportRows('calls', { format: 'pcapng', filter: 'id:c2' });

    expect(leftOut).toBe(0);
    expect([...(await analyze([new Uint8Array(await file.arrayBuffer())])).calls()]).toHaveLength(1);
  });

  test('have nobody in them where that is wanted', async () => {
    const capture = await openFixture('call/cancel.pcap');

    const rows = await (await capture.exportRows('calls', { format: 'csv', anonymize: true })).file.text();
    const scenario = await (await capture.exportCall('c1', 'sipp-uac', { anonymize: true })).text();

    for (const text of [rows, scenario]) expect(text).not.toMatch(/alice|bob|example\.test|cancel\.pcap/);
    expect(scenario).toContain('<scenario');
  });

  test('are refused where they cannot be', async () => {
    const capture = await openFixture('call/cancel.pcap');

    await expect(capture.exportRows('kpis', { format: 'pcapng' })).rejects.toMatchObject({
      problem: { code: 'bad-request' },
    });
    await expect(capture.exportRows('calls', { format: 'csv', columns: ['x'] })).rejects.toThrow('have these fields');
    await expect(capture.exportCall('c1', 'sipp-uas', { hop: 9 })).rejects.toThrow('3 hops');
  });

  test('have notes as comments of packets', async () => {
    const capture = await openFixture('call/cancel.pcap');

    const file = await capture.exportCall('c1', 'pcapng', {}, new Map([[2, 'Late']]));

    expect(await file.text()).toContain('Late');
  });
});

describe('notes on captures that are open in the browser', () => {
  function kept() {
    const values = new Map<string, string>();
    return {
      getItem: (key: string) => values.get(key) ?? null,
      setItem: (key: string, value: string) => void values.set(key, value),
      removeItem: (key: string) => void values.delete(key),
    };
  }

  test('are there when it is opened again', () => {
    const storage = kept();
    const note = new LocalNotes(storage).put('local-1', 'call:c1', { text: 'Look here', bookmark: true });

    expect(new LocalNotes(storage).all('local-1')).toEqual([note]);
    expect(new LocalNotes(storage).all('local-2')).toEqual([]);
  });

  test('are not written over by a tab that has not seen the last', () => {
    const notes = new LocalNotes(kept());
    notes.put('local-1', 'call:c1', { text: 'one', bookmark: false });

    expect(() => notes.put('local-1', 'call:c1', { text: 'two', bookmark: false })).toThrow('changed by somebody else');
    expect(() => notes.delete('local-1', 'call:c1', 7)).toThrow('changed by somebody else');
    expect(notes.put('local-1', 'call:c1', { text: 'two', bookmark: false, version: 1 }).version).toBe(2);
  });

  test('are so long, and the browser says when it is full', () => {
    const full = {
      ...kept(),
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    const text = 'x'.repeat(noteLimits.textBytes + 1);

    expect(() => new LocalNotes(kept()).put('a', 'capture', { text, bookmark: false })).toThrow('at most');
    expect(() => new LocalNotes(full).put('a', 'capture', { text: '', bookmark: true })).toThrow('no room');
  });
});
