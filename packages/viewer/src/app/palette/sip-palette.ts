import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { CaptureRow } from '../../api/captures.ts';
import type { SearchHit } from '../../api/search/search.ts';
import { readWanted } from '../../api/search/wanted.ts';
import type { Backends } from '../backend/backends.ts';
import { explain } from '../backend/backend-error.ts';
import { NavigateEvent } from '../route/navigate-event.ts';
import type { Route } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { litText } from './lit-text.ts';
import { type PaletteItem, type ShownItem, showItems } from './palette-item.ts';
import { captureItems, commandItems, hitItem, visitedItems } from './palette-items.ts';
import { paletteWords } from './palette-words.ts';
import { chosenBefore, rememberChosen } from './recent.ts';
import { paletteStyles } from './sip-palette.styles.ts';

/** After the last letter typed, before captures are searched. */
const searchAfterMs = 150;
const fewestToSearch = 3;

/**
 * Everything that can be done and found, by typing a few letters of it.
 *
 * @fires sip-navigate - to what was chosen.
 */
export class SipPalette extends LitElement {
  static override properties: PropertyDeclarations = {
    backends: { attribute: false },
    capture: {},
    typed: { state: true },
    active: { state: true },
    items: { state: true },
    hits: { state: true },
    failure: { state: true },
  };
  static override styles: CSSResultGroup = [controls, paletteStyles];

  declare backends: Backends;
  /** The one that is looked at. */
  declare capture: string | undefined;
  declare private typed: string;
  /** Index among what is shown. */
  declare private active: number;
  declare private items: readonly PaletteItem[];
  declare private hits: readonly SearchHit[];
  declare private failure: unknown;
  #captures: readonly CaptureRow[] = [];
  #recent: readonly string[] = [];
  #search: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.typed = '';
    this.active = 0;
    this.items = [];
    this.hits = [];
  }

  get isOpen(): boolean {
    return this.renderRoot.querySelector('dialog')?.open ?? false;
  }

  async open(): Promise<void> {
    this.typed = '';
    this.active = 0;
    this.hits = [];
    this.failure = undefined;
    this.#recent = chosenBefore();
    const commands = commandItems();
    this.items = commands;
    await this.updateComplete;
    this.renderRoot.querySelector('dialog')?.showModal();
    const input = this.renderRoot.querySelector('input');
    if (input !== null) input.value = '';
    input?.focus();
    await this.#readCaptures(commands);
  }

  close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#endSearch();
  }

  protected override render(): TemplateResult {
    const groups = this.#groups();
    const shown = groups.flatMap(({ items }) => items);
    let at = 0;
    return html`<dialog aria-label=${paletteWords.name} @close=${this.#endSearch} @click=${this.#clicked}>
      <div class="palette">
        <input
          type="text"
          role="combobox"
          aria-label=${paletteWords.name}
          aria-expanded="true"
          aria-controls="list"
          aria-autocomplete="list"
          aria-activedescendant=${shown.length === 0 ? nothing : `item-${this.active}`}
          placeholder=${paletteWords.placeholder}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          @input=${this.#input}
          @keydown=${(event: KeyboardEvent) => this.#keyed(event, shown)}
        />
        <div id="list" role="listbox" aria-label=${paletteWords.results}>
          ${groups.map(
            ({ title, items }) =>
              html`<div role="group" aria-label=${title}>
                <div class="group" aria-hidden="true">${title}</div>
                ${items.map((one) => this.#drawItem(one, at++))}
              </div>`,
          )}
        </div>
        ${shown.length === 0 ? html`<p class="quiet none">${paletteWords.nothing}</p>` : nothing}
        ${this.failure === undefined ? nothing : html`<p class="none" role="alert">${paletteWords.failed(explain(this.failure))}</p>`}
        <span class="unseen" role="status">${paletteWords.counted(shown.length)}</span>
      </div>
    </dialog>`;
  }

  protected override updated(): void {
    this.renderRoot.querySelector(`#item-${this.active}`)?.scrollIntoView({ block: 'nearest' });
  }

  #drawItem({ item, letters }: ShownItem, at: number): TemplateResult {
    return html`<div
      id="item-${at}"
      role="option"
      class="item"
      aria-selected=${at === this.active}
      @pointermove=${() => (this.active = at)}
      @click=${() => this.#run(item)}
    >
      <span class="title">${litText(item.title, letters)}</span>
      ${item.detail === undefined ? nothing : html`<span class="detail">${item.detail}</span>`}
      ${item.keys?.map((key) => html`<kbd>${key}</kbd>`)}
    </div>`;
  }

  #groups(): ReturnType<typeof showItems> {
    const nameOf = (capture: string): string => this.#captures.find(({ id }) => id === capture)?.name ?? capture;
    const here = this.hits.filter(({ capture }) => capture === this.capture);
    const found = [...here, ...this.hits.filter((hit) => !here.includes(hit))].map((hit) =>
      hitItem(hit, this.capture, nameOf, this.#go),
    );
    return showItems([...this.items, ...found, ...this.#searchItems()], this.typed, this.#recent, paletteWords.recent);
  }

  /** What was typed, searched for in messages: always offered, and the last. */
  #searchItems(): readonly PaletteItem[] {
    const text = this.typed.trim();
    if (readWanted(text) === undefined) return [];
    const { capture } = this;
    const group = paletteWords.search;
    const all: PaletteItem = {
      id: 'search:all',
      group,
      title: paletteWords.searchAll(text),
      found: [0, 0],
      run: () => this.#go({ page: 'search', text }),
    };
    if (capture === undefined) return [all];
    const title = paletteWords.searchHere(text);
    return [
      all,
      { id: 'search:here', group, title, found: [0, 0], run: () => this.#go({ page: 'search', text, capture }) },
    ];
  }

  async #readCaptures(commands: readonly PaletteItem[]): Promise<void> {
    try {
      this.#captures = await this.backends.captures();
      const captures = captureItems(this.#captures.toReversed(), this.#go);
      this.items = [...commands, ...captures];
      this.items = [...commands, ...(await visitedItems(this.backends, this.#captures, this.#go)), ...captures];
    } catch (failure) {
      this.failure = failure;
    }
  }

  readonly #input = (event: Event): void => {
    // The listener stands on this input alone.
    this.typed = (event.currentTarget as HTMLInputElement).value;
    this.active = 0;
    this.hits = [];
    this.failure = undefined;
    this.#endSearch();
    if (this.typed.trim().length < fewestToSearch || readWanted(this.typed) === undefined) return;
    this.#timer = setTimeout(() => void this.#find(this.typed), searchAfterMs);
  };

  async #find(text: string): Promise<void> {
    const search = new AbortController();
    this.#search = search;
    try {
      await this.backends.search(
        { text, messages: false },
        (event) => {
          if (event.kind === 'hits' && this.#search === search) this.hits = [...this.hits, ...event.hits];
        },
        search.signal,
      );
    } catch (failure) {
      if (this.#search === search && !search.signal.aborted) this.failure = failure;
    }
  }

  readonly #endSearch = (): void => {
    clearTimeout(this.#timer);
    this.#search?.abort();
    this.#search = undefined;
  };

  /** A click beside the palette closes it. */
  readonly #clicked = (event: Event): void => {
    if (event.target instanceof HTMLDialogElement) this.close();
  };

  #keyed(event: KeyboardEvent, shown: readonly ShownItem[]): void {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined && shown.length > 0) {
      event.preventDefault();
      const next = this.active + step;
      // By single steps, the end leads to the beginning.
      const isAround = Math.abs(step) === 1;
      this.active = isAround ? (next + shown.length) % shown.length : Math.max(0, Math.min(shown.length - 1, next));
    }
    const chosen = shown[this.active]?.item;
    if (event.key === 'Enter' && !event.isComposing && chosen !== undefined) {
      event.preventDefault();
      this.#run(chosen);
    }
  }

  #run(item: PaletteItem): void {
    this.close();
    if (item.found === undefined) rememberChosen(item.id);
    item.run();
  }

  readonly #go = (route: Route): void => {
    this.dispatchEvent(new NavigateEvent(route));
  };
}

customElements.define('sip-palette', SipPalette);
