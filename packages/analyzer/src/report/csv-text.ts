import { jsonText } from './json-text.ts';
import { visibleText } from './visible-text.ts';

/** A spreadsheet takes a text that begins so for a formula. */
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** One record (RFC 4180), its line end included. An absent value is an empty cell; a list stands with blanks between. */
export function csvRecord(values: readonly unknown[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

/** Rows as CSV: a record of the columns' names, then one a row. */
export function csvText(columns: readonly string[], rows: readonly object[]): string {
  const records = rows.map((row) => {
    const values = row as Readonly<Record<string, unknown>>;
    return csvRecord(columns.map((column) => values[column]));
  });
  return csvRecord(columns) + records.join('');
}

function csvCell(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return quoted(harmless(cellText(value)));
}

function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  const isPlainList = Array.isArray(value) && value.every((one) => typeof one !== 'object');
  return isPlainList ? value.join(' ') : jsonText(value);
}

function harmless(text: string): string {
  const shown = visibleText(text);
  return formula.test(text) ? `'${shown}` : shown;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
