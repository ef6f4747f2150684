import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { controls } from '../theme/controls.ts';
import { withOpposite, withoutCondition } from './edit-filter.ts';
import type { Condition } from './filter-language.ts';
import { filterWords } from './filter-words.ts';

/**
 * The conditions of a filter, each to be edited, turned round or taken away.
 *
 * @fires condition-edited - `{span}`: its text is to be written anew.
 * @fires filter-edited - `{filter}`: what is left.
 */
export class SipFilterChips extends LitElement {
  static override properties: PropertyDeclarations = {
    filter: {},
    conditions: { attribute: false },
    current: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      ul {
        display: flex;
        gap: 6px;
        margin: 0;
        padding: 0;
        list-style: none;
        overflow-x: auto;
        scrollbar-width: none;
      }
      li {
        display: flex;
        flex: none;
        align-items: center;
        max-width: 100%;
        border: 1px solid var(--edge);
        border-radius: 4px;
        background: var(--bar);
      }
      li.negated {
        border-style: dashed;
      }
      button {
        min-height: 22px;
        padding: 0 4px;
        border-radius: 3px;
      }
      .text {
        display: block;
        max-width: 420px;
        overflow: hidden;
        text-overflow: ellipsis;
        font: 12.5px/1.5 var(--mono);
        cursor: text;
      }
      .not {
        color: var(--quiet);
        font-size: 12px;
      }
      .not[aria-pressed='true'] {
        color: var(--bad);
        font-weight: 600;
      }
      .remove svg {
        width: 12px;
        height: 12px;
      }
      @media (hover: hover) and (pointer: fine) {
        .not[aria-pressed='false'] {
          display: none;
        }
        li:hover .not,
        li:focus-within .not {
          display: inline-flex;
        }
      }
      @media (pointer: coarse) {
        button {
          min-height: 34px;
          padding: 0 8px;
        }
      }
    `,
  ];

  declare filter: string;
  declare conditions: readonly Condition[];
  /** The one the Tab key leads to. */
  declare private current: number;

  constructor() {
    super();
    this.filter = '';
    this.conditions = [];
    this.current = 0;
  }

  override focus(): void {
    this.#chips[this.current]?.focus();
  }

  protected override render(): TemplateResult {
    const current = Math.min(this.current, this.conditions.length - 1);
    return html`<ul aria-label=${filterWords.conditions}>
      ${this.conditions.map((condition, at) => this.#drawChip(condition, { at, isCurrent: at === current }))}
    </ul>`;
  }

  get #chips(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.text')];
  }

  #drawChip(condition: Condition, { at, isCurrent }: { at: number; isCurrent: boolean }): TemplateResult {
    const text = label(condition.negated ? condition.text.replace(/^(?:not\s+|!\s*|-\s*)/i, '') : condition.text, 200);
    return html`<li
      class=${condition.negated ? 'negated' : nothing}
      @keydown=${(event: KeyboardEvent) => this.#keyPressed(event, at)}
    >
      <button
        class="not"
        tabindex="-1"
        title=${filterWords.negate}
        aria-label=${filterWords.negate}
        aria-pressed=${condition.negated ? 'true' : 'false'}
        @click=${() => this.#tell(withOpposite(this.filter, condition))}
      >
        ${filterWords.not}
      </button>
      <button
        class="text"
        tabindex=${isCurrent ? '0' : '-1'}
        title=${filterWords.keysOfConditions}
        aria-label=${filterWords.edit(`${condition.negated ? `${filterWords.not} ` : ''}${text}`)}
        aria-keyshortcuts="Delete !"
        @focus=${() => {
          this.current = at;
        }}
        @click=${() => this.#edit(condition)}
      >
        ${text}
      </button>
      <button
        class="remove"
        tabindex="-1"
        title=${filterWords.remove(text)}
        aria-label=${filterWords.remove(text)}
        @click=${() => this.#tell(withoutCondition(this.filter, condition))}
      >
        ${icon('close')}
      </button>
    </li>`;
  }

  #keyPressed(event: KeyboardEvent, at: number): void {
    const condition = this.conditions[at];
    if (condition === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const to = at + (event.key === 'ArrowRight' ? 1 : -1);
      this.#chips[Math.max(0, Math.min(to, this.conditions.length - 1))]?.focus();
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      this.current = Math.max(0, Math.min(at, this.conditions.length - 2));
      this.#tell(withoutCondition(this.filter, condition));
    } else if (event.key === '!') this.#tell(withOpposite(this.filter, condition));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #edit({ span }: Condition): void {
    this.dispatchEvent(new CustomEvent('condition-edited', { detail: { span } }));
  }

  #tell(filter: string): void {
    this.dispatchEvent(new CustomEvent('filter-edited', { detail: { filter } }));
  }
}

customElements.define('sip-filter-chips', SipFilterChips);
