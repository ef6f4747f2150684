import { describe, expect, test } from 'vitest';
import { markedRows, MarkedRows, mostMarked, rowId } from './marked-rows.ts';

const row = (id: string): { id: string; row: object } => ({ id, row: { id } });

describe('MarkedRows', () => {
  test('keeps rows of each list in the order of marking', () => {
    const marks = new MarkedRows();

    for (const id of ['c3', 'c1', 'c2', 'c1']) marks.toggle('calls', row(id));
    marks.toggle('messages', row('17'));

    expect(marks.ids('calls')).toEqual(['c3', 'c2']);
    expect(marks.ids('messages')).toEqual(['17']);
    expect(marks.has('calls', 'c1')).toBe(false);
  });

  test('compares the two that were marked last', () => {
    const marks = new MarkedRows();
    marks.toggle('messages', row('1'));
    expect(marks.pair('messages')).toBeUndefined();

    marks.toggle('messages', row('2'));
    marks.toggle('messages', row('3'));

    expect(marks.pair('messages')?.map(({ id }) => id)).toEqual(['2', '3']);
  });

  test('tells each change until the subscription ends', () => {
    const marks = new MarkedRows();
    let told = 0;
    const end = marks.subscribe(() => (told += 1));

    marks.toggle('calls', row('c1'));
    marks.clear('calls');
    marks.clear('calls');
    end();
    marks.toggle('calls', row('c1'));

    expect(told).toBe(2);
  });

  test('says when as many are marked as can be', () => {
    const marks = new MarkedRows();
    for (let number = 0; number < mostMarked; number += 1) marks.toggle('calls', row(`c${number}`));

    expect(marks.toggle('calls', row('more'))).toBe(false);
    expect(marks.count('calls')).toBe(mostMarked);
    expect(marks.toggle('calls', row('c1'))).toBe(true);
  });
});

test('markedRows() gives one store to all who ask for a capture', () => {
  markedRows('here').toggle('calls', row('c1'));

  expect(markedRows('here').ids('calls')).toEqual(['c1']);
  expect(markedRows('elsewhere').ids('calls')).toEqual([]);
});

test('rowId() names a message by its packet and place in it', () => {
  expect(rowId('messages', { frame: 17 })).toBe('17');
  expect(rowId('messages', { frame: 17, index: 1 })).toBe('17.1');
  expect(rowId('calls', { id: 'c4', frame: 17 })).toBe('c4');
  expect(rowId('findings', { rule: 'SIP-VIA-011', frame: 17 })).not.toBe(
    rowId('findings', { rule: 'SIP-VIA-011', frame: 18 }),
  );
});
