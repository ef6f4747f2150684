import { visibleText } from '@sipscope/analyzer';
import { jsonText } from './json-text.ts';

/** A spreadsheet takes a text that begins so for a formula. */
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** One record (RFC 4180), its line end included. An absent value is an empty cell; a list stands with blanks between. */
export function csvRecord(values: readonly unknown[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
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
