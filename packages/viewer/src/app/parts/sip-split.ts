import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { controls } from '../theme/controls.ts';

const step = 2;

/**
 * Two panes with a border between them that is moved by pointer or arrow keys, and stays where it was put.
 * Slots: `first`, `second`. `solo`: the first alone.
 */
export class SipSplit extends LitElement {
  static override properties: PropertyDeclarations = {
    name: {},
    label: {},
    direction: { reflect: true },
    initial: { type: Number },
    solo: { type: Boolean, reflect: true },
    share: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      :host {
        display: grid;
        min-width: 0;
        min-height: 0;
      }
      :host([direction='row']) {
        grid-template: minmax(0, 1fr) / minmax(0, var(--first)) 1px minmax(0, 1fr);
      }
      :host([direction='column']) {
        grid-template: minmax(0, var(--first)) 1px minmax(0, 1fr) / minmax(0, 1fr);
      }
      :host([solo]) {
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
      }
      :host([solo]) .border {
        display: none;
      }
      ::slotted(*) {
        min-width: 0;
        min-height: 0;
      }
      .border {
        position: relative;
        z-index: 3;
        background: var(--edge);
        touch-action: none;
      }
      .border::after {
        content: '';
        position: absolute;
        inset: -4px 0;
      }
      :host([direction='row']) .border::after {
        inset: 0 -4px;
      }
      :host([direction='row']) .border {
        cursor: col-resize;
      }
      :host([direction='column']) .border {
        cursor: row-resize;
      }
      .border:hover,
      .border:focus-visible {
        outline: 2px solid var(--mark);
        outline-offset: 0;
      }
      @media (pointer: coarse) {
        .border::after {
          inset: -12px 0;
        }
        :host([direction='row']) .border::after {
          inset: 0 -12px;
        }
        :host([direction='column']) .border::before {
          content: '';
          position: absolute;
          left: calc(50% - 18px);
          top: 4px;
          width: 36px;
          height: 4px;
          border-radius: 2px;
          background: var(--edge);
        }
      }
    `,
  ];

  /** Under which the place of the border is remembered. */
  declare name: string;
  declare label: string;
  declare direction: 'row' | 'column';
  /** Per cent of the first pane, until moved. */
  declare initial: number;
  declare solo: boolean;
  declare private share: number;

  constructor() {
    super();
    this.name = '';
    this.label = '';
    this.direction = 'row';
    this.initial = 50;
    this.solo = false;
    this.share = 50;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('name') && !changed.has('initial')) return;
    const stored = Number(localStorage.getItem(this.#key));
    this.share = stored >= 10 && stored <= 90 ? stored : this.initial;
  }

  protected override render(): TemplateResult {
    return html`
      <slot name="first"></slot>
      <div
        class="border"
        role="separator"
        tabindex="0"
        aria-label=${this.label}
        aria-orientation=${this.direction === 'row' ? 'vertical' : 'horizontal'}
        aria-valuemin="10"
        aria-valuemax="90"
        aria-valuenow=${Math.round(this.share)}
        @pointerdown=${this.#grabbed}
        @pointermove=${this.#moved}
        @keydown=${this.#keyPressed}
        @dblclick=${() => this.#set(this.initial)}
      ></div>
      <slot name="second"></slot>
    `;
  }

  protected override updated(): void {
    this.style.setProperty('--first', `${this.share}%`);
  }

  get #key(): string {
    return `sipscope.split.${this.name}`;
  }

  #set(share: number): void {
    this.share = Math.max(10, Math.min(90, share));
    localStorage.setItem(this.#key, String(this.share));
  }

  readonly #grabbed = (event: PointerEvent): void => {
    if (event.target instanceof Element) event.target.setPointerCapture(event.pointerId);
    event.preventDefault();
  };

  readonly #moved = (event: PointerEvent): void => {
    if (!(event.target instanceof Element) || !event.target.hasPointerCapture(event.pointerId)) return;
    const box = this.getBoundingClientRect();
    const at =
      this.direction === 'row' ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height;
    this.#set(at * 100);
  };

  readonly #keyPressed = (event: KeyboardEvent): void => {
    const [less, more] = this.direction === 'row' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key === less) this.#set(this.share - step);
    else if (event.key === more) this.#set(this.share + step);
    else if (event.key === 'Home') this.#set(10);
    else if (event.key === 'End') this.#set(90);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

customElements.define('sip-split', SipSplit);
