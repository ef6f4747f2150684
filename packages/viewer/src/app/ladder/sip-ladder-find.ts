import { css, type CSSResultGroup, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatCount } from '../format/number.ts';
import { icon } from '../parts/icons.ts';
import { controls } from '../theme/controls.ts';
import { words } from '../words/words.ts';

const findWords = words('ladder-find', {
  label: 'Find in the ladder: label, Call-ID, session description, frame number',
  hint: 'label, Call-ID, SDP, #frame',
  place: (at: number, count: number) => `${formatCount(at)} of ${formatCount(count)}`,
  none: 'none',
  next: 'The next one (Enter)',
  previous: 'The one before (Shift+Enter)',
  close: 'Close (Esc)',
});

/**
 * A line to write into what is looked for in a ladder.
 *
 * @fires find-written - `{query}`.
 * @fires find-moved - `{step}`: to the next match, or the one before.
 * @fires find-closed
 */
export class SipLadderFind extends LitElement {
  static override properties: PropertyDeclarations = { query: {}, count: { type: Number }, at: { type: Number } };
  static override styles: CSSResultGroup = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 2px;
        padding: 3px 4px;
        background: var(--bar);
        border: 1px solid var(--edge);
        border-radius: 5px;
        box-shadow: 0 2px 8px rgb(0 0 0 / 18%);
      }
      input {
        width: 190px;
        min-width: 0;
        height: 24px;
        padding: 0 6px;
        border: 1px solid var(--edge);
        border-radius: 3px;
        background: var(--page);
      }
      output {
        min-width: 62px;
        padding: 0 4px;
        text-align: right;
        font-variant-numeric: tabular-nums;
        color: var(--quiet);
        white-space: nowrap;
      }
      button {
        min-height: 24px;
        padding: 2px 4px;
      }
      @media (max-width: 720px) {
        input {
          width: 130px;
          height: 34px;
          font-size: 16px;
        }
      }
    `,
  ];

  declare query: string;
  declare count: number;
  /** Which of them is shown, from 1; 0 where none is. */
  declare at: number;

  constructor() {
    super();
    this.query = '';
    this.count = 0;
    this.at = 0;
  }

  override focus(): void {
    const input = this.renderRoot.querySelector('input');
    input?.focus();
    input?.select();
  }

  protected override render(): TemplateResult {
    const isEmpty = this.query.trim() === '';
    return html`<input
        type="text"
        spellcheck="false"
        autocomplete="off"
        aria-label=${findWords.label}
        placeholder=${findWords.hint}
        .value=${this.query}
        @input=${this.#written}
        @keydown=${this.#keyPressed}
      />
      <output aria-live="polite"
        >${isEmpty ? '' : this.count === 0 ? findWords.none : findWords.place(this.at, this.count)}</output
      >
      <button title=${findWords.previous} aria-label=${findWords.previous} @click=${() => this.#move(-1)}>
        ${icon('up')}
      </button>
      <button title=${findWords.next} aria-label=${findWords.next} @click=${() => this.#move(1)}>
        ${icon('down')}
      </button>
      <button title=${findWords.close} aria-label=${findWords.close} @click=${() => this.#close()}>
        ${icon('close')}
      </button>`;
  }

  readonly #written = (event: Event): void => {
    this.query = (event.currentTarget as HTMLInputElement).value;
    this.dispatchEvent(new CustomEvent('find-written', { detail: { query: this.query } }));
  };

  readonly #keyPressed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') this.#move(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #move(step: 1 | -1): void {
    this.dispatchEvent(new CustomEvent('find-moved', { detail: { step } }));
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('find-closed'));
  }
}

customElements.define('sip-ladder-find', SipLadderFind);
