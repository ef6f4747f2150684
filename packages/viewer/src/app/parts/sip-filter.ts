import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import { controls } from '../theme/controls.ts';
import { icon } from './icons.ts';

/** How long after the last key a filter is applied by itself. */
const settleMs = 250;

export type FilterProblem = {
  readonly message: string;
  readonly span?: readonly [start: number, end: number];
};

/**
 * The filter line: text in the filter language, what is wrong with it, and how much of the list it leaves.
 *
 * @fires filter-changed - `{filter, isFinal}`: while typing, and finally with Enter or the clearing of it.
 */
export class SipFilter extends LitElement {
  static override properties: PropertyDeclarations = {
    filter: {},
    placeholder: {},
    problem: { attribute: false },
    count: {},
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      :host {
        display: block;
        border-bottom: 1px solid var(--line);
      }
      .line {
        display: flex;
        align-items: center;
        gap: 8px;
        height: 34px;
        padding: 0 14px;
      }
      label {
        color: var(--quiet);
      }
      input {
        flex: 1;
        min-width: 0;
        height: 26px;
        border: 0;
        padding: 0 4px;
        background: none;
        font: 12.5px/1.5 var(--mono);
        border-radius: 3px;
      }
      input::placeholder {
        color: var(--quiet);
        opacity: 1;
      }
      .problem {
        margin: 0;
        padding: 0 14px 6px;
        color: var(--bad);
      }
      .echo {
        font: 12.5px/1.5 var(--mono);
        color: var(--ink);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      mark {
        background: none;
        color: var(--bad);
        text-decoration: underline wavy 1px;
        text-underline-offset: 3px;
      }
      .count {
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
      @media (max-width: 720px) {
        input {
          font-size: 16px;
        }
        label {
          display: none;
        }
      }
    `,
  ];

  declare filter: string;
  declare placeholder: string;
  declare problem: FilterProblem | undefined;
  /** `1 204 of 30 017`. */
  declare count: string;

  #settle: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.filter = '';
    this.placeholder = '';
    this.problem = undefined;
    this.count = '';
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

  protected override render(): TemplateResult {
    return html`
      <div class="line">
        <label for="filter">filter</label>
        <input
          id="filter"
          type="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          .value=${this.filter}
          placeholder=${this.placeholder}
          aria-invalid=${this.problem === undefined ? nothing : 'true'}
          aria-describedby=${this.problem === undefined ? nothing : 'problem'}
          @input=${this.#typed}
          @keydown=${this.#keyPressed}
        />
        ${
          this.filter === ''
            ? nothing
            : html`<button aria-label="Clear the filter" title="Clear the filter" @click=${() => this.#tell('', true)}>
                ${icon('close')}
              </button>`
        }
        <span class="count quiet" role="status">${this.count}</span>
      </div>
      ${this.problem === undefined ? nothing : this.#drawProblem(this.problem)}
    `;
  }

  #drawProblem({ message, span }: FilterProblem): TemplateResult {
    const [start, end] = span ?? [0, 0];
    const place = this.filter.slice(start, Math.max(end, start + 1)) || ' ';
    const echo = html`<span class="echo"
      >${this.filter.slice(0, start)}<mark>${place}</mark>${this.filter.slice(Math.max(end, start + 1))}</span
    >`;
    return html`<p class="problem" id="problem" role="alert">${message} ${span === undefined ? nothing : echo}</p>`;
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  readonly #typed = (): void => {
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => this.#tell(this.#input?.value ?? '', false), settleMs);
  };

  readonly #keyPressed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') this.#tell(this.#input?.value ?? '', true);
    if (event.key === 'Escape') this.#escape(event);
  };

  /** Clears the filter, and where there is none leaves the line. */
  #escape(event: KeyboardEvent): void {
    event.stopPropagation();
    if (this.#input?.value !== '') this.#tell('', false);
    else this.#tell('', true);
  }

  #tell(filter: string, isFinal: boolean): void {
    clearTimeout(this.#settle);
    this.dispatchEvent(new CustomEvent('filter-changed', { detail: { filter, isFinal } }));
  }
}

customElements.define('sip-filter', SipFilter);
