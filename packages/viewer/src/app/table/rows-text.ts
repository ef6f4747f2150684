import type { Column } from './column.ts';

/** A spreadsheet takes a text that begins so for a formula. */
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** Rows as a spreadsheet takes them from the clipboard: the columns that are shown, tabs between them. */
export function rowsTsv(columns: readonly Column<never>[], rows: readonly object[]): string {
  const lines = [
    columns.map(({ title }) => cell(title)),
    ...rows.map((row) => columns.map((one) => cell(valueOf(one, row)))),
  ];
  return lines.map((cells) => cells.join('\t')).join('\n');
}

/** Rows whole: one as an object, several as a list. */
export function rowsJson(rows: readonly object[]): string {
  return JSON.stringify(rows.length === 1 ? rows[0] : rows, undefined, 2);
}

/** The field a column shows, exactly; of one that shows no single field, what its cell says on hover. */
function valueOf(column: Column<never>, row: object): unknown {
  if (Object.hasOwn(row, column.id)) return (row as Readonly<Record<string, unknown>>)[column.id];
  // Columns and rows are of one list.
  return column.whole?.(row as never);
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const isPlainList = Array.isArray(value) && value.every((one) => typeof one !== 'object');
  const text = typeof value === 'string' ? value : isPlainList ? value.join(' ') : JSON.stringify(value);
  // What would end the cell or the row, or reach a terminal.
  const plain = text.replaceAll(/\p{Cc}+/gu, ' ');
  return formula.test(text) ? `'${plain}` : plain;
}
