import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { icon } from '../parts/icons.ts';
import { clampWidth, leastWidth, mostWidth } from './column-choice.ts';
import { type Column, nextSort, readSort } from './column.ts';
import { tableWords } from './table-words.ts';

/** How far a pointer goes before a header is dragged rather than clicked, in CSS pixels. */
const dragReach = 5;
/** A step of the keyboard at a column's edge, in CSS pixels; with Shift. */
const [edgeStep, largeStep] = [8, 40];

type Resizing = { readonly id: string; readonly startX: number; readonly startWidth: number; readonly width: number };
type Moving = { readonly id: string; readonly startX: number; readonly to: number | undefined };

/**
 * The headers of a table: sort by click and key, resize at their edges, put into another order by dragging or with Shift and the arrow keys.
 * One of them at a time is a stop of the Tab key; the arrow keys go to the others.
 */
export class GridHeader implements ReactiveController {
  readonly #host: LitElement;
  #resizing: Resizing | undefined;
  #moving: Moving | undefined;
  #hasMoved = false;
  /** The column that Tab stops at. */
  #stop = '';
  #shown: readonly Column<never>[] = [];

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#resizing = undefined;
    this.#moving = undefined;
  }

  /** The columns, the one whose edge is being dragged as wide as the pointer makes it. */
  sized(columns: readonly Column<never>[]): readonly Column<never>[] {
    const { id, width } = this.#resizing ?? {};
    if (id === undefined || width === undefined) return columns;
    return columns.map((column) => (column.id === id ? { ...column, width } : column));
  }

  draw(shown: readonly Column<never>[], sort: string | undefined): TemplateResult {
    this.#shown = shown;
    if (!shown.some(({ id }) => id === this.#stop)) this.#stop = shown[0]?.id ?? '';
    return html`<div class="row" role="row" aria-rowindex="1">
      ${shown.map((column, at) => this.#drawHeader(column, at, sort))}
    </div>`;
  }

  #drawHeader(column: Column<never>, at: number, written: string | undefined): TemplateResult {
    const sort = readSort(written);
    const isSorted = sort !== undefined && sort.key === column.sort;
    const order = isSorted ? (sort.descending ? 'descending' : 'ascending') : nothing;
    const to = this.#moving?.to;
    const place = to === at ? 'drop-before' : to === at + 1 && at === this.#shown.length - 1 ? 'drop-after' : '';
    const stop = column.id === this.#stop ? '0' : '-1';
    return html`<div
      class="cell ${column.align ?? ''} ${place} ${this.#moving?.id === column.id && to !== undefined ? 'lifted' : ''}"
      role="columnheader"
      aria-sort=${order}
      aria-colindex=${at + 1}
      data-column=${column.id}
    >
      <button
        class="title ${column.sort === undefined ? 'fixed' : ''}"
        tabindex=${stop}
        aria-description=${tableWords.headerKeys}
        @click=${() => this.#clicked(column, written)}
        @keydown=${(event: KeyboardEvent) => this.#titleKey(event, column, at)}
        @focus=${() => this.#stopAt(column.id)}
        @pointerdown=${(event: PointerEvent) => this.#lift(event, column)}
        @pointermove=${this.#carry}
        @pointerup=${this.#drop}
        @pointercancel=${this.#drop}
      >
        ${column.title}${isSorted ? icon(sort.descending ? 'down' : 'up') : nothing}
      </button>
      <span
        class="edge"
        role="separator"
        aria-orientation="vertical"
        tabindex=${stop}
        title=${tableWords.edgeHint}
        aria-label=${tableWords.width(column.title)}
        aria-valuemin=${leastWidth}
        aria-valuemax=${mostWidth}
        aria-valuenow=${column.width ?? column.least}
        aria-valuetext=${tableWords.pixels(column.width ?? column.least)}
        @keydown=${(event: KeyboardEvent) => this.#edgeKey(event, column)}
        @pointerdown=${(event: PointerEvent) => this.#grab(event, column)}
        @pointermove=${this.#pull}
        @pointerup=${this.#release}
        @pointercancel=${this.#release}
        @dblclick=${() => this.#fit(column)}
      ></span>
    </div>`;
  }

  #stopAt(id: string): void {
    if (this.#stop === id) return;
    this.#stop = id;
    this.#host.requestUpdate();
  }

  #clicked(column: Column<never>, sort: string | undefined): void {
    // The click that ends a drag sorts nothing.
    if (this.#hasMoved) {
      this.#hasMoved = false;
      return;
    }
    if (column.sort !== undefined) this.#tell('sort-changed', { sort: nextSort(sort, column.sort) });
  }

  #titleKey(event: KeyboardEvent, { id }: Column<never>, at: number): void {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const last = this.#shown.length - 1;
    const places: Readonly<Partial<Record<string, number>>> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: last,
    };
    const place = Object.hasOwn(places, event.key) ? places[event.key] : undefined;
    if (event.key === 'ArrowDown') this.#host.focus();
    else if (place === undefined) return;
    else if (event.shiftKey) this.#move(id, Math.max(0, Math.min(last, place)));
    else this.#titleOf(this.#shown[Math.max(0, Math.min(last, place))]?.id)?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  #move(id: string, to: number): void {
    this.#tell('column-moved', { id, to });
    void this.#host.updateComplete.then(() => this.#titleOf(id)?.focus());
  }

  #edgeKey(event: KeyboardEvent, column: Column<never>): void {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const step = event.shiftKey ? largeStep : edgeStep;
    if (event.key === 'ArrowLeft') this.#resize(column.id, this.#widthOf(column.id) - step);
    else if (event.key === 'ArrowRight') this.#resize(column.id, this.#widthOf(column.id) + step);
    else if (event.key === 'Home') this.#resize(column.id, leastWidth);
    else if (event.key === 'Enter') this.#fit(column);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #grab(event: PointerEvent, { id }: Column<never>): void {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    const width = this.#widthOf(id);
    this.#resizing = { id, startX: event.clientX, startWidth: width, width };
    event.preventDefault();
  }

  readonly #pull = (event: PointerEvent): void => {
    if (this.#resizing === undefined) return;
    const { startX, startWidth } = this.#resizing;
    this.#resizing = { ...this.#resizing, width: clampWidth(startWidth + event.clientX - startX) };
    this.#host.requestUpdate();
  };

  readonly #release = (): void => {
    const resizing = this.#resizing;
    this.#resizing = undefined;
    if (resizing === undefined) return;
    if (resizing.width === resizing.startWidth) this.#host.requestUpdate();
    else this.#resize(resizing.id, resizing.width);
  };

  #lift(event: PointerEvent, { id }: Column<never>): void {
    this.#hasMoved = false;
    // A finger scrolls the table sideways.
    if (event.button !== 0 || event.pointerType === 'touch') return;
    this.#moving = { id, startX: event.clientX, to: undefined };
  }

  readonly #carry = (event: PointerEvent): void => {
    const moving = this.#moving;
    if (moving === undefined) return;
    if (moving.to === undefined && Math.abs(event.clientX - moving.startX) < dragReach) return;
    const target = event.currentTarget as HTMLElement;
    if (!target.hasPointerCapture(event.pointerId)) target.setPointerCapture(event.pointerId);
    this.#moving = { ...moving, to: this.#gapAt(event.clientX) };
    this.#host.requestUpdate();
  };

  readonly #drop = (event: PointerEvent): void => {
    const moving = this.#moving;
    this.#moving = undefined;
    if (moving?.to === undefined) return;
    this.#hasMoved = event.type === 'pointerup';
    this.#host.requestUpdate();
    const from = this.#shown.findIndex(({ id }) => id === moving.id);
    // A gap behind its own place is one less once it is taken out.
    const to = moving.to > from ? moving.to - 1 : moving.to;
    if (event.type === 'pointerup' && to !== from) this.#tell('column-moved', { id: moving.id, to });
  };

  /** The gap between columns nearest to a place: 0 before the first. */
  #gapAt(x: number): number {
    const cells = [...this.#host.renderRoot.querySelectorAll('.head .cell')];
    const at = cells.findIndex((cell) => {
      const { left, width } = cell.getBoundingClientRect();
      return x < left + width / 2;
    });
    return at < 0 ? cells.length : at;
  }

  /** As wide as the widest of what is drawn of it. */
  #fit({ id }: Column<never>): void {
    const at = this.#shown.findIndex((column) => column.id === id);
    const cells = this.#host.renderRoot.querySelectorAll(`.row > .cell:nth-child(${at + 1})`);
    const range = document.createRange();
    const widths = [...cells].map((cell) => {
      range.selectNodeContents(cell.querySelector('.title') ?? cell);
      return range.getBoundingClientRect().width;
    });
    // The cell's padding, and a pixel for what was rounded.
    this.#resize(id, Math.max(...widths) + 13);
  }

  #resize(id: string, width: number): void {
    this.#tell('column-resized', { id, width: clampWidth(width) });
  }

  #widthOf(id: string): number {
    return this.#cellOf(id)?.getBoundingClientRect().width ?? leastWidth;
  }

  #cellOf(id: string | undefined): HTMLElement | undefined {
    const cells = this.#host.renderRoot.querySelectorAll<HTMLElement>('.head .cell');
    return [...cells].find((cell) => cell.dataset['column'] === id);
  }

  #titleOf(id: string | undefined): HTMLElement | null | undefined {
    return this.#cellOf(id)?.querySelector<HTMLElement>('.title');
  }

  #tell(type: string, detail: object): void {
    this.#host.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
