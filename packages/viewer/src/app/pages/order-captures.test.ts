import { describe, expect, test } from 'vitest';
import { readyCapture } from '../../../test/fake/fake-backend.ts';
import type { CaptureRow } from '../../api/captures.ts';
import { filterCaptures, newestFirst, nextOrder, orderCaptures } from './order-captures.ts';

const { counts, facts: _facts, ...bare } = readyCapture;
const row = (name: string, more: Partial<CaptureRow> = {}): CaptureRow => ({ ...bare, id: name, name, ...more });
const names = (rows: readonly CaptureRow[]): readonly string[] => rows.map(({ name }) => name);

describe('captures', () => {
  const rows = [
    row('site 10.pcap', { size: 5, ...(counts && { counts: { ...counts, calls: 2 } }) }),
    row('Site 9.pcap', { size: 7, tags: ['firmware 4'], state: 'failed' }),
    row('lab.pcap', { size: 6, ...(counts && { counts: { ...counts, calls: 9 } }) }),
  ];

  test('are filtered by words of name, tags and state', () => {
    expect(names(filterCaptures(rows, 'SITE'))).toEqual(['site 10.pcap', 'Site 9.pcap']);
    expect(names(filterCaptures(rows, 'firm failed'))).toEqual(['Site 9.pcap']);
    expect(filterCaptures(rows, '')).toEqual(rows);
  });

  test('are put in order of a column; what has no figure comes last both ways', () => {
    expect(names(orderCaptures(rows, { column: 'name', descending: false }))).toEqual([
      'lab.pcap',
      'Site 9.pcap',
      'site 10.pcap',
    ]);
    expect(names(orderCaptures(rows, { column: 'calls', descending: true }))).toEqual([
      'lab.pcap',
      'site 10.pcap',
      'Site 9.pcap',
    ]);
    expect(names(orderCaptures(rows, { column: 'calls', descending: false })).at(-1)).toBe('Site 9.pcap');
  });

  test('are turned round by choosing the column again', () => {
    expect(nextOrder(newestFirst, 'added')).toEqual({ column: 'added', descending: false });
    expect(nextOrder(newestFirst, 'name')).toEqual({ column: 'name', descending: false });
  });
});
