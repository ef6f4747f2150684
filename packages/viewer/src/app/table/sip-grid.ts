import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../parts/icons.ts';
import { NarrowController } from '../parts/narrow-controller.ts';
import { toneStyles } from '../parts/outcome.ts';
import { controls } from '../theme/controls.ts';
import { sizes } from '../theme/tokens.ts';
import { type Column, layoutColumns } from './column.ts';
import { GridHeader } from './grid-header.ts';
import { rowStep } from './row-step.ts';
import { rowsSeen } from './scrolled-window.ts';
import { gridStyles } from './sip-grid.styles.ts';
import { tableWords } from './table-words.ts';
import { WindowController } from './window-controller.ts';

/** What a person did to a row. */
type RowMarks = { readonly isMarked: boolean; readonly isNoted: boolean };

/**
 * A table of any length: draws the rows that are seen, walks them by keyboard, sorts by its headers.
 *
 * @fires row-opened - `{index}`: Enter, or a click on the row.
 * @fires row-marked - `{index}`: the space bar, to mark the row or no longer.
 * @fires active-changed - `{index}`: another row has the focus.
 * @fires rows-seen - `{first, last}`: these rows are drawn and should be there.
 * @fires sort-changed - `{sort}`: as `ListQuery.sort`, undefined for the list's own order.
 * @fires cell-menu - `{index, column, x, y}`: what can be done with a value; by key, with the first of the active row.
 * @fires column-resized - `{id, width}`: in CSS pixels.
 * @fires column-moved - `{id, to}`: its new place among the columns.
 */
export class SipGrid extends LitElement {
  static override properties: PropertyDeclarations = {
    label: {},
    columns: { attribute: false },
    total: { type: Number },
    rowAt: { attribute: false },
    hrefOf: { attribute: false },
    isMarked: { attribute: false },
    isNoted: { attribute: false },
    sort: {},
    active: { type: Number },
    version: { type: Number },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, gridStyles];

  /** Name of the table for those who cannot see it. */
  declare label: string;
  // The table draws rows of any kind; the page that gives columns and rows keeps them of one kind.
  declare columns: readonly Column<never>[];
  declare total: number;
  /** The row, where it has come. */
  declare rowAt: (index: number) => unknown;
  /** Address of what a row opens, so that it can be opened elsewhere too. */
  declare hrefOf: ((row: never) => string | undefined) | undefined;
  /** Whether a person marked the row. */
  declare isMarked: ((row: never) => boolean) | undefined;
  /** Whether a person said something of the row. */
  declare isNoted: ((row: never) => boolean) | undefined;
  declare sort: string | undefined;
  declare active: number;
  /** Changes when rows have come. */
  declare version: number;

  readonly #window = new WindowController(this);
  readonly #narrow = new NarrowController(this);
  readonly #header = new GridHeader(this);
  #seen = { first: 0, last: 0 };

  constructor() {
    super();
    this.label = '';
    this.columns = [];
    this.total = 0;
    this.rowAt = (): undefined => undefined;
    this.hrefOf = undefined;
    this.isMarked = undefined;
    this.isNoted = undefined;
    this.active = 0;
    this.version = 0;
  }

  override focus(): void {
    this.#grid?.focus();
  }

  /** Makes a row the active one and shows it. */
  show(index: number): void {
    const active = Math.max(0, Math.min(index, this.total - 1));
    this.#window.reveal([active * this.#rowHeight, (active + 1) * this.#rowHeight]);
    if (active === this.active) return;
    this.active = active;
    this.dispatchEvent(new CustomEvent('active-changed', { detail: { index: active } }));
  }

  protected override render(): TemplateResult {
    this.#window.content = this.total * this.#rowHeight;
    this.#seen = rowsSeen(this.#window.contentTop, this.#window.viewport, {
      height: this.#rowHeight,
      count: this.total,
    });
    const { shown } = layoutColumns(this.columns, this.#narrow.isNarrow);
    const indexes = Array.from({ length: this.#seen.last - this.#seen.first }, (_, at) => this.#seen.first + at);
    const hasActive = this.active >= this.#seen.first && this.active < this.#seen.last;
    return html`
      <div
        class="grid"
        role="grid"
        tabindex="0"
        aria-label=${this.label}
        aria-rowcount=${this.total + 1}
        aria-colcount=${shown.length}
        aria-activedescendant=${hasActive ? `row-${this.active}` : nothing}
        @keydown=${this.#keyPressed}
        @contextmenu=${this.#askedForMenu}
      >
        <div class="head" role="rowgroup">${this.#header.draw(shown, this.sort)}</div>
        <div class="spacer" role="rowgroup">
          <div class="rows" role="presentation" @click=${this.#clicked}>
            ${repeat(
              indexes,
              (index) => index,
              (index) => this.#drawRow(index, shown),
            )}
          </div>
        </div>
      </div>
    `;
  }

  protected override updated(): void {
    this.#window.attach(this.#grid, sizes.head);
    const { tracks, least } = layoutColumns(this.#header.sized(this.columns), this.#narrow.isNarrow);
    this.#set('--tracks', tracks);
    this.#set('--row-height', `${this.#rowHeight}px`);
    this.#set('--least', `${least}px`);
    this.#set('--spacer', `${this.#window.spacer}px`);
    // Every cell would inherit a property of the table, and be styled anew with each pixel scrolled.
    const rows = this.renderRoot.querySelector<HTMLElement>('.rows');
    const shift = this.#window.shift + this.#seen.first * this.#rowHeight;
    rows?.style.setProperty('transform', `translateY(${shift}px)`);
    this.dispatchEvent(new CustomEvent('rows-seen', { detail: this.#seen }));
  }

  #set(property: string, value: string): void {
    if (this.style.getPropertyValue(property) !== value) this.style.setProperty(property, value);
  }

  get #rowHeight(): number {
    return this.#narrow.isNarrow ? sizes.touchRow : sizes.row;
  }

  get #grid(): HTMLElement | undefined {
    return this.renderRoot.querySelector<HTMLElement>('.grid') ?? undefined;
  }

  /** A row that is as it was is not drawn again. */
  #drawRow(index: number, shown: readonly Column<never>[]): unknown {
    // `rowAt` and `columns` come from the same page and agree on the kind of row.
    const row = this.rowAt(index) as never;
    const isActive = index === this.active;
    const isMarked = row !== undefined && this.isMarked?.(row) === true;
    const isNoted = row !== undefined && this.isNoted?.(row) === true;
    return guard([row, isActive, isMarked, isNoted, this.columns, this.#narrow.isNarrow], () =>
      this.#drawRowAnew(index, row, { shown, isActive, isMarked, isNoted }),
    );
  }

  #drawRowAnew(
    index: number,
    row: never,
    state: RowMarks & { readonly shown: readonly Column<never>[]; readonly isActive: boolean },
  ): TemplateResult {
    const { shown, isActive, isMarked, isNoted } = state;
    return html`<div
      class="row body ${isActive ? 'active' : ''} ${isMarked ? 'marked' : ''}"
      role="row"
      id="row-${index}"
      aria-rowindex=${index + 2}
      aria-selected=${isActive ? 'true' : 'false'}
      aria-busy=${row === undefined ? 'true' : nothing}
      data-index=${index}
    >
      ${shown.map((column, at) => this.#drawCell(column, row, at === 0 ? { isMarked, isNoted } : undefined))}
    </div>`;
  }

  /** `first`: of the first cell, which leads on and tells whether the row is marked or noted. */
  #drawCell(column: Column<never>, row: never, first: RowMarks | undefined): TemplateResult {
    if (row === undefined) return html`<div class="cell awaited" role="gridcell"></div>`;
    const draw = this.#narrow.isNarrow ? (column.drawNarrow ?? column.draw) : column.draw;
    const content = draw(row) ?? '–';
    const whole = column.whole?.(row) ?? nothing;
    const href = first === undefined ? undefined : this.hrefOf?.(row);
    const mark = first?.isMarked === true ? html`<span class="unseen">${tableWords.marked}</span>` : nothing;
    return html`<div class="cell ${column.align ?? ''}" role="gridcell" title=${whole}>
      ${mark}${first?.isNoted === true ? noted() : nothing}${href === undefined ? content : html`<a href=${href} tabindex="-1">${content}</a>`}
    </div>`;
  }

  readonly #clicked = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (getSelection()?.isCollapsed === false) return;
    const row = (event.target as Element).closest<HTMLElement>('.body');
    const index = Number(row?.dataset['index']);
    if (row === null || Number.isNaN(index)) return;
    event.preventDefault();
    this.show(index);
    this.#open(index);
  };

  /** By pointer with the value under it; by key, with the first of the active row. */
  readonly #askedForMenu = (event: MouseEvent): void => {
    const target = event.target as Element;
    const row = target.closest<HTMLElement>('.body') ?? this.renderRoot.querySelector<HTMLElement>('.body.active');
    const cell = target.closest<HTMLElement>('.body > .cell') ?? row?.querySelector<HTMLElement>('.cell');
    const index = Number(row?.dataset['index']);
    if (row === null || cell === null || cell === undefined || target.closest('.head') !== null) return;
    const { shown } = layoutColumns(this.columns, this.#narrow.isNarrow);
    const column = shown[[...row.querySelectorAll(':scope > .cell')].indexOf(cell)]?.id;
    if (column === undefined || this.rowAt(index) === undefined) return;
    event.preventDefault();
    const isByKey = target.closest('.body') === null;
    const { left, bottom } = cell.getBoundingClientRect();
    const [x, y] = isByKey ? [left, bottom] : [event.clientX, event.clientY];
    this.dispatchEvent(new CustomEvent('cell-menu', { detail: { index, column, x, y } }));
  };

  #open(index: number): void {
    if (this.rowAt(index) === undefined) return;
    this.dispatchEvent(new CustomEvent('row-opened', { detail: { index } }));
  }

  #mark(index: number): void {
    if (this.rowAt(index) === undefined) return;
    this.dispatchEvent(new CustomEvent('row-marked', { detail: { index } }));
  }

  readonly #keyPressed = (event: KeyboardEvent): void => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target !== this.#grid) return;
    const step = rowStep(event.key, { seen: this.#window.viewport / this.#rowHeight, all: this.total });
    if (step !== undefined) this.show(this.active + step);
    else if (event.key === 'Enter') this.#open(this.active);
    else if (event.key === ' ') this.#mark(this.active);
    else return;
    event.preventDefault();
  };
}

function noted(): TemplateResult {
  return html`<span class="noted" role="img" aria-label=${tableWords.noted} title=${tableWords.noted}
    >${icon('note')}</span
  >`;
}

customElements.define('sip-grid', SipGrid);
