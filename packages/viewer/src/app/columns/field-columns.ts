import { leavesOf, rowFields, type FieldType } from '@sipscope/analyzer';
import { html } from 'lit';
import type { ListName } from '../../api/lists.ts';
import { formatExactTime, type Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import type { Column } from '../table/column.ts';
import { words } from '../words/words.ts';

const said = words('columns.fields', { yes: 'yes', no: 'no' });

/** Values of a field that hold several, written into its cell; the rest is counted. */
const mostWritten = 12;

/** A column for every field of a list that `known` does not show: under the name filters know it by. */
export function fieldColumns(list: ListName, known: ReadonlySet<string>, zone: Zone): readonly Column<never>[] {
  return Object.entries(rowFields[list])
    .filter(([field]) => !known.has(field))
    .map(([field, type]) => fieldColumn(field, type, zone));
}

function fieldColumn(field: string, type: FieldType, zone: Zone): Column<never> {
  const read = (row: Readonly<Record<string, unknown>>): string | undefined => fieldText(row[field], zone);
  const isList = type === 'texts' || type === 'numbers';
  return {
    id: field,
    title: field,
    least: Math.max(type === 'text' || isList ? 130 : 72, field.length * 7 + 28),
    ...(type === 'number' && { align: 'end' as const }),
    ...(!isList && { sort: field }),
    draw: (row) => {
      const text = read(row);
      return text === undefined ? undefined : html`<bdi>${label(text)}</bdi>`;
    },
    whole: (row) => {
      const text = read(row);
      return text === undefined ? undefined : label(text, 1000);
    },
  };
}

/** What a field holds, as text: the leaves of lists and objects one after the other. */
export function fieldText(value: unknown, zone: Zone): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return isTime(value) ? formatExactTime(value, zone) : value;
  if (typeof value === 'boolean') return value ? said.yes : said.no;
  if (typeof value === 'number') return numberText(value);
  const leaves = leavesOf(value);
  if (leaves.length === 0) return undefined;
  const written = leaves.slice(0, mostWritten).map((leaf) => fieldText(leaf, zone) ?? '');
  return [written.join(', '), ...(leaves.length > mostWritten ? [`+${leaves.length - mostWritten}`] : [])].join(' ');
}

/** Without the digits that only arithmetic knows. */
function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text);
}
