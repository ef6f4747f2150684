import { describe, expect, test } from 'vitest';
import { colourless } from '../terminal/palette.ts';
import type { TableColumn } from './table-columns.ts';
import { TablePrinter } from './table-printer.ts';

type Row = { readonly id: number; readonly name?: string };
const columns: readonly TableColumn<Row>[] = [
  { title: 'id', text: (row) => row.id, align: 'end' },
  { title: 'name', text: (row) => row.name, shrinksTo: 4 },
  { title: 'end', text: () => 'x' },
];

function printed(rows: readonly Row[], terminalWidth?: number): readonly string[] {
  let text = '';
  const printer = new TablePrinter(columns, {
    write: (line) => (text += line),
    palette: colourless,
    ...(terminalWidth === undefined ? {} : { terminalWidth }),
  });
  for (const row of rows) printer.print(row);
  printer.end();
  return text.split('\n').slice(0, -1);
}

describe('TablePrinter', () => {
  test('gives every column the width of its widest cell', () => {
    expect(printed([{ id: 1, name: 'Alice' }, { id: 1000 }, { id: 2, name: '日本' }])).toEqual([
      '  id  name   end',
      '   1  Alice  x',
      '1000         x',
      '   2  日本   x',
    ]);
  });

  test('takes from the columns that can give until the row fits the terminal', () => {
    expect(printed([{ id: 1, name: 'Alexandra Example' }], 16)).toEqual(['id  name     end', ' 1  Alexan…  x']);
  });

  test('never goes below what a column needs', () => {
    expect(printed([{ id: 1, name: 'Alexandra Example' }], 3)[1]).toBe(' 1  Ale…  x');
  });

  test('cuts nothing where there is no terminal', () => {
    const name = 'Alexandra '.repeat(20).trim();

    expect(printed([{ id: 1, name }])[1]).toContain(name);
  });

  test('shows what steers a terminal instead of sending it there', () => {
    expect(printed([{ id: 1, name: '\u001b]0;owned\u0007' }])[1]).toContain('\\x1b]0;owned\\x07');
  });

  test('prints nothing, not even titles, where there is no row', () => {
    expect(printed([])).toEqual([]);
  });
});
