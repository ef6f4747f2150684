import { describe, expect, test } from 'vitest';
import { type PaletteItem, showItems } from './palette-item.ts';

const item = (id: string, group: string, title: string, more: Partial<PaletteItem> = {}): PaletteItem => ({
  id,
  group,
  title,
  run: () => {},
  ...more,
});
const items = [
  item('call.export', 'Call', 'Export the call'),
  item('call.fold', 'Call', 'Repeats folded'),
  item('frame.help', 'Everywhere', 'Keys and commands'),
  item('hit', 'Found', 'sip:alice@example.test', { found: [4, 9] }),
];

const told = (typed: string, recent: readonly string[] = []): unknown =>
  showItems(items, typed, recent, 'Recent').map(({ title, items: shown }) => [title, shown.map((one) => one.item.id)]);

describe('the palette', () => {
  test('shows everything by group where nothing is typed, what was chosen last first', () => {
    expect(told('', ['frame.help', 'gone'])).toEqual([
      ['Recent', ['frame.help']],
      ['Call', ['call.export', 'call.fold']],
      ['Found', ['hit']],
    ]);
  });

  test('shows what fits, the group with the best first, and what was found below', () => {
    expect(told('comm')).toEqual([
      ['Everywhere', ['frame.help']],
      ['Found', ['hit']],
    ]);
  });

  test('puts what was chosen before first where two fit', () => {
    expect(told('e', ['call.fold'])).toEqual([
      ['Call', ['call.fold', 'call.export']],
      ['Everywhere', ['frame.help']],
      ['Found', ['hit']],
    ]);
  });

  test('lights the letters that were found', () => {
    const [, found] = showItems(items, 'comm', [], 'Recent');

    expect(found?.items[0]?.letters).toEqual([4, 5, 6, 7, 8]);
  });
});
