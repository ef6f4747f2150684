import type { ListName } from '../../api/lists.ts';

/** Rows of one list that can be marked at once: what is done with them reads them all. */
export const mostMarked = 500;

/** A row a person marked, as it was then: `id` names it within its list. */
export type MarkedRow = { readonly id: string; readonly row: object };

/**
 * The rows of one capture a person marked, list by list, in the order of marking: to compare two of them, to see several calls in
 * one picture, to copy them. They stay marked while other lists and pages are looked at.
 *
 * @fires change - whenever something was marked or is no longer.
 */
export class MarkedRows extends EventTarget {
  readonly #lists = new Map<ListName, Map<string, object>>();

  /** Marks the row, or takes its mark away. False where as many are marked as can be. */
  toggle(list: ListName, { id, row }: MarkedRow): boolean {
    const marked = this.#lists.get(list) ?? new Map<string, object>();
    this.#lists.set(list, marked);
    if (!marked.delete(id)) {
      if (marked.size >= mostMarked) return false;
      marked.set(id, row);
    }
    this.#tell();
    return true;
  }

  has(list: ListName, id: string): boolean {
    return this.#lists.get(list)?.has(id) === true;
  }

  /** In the order in which they were marked. */
  ids(list: ListName): readonly string[] {
    return [...(this.#lists.get(list)?.keys() ?? [])];
  }

  rows(list: ListName): readonly MarkedRow[] {
    return [...(this.#lists.get(list) ?? [])].map(([id, row]) => ({ id, row }));
  }

  /** The two that were marked last, in the order of marking: what a comparison takes. */
  pair(list: ListName): readonly [MarkedRow, MarkedRow] | undefined {
    const [one, other] = this.rows(list).slice(-2);
    return one === undefined || other === undefined ? undefined : [one, other];
  }

  count(list: ListName): number {
    return this.#lists.get(list)?.size ?? 0;
  }

  clear(list: ListName): void {
    if (this.#lists.delete(list)) this.#tell();
  }

  /** Calls the listener after each change; returns what ends this. */
  subscribe(listener: () => void): () => void {
    this.addEventListener('change', listener);
    return () => this.removeEventListener('change', listener);
  }

  #tell(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** Captures whose marks are remembered within this visit. */
const capturesKept = 32;
const byCapture = new Map<string, MarkedRows>();

/** The marks of a capture, one store for all pages. */
export function markedRows(capture: string): MarkedRows {
  const marks = byCapture.get(capture) ?? new MarkedRows();
  byCapture.delete(capture);
  byCapture.set(capture, marks);
  for (const oldest of byCapture.keys()) {
    if (byCapture.size <= capturesKept) break;
    byCapture.delete(oldest);
  }
  return marks;
}

/**
 * What names a row within its list: its id; of a message the packet and, where it carries several, which of them: `17.1`. Findings and
 * the like are named by what they are of.
 */
export function rowId(list: ListName, row: object): string {
  const { id, frame, index = 0, rule, stream } = row as NamedRow;
  if (id !== undefined) return id;
  const place = index === 0 ? `${frame ?? ''}` : `${frame ?? ''}.${index}`;
  return list === 'messages' ? place : [rule ?? '', place, stream ?? ''].join(' ');
}

/** What rows are named by; of each list, some of it. */
type NamedRow = {
  readonly id?: string;
  readonly frame?: number;
  readonly index?: number;
  readonly rule?: string;
  readonly stream?: string;
};
