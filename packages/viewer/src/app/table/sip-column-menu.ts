import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../parts/icons.ts';
import { controls } from '../theme/controls.ts';
import type { Column } from './column.ts';
import { type ColumnChoice, moved, toggled } from './column-choice.ts';
import { tableWords } from './table-words.ts';

/**
 * The columns there are: which are shown and in which order, by pointer and by keyboard.
 *
 * @fires choice-changed - `{choice}`: a `ColumnChoice`, undefined for the table's own columns.
 */
export class SipColumnMenu extends LitElement {
  static override properties: PropertyDeclarations = {
    columns: { attribute: false },
    choice: { attribute: false },
    isChosen: { attribute: false },
    wanted: { state: true },
    drag: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      #menu {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 8px;
        width: min(300px, 94vw);
        max-height: min(70vh, 640px);
        overflow: hidden;
        border: 1px solid var(--edge);
        border-radius: 6px;
        background: var(--page);
        color: var(--ink);
      }
      #menu:popover-open {
        display: flex;
        flex-direction: column;
        gap: 6px;
      }
      .find {
        display: flex;
        gap: 6px;
      }
      input[type='search'] {
        flex: 1;
        min-width: 0;
        height: 26px;
        padding: 0 6px;
        border: 1px solid var(--edge);
        border-radius: 4px;
        background: var(--page);
      }
      .list {
        overflow: auto;
      }
      h2 {
        margin: 8px 4px 2px;
        font-size: var(--small);
        font-weight: 500;
        color: var(--quiet);
      }
      .entry {
        display: flex;
        align-items: center;
        border-radius: 4px;
      }
      .entry:hover {
        background: var(--hover);
      }
      .entry.before {
        box-shadow: inset 0 2px var(--mark);
      }
      .entry.after {
        box-shadow: inset 0 -2px var(--mark);
      }
      label {
        display: flex;
        flex: 1;
        align-items: center;
        gap: 8px;
        min-width: 0;
        min-height: 26px;
        padding: 0 4px;
        overflow: hidden;
        white-space: nowrap;
      }
      .field label {
        font: 12.5px/1.5 var(--mono);
      }
      .entry button {
        min-height: 24px;
        padding: 0 4px;
        color: var(--quiet);
        visibility: hidden;
      }
      .entry:hover button,
      .entry:focus-within button {
        visibility: visible;
      }
      .handle {
        display: flex;
        padding: 0 2px;
        color: var(--quiet);
        cursor: grab;
        touch-action: none;
        user-select: none;
      }
      p {
        margin: 6px 4px;
      }
      @media (pointer: coarse) {
        label {
          min-height: 36px;
        }
        .entry button {
          visibility: visible;
        }
      }
    `,
  ];

  declare columns: readonly Column<never>[];
  declare choice: ColumnChoice;
  /** Whether it is other than the table's own. */
  declare isChosen: boolean;
  /** What is looked for. */
  declare private wanted: string;
  declare private drag: { readonly id: string; readonly to: number } | undefined;

  /** The column whose box has the focus once the choice has changed. */
  #focusAfter: string | undefined;

  constructor() {
    super();
    this.columns = [];
    this.choice = { shown: [], widths: {} };
    this.isChosen = false;
    this.wanted = '';
  }

  /** A column that goes to another place of the list takes the focus with it. */
  protected override updated(changed: PropertyValues<SipColumnMenu>): void {
    const id = this.#focusAfter;
    if (id === undefined || !changed.has('choice')) return;
    this.#focusAfter = undefined;
    this.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)?.focus();
  }

  /** Below the button it is opened from. */
  async open(below: DOMRect): Promise<void> {
    this.wanted = '';
    await this.updateComplete;
    const menu = this.#menu;
    if (menu === null) return;
    menu.style.setProperty('top', `${below.bottom + 2}px`);
    menu.style.setProperty('right', `${Math.max(8, innerWidth - below.right)}px`);
    menu.showPopover();
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override render(): TemplateResult {
    const byId = new Map(this.columns.map((column) => [column.id, column]));
    const shown = this.choice.shown.flatMap((id) => byId.get(id) ?? []).filter((one) => this.#isWanted(one));
    const others = this.columns
      .filter(({ id }) => !this.choice.shown.includes(id))
      .filter((one) => this.#isWanted(one));
    return html`<div id="menu" popover role="dialog" aria-label=${tableWords.choose} @keydown=${this.#keyPressed}>
      <div class="find">
        <input
          type="search"
          placeholder=${tableWords.find}
          aria-label=${tableWords.find}
          .value=${this.wanted}
          @input=${(event: InputEvent) => {
            this.wanted = (event.target as HTMLInputElement).value;
          }}
        />
        <button class="framed" ?disabled=${!this.isChosen} @click=${() => this.#tell(undefined)}>
          ${tableWords.reset}
        </button>
      </div>
      <div class="list">
        ${repeat(
          shown,
          ({ id }) => id,
          (column) => this.#drawShown(column),
        )}
        ${others.length === 0 ? nothing : html`<h2>${tableWords.more}</h2>`}
        ${repeat(
          others,
          ({ id }) => id,
          (column) =>
            html`<div class="entry ${column.id === column.title ? 'field' : ''}">${this.#drawCheck(column)}</div>`,
        )}
        ${shown.length + others.length === 0 ? html`<p class="quiet">${tableWords.noColumn}</p>` : nothing}
      </div>
    </div>`;
  }

  #drawShown(column: Column<never>): TemplateResult {
    const at = this.choice.shown.indexOf(column.id);
    const last = this.choice.shown.length - 1;
    const place = this.drag?.to === at ? 'before' : at === last && this.drag?.to === last + 1 ? 'after' : '';
    return html`<div class="entry shown ${place}" data-column=${column.id}>
      <span
        class="handle"
        title=${tableWords.moveHint}
        aria-hidden="true"
        @pointerdown=${(event: PointerEvent) => this.#lift(event, column.id)}
        @pointermove=${this.#carry}
        @pointerup=${this.#drop}
        @pointercancel=${() => {
          this.drag = undefined;
        }}
        >${icon('grip')}</span
      >
      ${this.#drawCheck(column)}
      <button
        tabindex="-1"
        aria-label=${tableWords.earlier(column.title)}
        ?disabled=${at === 0}
        @click=${() => this.#move(column.id, at - 1)}
      >
        ${icon('up')}
      </button>
      <button
        tabindex="-1"
        aria-label=${tableWords.later(column.title)}
        ?disabled=${at === last}
        @click=${() => this.#move(column.id, at + 1)}
      >
        ${icon('down')}
      </button>
    </div>`;
  }

  #drawCheck({ id, title }: Column<never>): TemplateResult {
    const isShown = this.choice.shown.includes(id);
    return html`<label
      ><input
        type="checkbox"
        data-id=${id}
        .checked=${isShown}
        ?disabled=${isShown && this.choice.shown.length === 1}
        @change=${() => {
          this.#focusAfter = id;
          this.#tell(toggled(this.choice, id));
        }}
      />${title}</label
    >`;
  }

  #isWanted({ id, title }: Column<never>): boolean {
    const wanted = this.wanted.trim().toLowerCase();
    return id.toLowerCase().includes(wanted) || title.toLowerCase().includes(wanted);
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector('#menu');
  }

  #tell(choice: ColumnChoice | undefined): void {
    this.dispatchEvent(new CustomEvent('choice-changed', { detail: { choice } }));
  }

  #move(id: string, to: number): void {
    this.#tell(moved(this.choice, id, to));
  }

  #lift(event: PointerEvent, id: string): void {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.drag = { id, to: this.choice.shown.indexOf(id) };
    event.preventDefault();
  }

  readonly #carry = (event: PointerEvent): void => {
    if (this.drag === undefined) return;
    const entries = [...this.renderRoot.querySelectorAll<HTMLElement>('.entry.shown')];
    const before = entries.find((entry) => {
      const { top, height } = entry.getBoundingClientRect();
      return event.clientY < top + height / 2;
    });
    const id = before?.dataset['column'];
    const to = id === undefined ? this.choice.shown.length : this.choice.shown.indexOf(id);
    if (to !== this.drag.to) this.drag = { ...this.drag, to };
  };

  readonly #drop = (): void => {
    const { drag } = this;
    this.drag = undefined;
    if (drag === undefined) return;
    const from = this.choice.shown.indexOf(drag.id);
    const to = drag.to > from ? drag.to - 1 : drag.to;
    if (to !== from) this.#move(drag.id, to);
  };

  readonly #keyPressed = (event: KeyboardEvent): void => {
    // Keys of the page are not meant here; Escape closes by itself.
    event.stopPropagation();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const target = event.composedPath()[0];
    const id = target instanceof HTMLInputElement ? target.dataset['id'] : undefined;
    if (event.altKey && id !== undefined) this.#moveByKey(id, step);
    else this.#focusNext(target, step);
  };

  #moveByKey(id: string, step: number): void {
    const at = this.choice.shown.indexOf(id);
    if (at < 0) return;
    this.#focusAfter = id;
    this.#move(id, at + step);
  }

  #focusNext(from: EventTarget | undefined, step: number): void {
    const stops = [...this.renderRoot.querySelectorAll<HTMLElement>('input')];
    const at = stops.findIndex((stop) => stop === from);
    stops[Math.max(0, Math.min(stops.length - 1, at + step))]?.focus();
  }
}

customElements.define('sip-column-menu', SipColumnMenu);
