import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import type { ListName } from '../../api/lists.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { controls } from '../theme/controls.ts';
import { helpExamples } from './filter-help.ts';
import {
  forgetFilters,
  lastFilters,
  removeFilter,
  type SavedFilter,
  savedFilters,
  saveFilter,
} from './filter-store.ts';
import { filterWords } from './filter-words.ts';

const mostLately = 15;

/**
 * What opens at the filter line: saved filters and those used lately, or how filters are written.
 *
 * @fires filter-chosen - `{filter}`.
 */
export class SipFilterMenu extends LitElement {
  static override properties: PropertyDeclarations = {
    list: {},
    filter: {},
    shown: { state: true },
    removed: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      #menu {
        position: fixed;
        inset: auto;
        width: max-content;
        min-width: min(440px, calc(100vw - 16px));
        max-width: min(860px, calc(100vw - 16px));
        max-height: min(70vh, 620px);
        margin: 0;
        padding: 10px 12px;
        overflow-y: auto;
        border: 1px solid var(--edge);
        border-radius: 6px;
        background: var(--page);
        color: var(--ink);
      }
      h2 {
        margin: 0 0 6px;
        font-size: 13px;
      }
      h2:not(:first-child) {
        margin-top: 14px;
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      li > .filter {
        display: flex;
        flex: 1;
        min-width: 0;
        gap: 12px;
        justify-content: flex-start;
      }
      .filter code {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        font: 12.5px/1.5 var(--mono);
      }
      .filter span {
        flex: none;
        max-width: 45%;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      form {
        display: flex;
        gap: 8px;
        margin-top: 8px;
      }
      form input {
        flex: 1;
        min-width: 0;
        height: 26px;
        padding: 0 6px;
        border: 1px solid var(--edge);
        border-radius: 4px;
        background: var(--page);
      }
      p {
        margin: 4px 0;
      }
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 2px 14px;
        margin: 0;
      }
      dt {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
      }
      dd {
        margin: 0;
        padding: 3px 0;
        max-width: 400px;
      }
      dt button {
        font: 12.5px/1.5 var(--mono);
        color: var(--accent);
      }
      @media (max-width: 720px) {
        dl {
          grid-template-columns: 1fr;
        }
      }
    `,
  ];

  declare list: ListName;
  declare filter: string;
  declare private shown: 'saved' | 'help';
  /** Deleted last, to be taken back. */
  declare private removed: SavedFilter | undefined;

  constructor() {
    super();
    this.list = 'calls';
    this.filter = '';
    this.shown = 'saved';
    this.removed = undefined;
  }

  /** Below what it belongs to. */
  async open(shown: 'saved' | 'help', at: DOMRect): Promise<void> {
    this.shown = shown;
    this.removed = undefined;
    this.requestUpdate();
    await this.updateComplete;
    const menu = this.#menu;
    if (menu === null) return;
    menu.style.top = `${at.bottom + 4}px`;
    menu.style.right = `${Math.max(8, innerWidth - at.right)}px`;
    menu.showPopover();
    menu.querySelector<HTMLElement>('button, input')?.focus();
  }

  protected override render(): TemplateResult {
    const name = this.shown === 'saved' ? filterWords.saved : filterWords.helpTitle;
    return html`<div id="menu" popover role="dialog" aria-label=${name} @keydown=${this.#keyPressed}>
      ${this.shown === 'saved' ? this.#drawSaved() : this.#drawHelp()}
    </div>`;
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector('#menu');
  }

  #drawSaved(): TemplateResult {
    const saved = savedFilters(this.list);
    const lately = lastFilters(this.list).slice(0, mostLately);
    return html`
      <h2>${filterWords.saved}</h2>
      ${saved.length === 0 ? html`<p class="quiet">${this.filter === '' ? filterWords.nothingToSave : filterWords.nothingSaved}</p>` : nothing}
      <ul>
        ${saved.map((one) => this.#drawFilter(one))}
      </ul>
      <p role="status">
        ${
          this.removed === undefined
            ? nothing
            : html`${filterWords.deleted(label(this.removed.name, 60))}
                <button class="framed undo" @click=${this.#undo}>${filterWords.undo}</button>`
        }
      </p>
      ${
        this.filter === ''
          ? nothing
          : html`<form @submit=${this.#save}>
              <input
                name="name"
                required
                maxlength="80"
                placeholder=${filterWords.saveAs}
                aria-label=${filterWords.saveAs}
              />
              <button class="framed">${filterWords.save}</button>
            </form>`
      }
      ${
        lately.length === 0
          ? nothing
          : html`<h2>${filterWords.lately}</h2>
              <ul>
                ${lately.map((filter) => html`<li>${this.#drawChoice(filter)}</li>`)}
              </ul>
              <button class="quiet" @click=${this.#forget}>${filterWords.forget}</button>`
      }
    `;
  }

  #drawFilter(saved: SavedFilter): TemplateResult {
    const hint = filterWords.deleteSaved(label(saved.name, 60));
    return html`<li>
      ${this.#drawChoice(saved.filter, saved.name)}
      <button class="delete" title=${hint} aria-label=${hint} @click=${() => this.#remove(saved)}>
        ${icon('remove')}
      </button>
    </li>`;
  }

  #drawChoice(filter: string, name?: string): TemplateResult {
    return html`<button class="filter" @click=${() => this.#choose(filter)}>
      ${name === undefined ? nothing : html`<span>${label(name, 60)}</span>`}<code>${label(filter, 200)}</code>
    </button>`;
  }

  #drawHelp(): TemplateResult {
    return html`
      <h2>${filterWords.help}</h2>
      <dl>
        ${helpExamples(this.list).map(
          ({ meaning, examples }) => html`
            <dt>
              ${examples.map((example) => html`<button @click=${() => this.#choose(example)}>${example}</button>`)}
            </dt>
            <dd>${meaning}</dd>
          `,
        )}
      </dl>
    `;
  }

  #choose(filter: string): void {
    this.#menu?.hidePopover();
    this.dispatchEvent(new CustomEvent('filter-chosen', { detail: { filter } }));
  }

  readonly #save = (event: SubmitEvent): void => {
    event.preventDefault();
    const input = this.renderRoot.querySelector<HTMLInputElement>('form input');
    const name = input?.value.trim() ?? '';
    if (name === '' || input === null) return;
    saveFilter(this.list, { name, filter: this.filter });
    input.value = '';
    this.requestUpdate();
  };

  #remove(saved: SavedFilter): void {
    removeFilter(this.list, saved.name);
    this.removed = saved;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.undo')?.focus());
  }

  readonly #undo = (): void => {
    if (this.removed !== undefined) saveFilter(this.list, this.removed);
    this.removed = undefined;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.filter')?.focus());
  };

  readonly #forget = (): void => {
    forgetFilters(this.list);
    this.requestUpdate();
  };

  readonly #keyPressed = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('.filter, dt button')];
    const at = buttons.findIndex((button) => button.matches(':focus'));
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
}

customElements.define('sip-filter-menu', SipFilterMenu);
