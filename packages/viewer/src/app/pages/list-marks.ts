import type { LitElement, ReactiveController } from 'lit';
import { flowParts } from '../../api/flow.ts';
import type { ListName } from '../../api/lists.ts';
import type { MenuAction } from '../parts/sip-action-menu.ts';
import { readMessageRef, type Route } from '../route/route.ts';
import type { Column } from '../table/column.ts';
import { type MarkedRows, markedRows, mostMarked, rowId } from '../table/marked-rows.ts';
import { rowsJson, rowsTsv } from '../table/rows-text.ts';
import { pageWords } from './list-page-words.ts';

/** What a list page tells of itself when its marked rows are used. */
export type MarkedList = {
  readonly capture: string;
  readonly list: ListName;
  readonly columns: readonly Column<never>[];
  /** The active row, where it has come. */
  readonly active: object | undefined;
  readonly go: (route: Route) => void;
};

/** An action that is a command, too. */
type MarkedAction = MenuAction & { readonly id: string; readonly keys: readonly string[] };

/** The marked rows of a list page: draws it again when they change, and knows what can be done with them. */
export class ListMarks implements ReactiveController {
  /** What was just done, for a moment. */
  said = '';
  readonly #host: LitElement;
  readonly #list: () => MarkedList;
  #marks: MarkedRows | undefined;
  #end: (() => void) | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LitElement, list: () => MarkedList) {
    this.#host = host;
    this.#list = list;
    host.addController(this);
  }

  hostUpdate(): void {
    const marks = markedRows(this.#list().capture);
    if (marks === this.#marks) return;
    this.#end?.();
    this.#marks = marks;
    this.#end = marks.subscribe(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#end?.();
    this.#marks = undefined;
    clearTimeout(this.#silence);
  }

  get count(): number {
    return this.#marks?.count(this.#list().list) ?? 0;
  }

  has(row: object): boolean {
    const { list } = this.#list();
    return this.#marks?.has(list, rowId(list, row)) === true;
  }

  toggle(row: object): void {
    const { list } = this.#list();
    if (this.#marks?.toggle(list, { id: rowId(list, row), row }) === false) this.#say(pageWords.mostMarked(mostMarked));
  }

  clear(): void {
    this.#marks?.clear(this.#list().list);
  }

  /** The marked rows, else the active one. */
  get rows(): readonly object[] {
    const { list, active } = this.#list();
    const marked = this.#marks?.rows(list).map(({ row }) => row) ?? [];
    if (marked.length > 0) return marked;
    return active === undefined ? [] : [active];
  }

  get tsv(): string {
    return rowsTsv(this.#list().columns, this.rows);
  }

  async copy(form: 'table' | 'json'): Promise<void> {
    const { rows } = this;
    if (rows.length === 0) return;
    await navigator.clipboard.writeText(form === 'json' ? rowsJson(rows) : this.tsv);
    this.#say(pageWords.copied(rows.length));
  }

  /** What can be done with what is marked now, beside copying it. */
  get markedActions(): readonly MarkedAction[] {
    if (this.count === 0) return [];
    const { go } = this.#list();
    const difference = this.#difference();
    const flow = this.#flow();
    return [
      ...(flow === undefined
        ? []
        : [{ id: 'one-ladder', title: pageWords.oneLadder, keys: ['Shift+L'], run: () => go(flow) }]),
      ...(difference === undefined
        ? []
        : [{ id: 'compare', title: pageWords.compare, keys: ['Shift+D'], run: () => go(difference) }]),
      { id: 'unmark', title: pageWords.unmark, keys: ['Shift+U'], run: () => this.clear() },
    ];
  }

  /** The menu of the marked rows. */
  get actions(): readonly MenuAction[] {
    return [
      ...this.markedActions,
      { title: pageWords.copyRows, run: () => void this.copy('table') },
      { title: pageWords.copyJson, run: () => void this.copy('json') },
    ];
  }

  /** Of two messages, or two calls. */
  #difference(): Route | undefined {
    const { list, capture } = this.#list();
    const calls = list === 'calls' ? this.#marks?.pair(list) : undefined;
    if (calls !== undefined) return { page: 'compare', capture, calls: [calls[0].id, calls[1].id] };
    const [one, other] = (list === 'messages' ? this.#marks?.pair(list) : undefined) ?? [];
    const [first, second] = [readMessageRef(one?.id), readMessageRef(other?.id)];
    return first && second && { page: 'diff', capture, one: first, other: second };
  }

  /** All that is marked in one picture; of messages, the Call-IDs they belong to. */
  #flow(): Route | undefined {
    const { list, capture } = this.#list();
    const rows = this.#marks?.rows(list) ?? [];
    const part = flowParts.find((one) => one === list);
    if (part !== undefined) return { page: 'flow', capture, query: { [part]: rows.map(({ id }) => id) } };
    if (list !== 'messages') return undefined;
    const callIds = new Set(
      rows.flatMap(({ row }) => ('callId' in row && typeof row.callId === 'string' ? [row.callId] : [])),
    );
    return callIds.size === 0 ? undefined : { page: 'flow', capture, query: { callIds: [...callIds] } };
  }

  #say(what: string): void {
    this.said = what;
    this.#host.requestUpdate();
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.said = '';
      this.#host.requestUpdate();
    }, 2000);
  }
}
