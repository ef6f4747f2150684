import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { Backend } from '../../api/backend.ts';
import type { CaptureRow } from '../../api/captures.ts';
import type { ListName } from '../../api/lists.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { controls } from '../theme/controls.ts';
import type { Command } from '../commands/command.ts';
import { CommandsController } from '../commands/commands.ts';
import { writingAt } from './complete-filter.ts';
import { CompletionController, withCompletion } from './completion-controller.ts';
import { filterIcon } from './filter-icons.ts';
import type * as FilterLanguage from './filter-language.ts';
import type { Condition, FilterProblem } from './filter-language.ts';
import { rememberFilter } from './filter-store.ts';
import { filterWords } from './filter-words.ts';
import { filterStyles } from './sip-filter.styles.ts';
import type { SipFilterMenu } from './sip-filter-menu.ts';

export type { FilterProblem } from './filter-language.ts';

/** How long after the last key a filter is applied by itself. */
const settleMs = 250;
/** After which something half written is told to be wrong. */
const pauseMs = 900;

/** With what it draws: neither is needed before somebody filters. */
async function loadLanguage(): Promise<typeof FilterLanguage> {
  const [language] = await Promise.all([import('./filter-language.ts'), import('./sip-filter-chips.ts')]);
  return language;
}

/**
 * The filter line: the conditions of a filter, or its text while it is written, with what can be written next, what is wrong with it, and
 * how much of the list it leaves.
 *
 * @fires filter-changed - `{filter, isFinal}`: while typing, and finally with Enter or the clearing of it.
 * @fires facets-toggled - the button of the facets was pressed.
 */
export class SipFilter extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: { attribute: false },
    list: {},
    filter: {},
    placeholder: {},
    problem: { attribute: false },
    count: {},
    hasFacets: { attribute: false },
    isWriting: { state: true },
    draft: { state: true },
    ownProblem: { state: true },
    conditions: { state: true },
    hasMenu: { state: true },
  };
  static override styles: CSSResultGroup = [controls, filterStyles];

  declare backend: Backend;
  declare capture: CaptureRow;
  declare list: ListName;
  declare filter: string;
  declare placeholder: string;
  /** What the server said of the filter. */
  declare problem: FilterProblem | undefined;
  /** `1 204 of 30 017`. */
  declare count: string;
  /** Whether the facets are shown. */
  declare hasFacets: boolean;
  declare private isWriting: boolean;
  /** The text as it is written. */
  declare private draft: string;
  declare private ownProblem: FilterProblem | undefined;
  declare private conditions: readonly Condition[];
  declare private hasMenu: boolean;

  #settle: ReturnType<typeof setTimeout> | undefined;
  readonly #completions = new CompletionController(this);

  constructor() {
    super();
    this.list = 'calls';
    this.filter = '';
    this.placeholder = '';
    this.problem = undefined;
    this.count = '';
    this.hasFacets = false;
    this.isWriting = false;
    this.draft = '';
    this.ownProblem = undefined;
    this.conditions = [];
    this.hasMenu = false;
    new CommandsController(this, () => this.#commands());
  }

  override focus(): void {
    const input = this.#input;
    input?.focus();
    input?.select();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#settle);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('filter') && !changed.has('list')) return;
    if (!this.isWriting || changed.has('list')) {
      this.draft = this.filter;
      this.ownProblem = undefined;
    }
    void this.#readConditions();
  }

  protected override render(): TemplateResult {
    const problem = this.#shownProblem;
    const asChips = !this.isWriting && this.conditions.length > 0 && problem === undefined;
    return html`
      <div class="line">
        <label for="filter">${filterWords.label}</label>
        ${asChips ? this.#drawChips() : nothing} ${this.#drawField(asChips, problem)}
        ${this.draft === '' ? nothing : this.#drawClear()}
        <span class="count quiet" role="status">${this.count}</span>
        ${this.#drawTools()}
      </div>
      ${this.isWriting && this.#completions.isOpen ? this.#drawCompletions() : nothing}
      ${problem === undefined ? nothing : html`<p class="problem" id="problem" role="alert">${problem.message}</p>`}
    `;
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  get #shownProblem(): FilterProblem | undefined {
    return this.ownProblem ?? (this.draft === this.filter ? this.problem : undefined);
  }

  #drawChips(): TemplateResult {
    return html`
      <sip-filter-chips
        .filter=${this.filter}
        .conditions=${this.conditions}
        @condition-edited=${(event: CustomEvent<{ span: readonly [number, number] }>) => this.#write(event.detail.span)}
        @filter-edited=${(event: CustomEvent<{ filter: string }>) => this.#tell(event.detail.filter, false)}
      ></sip-filter-chips>
      <button title=${filterWords.add} aria-label=${filterWords.add} @click=${this.#add}>${filterIcon('add')}</button>
      <span class="rest" @click=${this.#add}></span>
    `;
  }

  /** The text stays in its place while the conditions are shown: the keyboard reaches it, and it comes forth then. */
  #drawField(isAway: boolean, problem: FilterProblem | undefined): TemplateResult {
    const { isOpen: isOffering, chosen } = this.#completions;
    const isOpen = this.isWriting && isOffering;
    return html`<div class="field ${isAway ? 'away' : ''}">
      ${problem?.span === undefined ? nothing : this.#drawMirror(problem.span)}
      <input
        id="filter"
        type="text"
        role="combobox"
        tabindex=${isAway ? '-1' : nothing}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        .value=${this.draft}
        placeholder=${this.placeholder}
        aria-autocomplete="list"
        aria-expanded=${isOpen ? 'true' : 'false'}
        aria-controls="options"
        aria-activedescendant=${isOpen && chosen >= 0 ? `option-${chosen}` : nothing}
        aria-invalid=${problem === undefined ? nothing : 'true'}
        aria-describedby=${problem === undefined ? nothing : 'problem'}
        @input=${this.#typed}
        @keydown=${this.#keyPressed}
        @focus=${this.#began}
        @blur=${this.#left}
        @click=${() => this.#complete()}
        @scroll=${this.#scrolled}
      />
    </div>`;
  }

  /** What stands under the text and underlines the place of a mistake in it. */
  #drawMirror([start, end]: readonly [number, number]): TemplateResult {
    const last = Math.max(end, start + 1);
    const place = this.draft.slice(start, last) || ' ';
    return html`<div class="mirror" aria-hidden="true">
      <span .textContent=${this.draft.slice(0, start)}></span>
      <mark .textContent=${place}></mark>
      <span .textContent=${this.draft.slice(last)}></span>
    </div>`;
  }

  #drawClear(): TemplateResult {
    return html`<button aria-label=${filterWords.clear} title=${filterWords.clear} @click=${() => this.#clear(true)}>
      ${icon('close')}
    </button>`;
  }

  #drawTools(): TemplateResult {
    return html`
      <button
        title=${filterWords.facetsHint}
        aria-label="${filterWords.facets}: ${filterWords.facetsHint}"
        aria-pressed=${this.hasFacets ? 'true' : 'false'}
        @click=${() => this.#toggleFacets()}
      >
        ${filterIcon('facets')}<span class="word">${filterWords.facets}</span>
      </button>
      <button
        id="saved"
        title=${filterWords.savedHint}
        aria-label=${filterWords.savedHint}
        aria-haspopup="dialog"
        @click=${() => this.#openMenu('saved')}
      >
        ${filterIcon('saved')}
      </button>
      <button
        id="help"
        title=${filterWords.help}
        aria-label=${filterWords.help}
        aria-haspopup="dialog"
        @click=${() => this.#openMenu('help')}
      >
        ${filterIcon('help')}
      </button>
      ${
        this.hasMenu
          ? html`<sip-filter-menu
              .list=${this.list}
              .filter=${this.filter}
              @filter-chosen=${(event: CustomEvent<{ filter: string }>) => this.#tell(event.detail.filter, true)}
            ></sip-filter-menu>`
          : nothing
      }
    `;
  }

  #drawCompletions(): TemplateResult {
    const { offered, chosen } = this.#completions;
    return html`<ul id="options" role="listbox" aria-label=${filterWords.completions}>
        ${offered.map(
          ({ title, note }, at) =>
            html`<li
              role="option"
              id="option-${at}"
              aria-selected=${at === chosen ? 'true' : 'false'}
              @pointerdown=${(event: Event) => event.preventDefault()}
              @click=${() => this.#accept(at)}
            >
              <bdi class="title">${label(title, 120)}</bdi><span class="note quiet">${label(note, 160)}</span>
            </li>`,
        )}
      </ul>
      <span class="unseen" role="status">${filterWords.counted(offered.length)}</span>`;
  }

  readonly #began = (): void => {
    if (!this.isWriting) this.draft = this.filter;
    this.isWriting = true;
    this.#complete();
  };

  readonly #left = (): void => {
    this.isWriting = false;
    this.#completions.close();
    if (this.draft === this.filter) {
      if (this.#shownProblem === undefined) rememberFilter(this.list, this.filter);
      return;
    }
    void this.#apply(false);
  };

  /** The mirror scrolls with the text. */
  readonly #scrolled = (): void => {
    const mirror = this.renderRoot.querySelector('.mirror');
    if (mirror !== null) mirror.scrollLeft = this.#input?.scrollLeft ?? 0;
  };

  readonly #typed = (): void => {
    this.draft = this.#input?.value ?? '';
    this.ownProblem = undefined;
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => void this.#apply(false), settleMs);
    this.#completions.forgetChoice();
    this.#complete();
  };

  readonly #keyPressed = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const { isOpen, chosen } = this.#completions;
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && isOpen)
      this.#choose(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'ArrowDown') this.#complete(true);
    else if (event.key === 'Tab' && isOpen && !event.shiftKey && this.#accepts()) void this.#acceptFirst();
    else if (event.key === 'Enter' && isOpen && chosen >= 0) this.#accept(chosen);
    else if (event.key === 'Enter') void this.#apply(true);
    else if (event.key === 'Escape') this.#escape(event);
    else return;
    event.preventDefault();
  };

  /** The Tab key leaves a line in which nothing was begun. */
  #accepts(): boolean {
    if (this.#completions.chosen >= 0) return true;
    const writing = writingAt(this.draft, this.#caret);
    return writing !== undefined && (writing.prefix !== '' || writing.kind === 'value');
  }

  get #caret(): number {
    return this.#input?.selectionStart ?? this.draft.length;
  }

  #choose(step: number): void {
    this.#completions.choose(step);
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector(`#option-${this.#completions.chosen}`)?.scrollIntoView({ block: 'nearest' }),
    );
  }

  /** The one that was chosen, or the first of those for what is written by now: somebody may write faster than values come. */
  async #acceptFirst(): Promise<void> {
    await this.#completions.ready;
    this.#accept(Math.max(0, this.#completions.chosen));
  }

  #accept(at: number): void {
    const completion = this.#completions.offered[at];
    const input = this.#input;
    if (completion === undefined || input === null) return;
    const { text, caret } = withCompletion(this.draft, completion);
    input.value = text;
    input.setSelectionRange(caret, caret);
    this.#typed();
  }

  /** Closes what is offered; without that clears the filter, and where there is none leaves the line. */
  #escape(event: KeyboardEvent): void {
    event.stopPropagation();
    const isBegun = this.draft !== '' && this.#completions.isOpen && this.#accepts();
    if (isBegun || this.#completions.chosen >= 0) this.#completions.close();
    else this.#clear(this.draft === '');
  }

  #clear(isFinal: boolean): void {
    this.draft = '';
    this.ownProblem = undefined;
    this.#tell('', isFinal);
    if (!isFinal) this.#complete();
  }

  /** `isAsked`: whatever could be written here is offered; else, what goes on with what was begun. */
  #complete(isAsked = false): void {
    const { backend, list, draft: text } = this;
    this.#completions.offer({ backend, capture: this.capture.id, list, text, caret: this.#caret }, isAsked);
  }

  /** Applies what is written, unless it cannot be read. */
  async #apply(isFinal: boolean): Promise<void> {
    clearTimeout(this.#settle);
    const { checkFilter } = await loadLanguage();
    const problem = checkFilter(this.draft, this.list, this.capture.facts ?? {});
    if (problem !== undefined) {
      const draft = this.draft;
      // What is not written to its end is no mistake until somebody pauses.
      const isUnfinished = !isFinal && this.isWriting && (problem.span?.[1] ?? 0) >= draft.trimEnd().length;
      this.ownProblem = isUnfinished ? undefined : problem;
      if (isUnfinished)
        this.#settle = setTimeout(() => {
          if (this.draft === draft && !this.#completions.isOpen) this.ownProblem = problem;
        }, pauseMs);
      return;
    }
    this.ownProblem = undefined;
    if (isFinal || !this.isWriting) rememberFilter(this.list, this.draft);
    if (isFinal || this.draft !== this.filter) this.#tell(this.draft, isFinal);
  }

  async #readConditions(): Promise<void> {
    const { filter, list } = this;
    if (filter === '') {
      this.conditions = [];
      return;
    }
    const { conditionsOf } = await loadLanguage();
    if (filter === this.filter && list === this.list) this.conditions = conditionsOf(filter, list);
  }

  readonly #add = (): void => {
    this.draft = `${this.filter.trim()} `;
    this.#write([this.draft.length, this.draft.length], this.draft);
  };

  #write(span: readonly [number, number], draft: string = this.filter): void {
    this.isWriting = true;
    this.draft = draft;
    void this.updateComplete.then(() => {
      const input = this.#input;
      input?.focus();
      input?.setSelectionRange(...span);
      this.#complete();
    });
  }

  #commands(): readonly Command[] {
    const group = filterWords.helpTitle;
    return [
      { id: 'filter.facets', title: filterWords.facetsHint, group, run: () => this.#toggleFacets() },
      { id: 'filter.saved', title: filterWords.savedHint, group, run: () => void this.#openMenu('saved') },
      { id: 'filter.help', title: filterWords.help, group, run: () => void this.#openMenu('help') },
    ];
  }

  #toggleFacets(): void {
    this.dispatchEvent(new CustomEvent('facets-toggled'));
  }

  async #openMenu(which: 'saved' | 'help'): Promise<void> {
    await import('./sip-filter-menu.ts');
    this.hasMenu = true;
    await this.updateComplete;
    const button = this.renderRoot.querySelector(`#${which}`)?.getBoundingClientRect();
    if (button !== undefined)
      await this.renderRoot.querySelector<SipFilterMenu>('sip-filter-menu')?.open(which, button);
  }

  #tell(filter: string, isFinal: boolean): void {
    clearTimeout(this.#settle);
    if (isFinal) this.#completions.close();
    this.dispatchEvent(new CustomEvent('filter-changed', { detail: { filter, isFinal } }));
  }
}

customElements.define('sip-filter', SipFilter);
