import type { CaptureRow } from '../../api/captures.ts';

const captureColumns = ['name', 'state', 'calls', 'messages', 'packets', 'size', 'started', 'added'] as const;
export type CaptureColumn = (typeof captureColumns)[number];
export type CaptureOrder = { readonly column: CaptureColumn; readonly descending: boolean };

export const newestFirst: CaptureOrder = { column: 'added', descending: true };

/** The captures every word typed stands in: in the name, the tags or the state. */
export function filterCaptures(rows: readonly CaptureRow[], typed: string): readonly CaptureRow[] {
  const words = typed.toLowerCase().split(/\s+/);
  return rows.filter(({ name, tags = [], state }) => {
    const text = [name, ...tags, state].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Those of which a figure is not known stand last, whichever way it goes. */
export function orderCaptures(
  rows: readonly CaptureRow[],
  { column, descending }: CaptureOrder,
): readonly CaptureRow[] {
  return rows.toSorted((one, other) => {
    const [a, b] = [valueOf(one, column), valueOf(other, column)];
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
    return descending ? -order : order;
  });
}

/** Of the same column the other way; of another, as one wants to see it first: names from A, figures from the largest. */
export function nextOrder(order: CaptureOrder, column: CaptureColumn): CaptureOrder {
  if (order.column === column) return { column, descending: !order.descending };
  return { column, descending: column !== 'name' && column !== 'state' };
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function valueOf(
  { name, state, counts, facts, size, uploaded }: CaptureRow,
  column: CaptureColumn,
): string | number | undefined {
  const values: Readonly<Record<CaptureColumn, string | number | undefined>> = {
    name,
    state,
    calls: counts?.calls,
    messages: counts?.messages,
    packets: facts?.packets,
    size,
    started: facts?.started === undefined ? undefined : Date.parse(facts.started),
    added: Date.parse(uploaded),
  };
  return values[column];
}
