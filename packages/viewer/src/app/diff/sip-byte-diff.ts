import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { NarrowController } from '../parts/narrow-controller.ts';
import { rowsSeen } from '../table/scrolled-window.ts';
import { WindowController } from '../table/window-controller.ts';
import { controls } from '../theme/controls.ts';
import type { ByteRow } from './byte-rows.ts';
import { modeTitles } from './diff-words.ts';

const lineHeight = 20;

/** Bytes of two messages side by side, those that differ lit. Only the rows seen are drawn. */
export class SipByteDiff extends LitElement {
  static override properties: PropertyDeclarations = {
    left: { attribute: false },
    right: { attribute: false },
    rows: { attribute: false },
    active: {},
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      :host {
        display: block;
        min-height: 0;
      }
      .hex {
        height: 100%;
        overflow: auto;
        overflow-anchor: none;
        font: 12px/20px var(--mono);
      }
      .spacer {
        position: relative;
        height: var(--spacer);
        min-width: max-content;
        overflow-y: clip;
      }
      .lines {
        position: absolute;
        inset: 0 auto auto 0;
        transform: translateY(var(--shift));
      }
      .row {
        display: flex;
        height: 20px;
        padding: 0 12px;
        white-space: pre;
      }
      .row.active {
        box-shadow: inset 3px 0 var(--mark);
      }
      .side {
        display: flex;
        width: 76ch;
      }
      .side + .side {
        padding-left: 2ch;
        border-left: 1px solid var(--line);
      }
      .narrow .side {
        width: 42ch;
      }
      .bytes {
        display: flex;
        width: 50ch;
        margin-left: 2ch;
      }
      .narrow .bytes {
        width: auto;
      }
      .letters {
        display: flex;
      }
      .offset {
        color: var(--quiet);
      }
      .differs {
        background: var(--lit);
      }
      @media (forced-colors: active) {
        .differs {
          background: Highlight;
          color: HighlightText;
        }
      }
    `,
  ];

  declare left: Uint8Array;
  declare right: Uint8Array;
  declare rows: readonly ByteRow[];
  /** The row that was gone to. */
  declare active: number | undefined;

  readonly #narrow = new NarrowController(this);
  readonly #window = new WindowController(this);
  #first = 0;

  constructor() {
    super();
    this.left = new Uint8Array();
    this.right = new Uint8Array();
    this.rows = [];
    this.active = undefined;
  }

  protected override render(): TemplateResult {
    const count = this.rows.length;
    this.#window.content = count * lineHeight;
    const { first, last } = rowsSeen(this.#window.contentTop, this.#window.viewport, { height: lineHeight, count });
    this.#first = first;
    return html`<div
      class="hex ${this.#narrow.isNarrow ? 'narrow' : ''}"
      tabindex="0"
      role="region"
      aria-label=${modeTitles.byte}
    >
      <div class="spacer">
        <div class="lines">${this.rows.slice(first, last).map((row, at) => this.#drawRow(row, first + at))}</div>
      </div>
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#window.attach(this.renderRoot.querySelector<HTMLElement>('.hex') ?? undefined);
    this.style.setProperty('--spacer', `${this.#window.spacer}px`);
    this.style.setProperty('--shift', `${this.#window.shift + this.#first * lineHeight}px`);
    if (!changed.has('active') || this.active === undefined || this.#window.viewport === 0) return;
    this.#window.reveal([this.active * lineHeight, (this.active + 1) * lineHeight]);
  }

  #drawRow(row: ByteRow, at: number): TemplateResult {
    return html`<div class="row ${at === this.active ? 'active' : ''}">
      ${this.#drawSide(this.left, row.left, this.#others(row, 'right'))}
      ${this.#drawSide(this.right, row.right, this.#others(row, 'left'))}
    </div>`;
  }

  /** The bytes of the other side; undefined where the row is the same on both. */
  #others(row: ByteRow, side: 'left' | 'right'): Uint8Array | undefined {
    if (row.isSame) return undefined;
    const span = row[side];
    return span === undefined ? new Uint8Array() : this[side].subarray(...span);
  }

  #drawSide(
    bytes: Uint8Array,
    span: readonly [number, number] | undefined,
    others: Uint8Array | undefined,
  ): TemplateResult {
    if (span === undefined) return html`<span class="side"></span>`;
    const isNarrow = this.#narrow.isNarrow;
    const own = bytes.subarray(...span);
    const looks = (at: number): string => (others !== undefined && others[at] !== own[at] ? 'differs' : '');
    const pairs = Array.from(own, (byte, at) => {
      const pair = byte.toString(16).padStart(2, '0');
      return html`<span class=${looks(at)}>${isNarrow ? pair : at === 7 ? `${pair}  ` : `${pair} `}</span>`;
    });
    const letters = Array.from(own, (byte, at) => html`<span class=${looks(at)}>${letter(byte)}</span>`);
    return html`<span class="side"
      ><span class="offset">${span[0].toString(16).padStart(6, '0')}</span
      ><span class="bytes">${pairs}</span>${isNarrow ? '' : html`<span class="letters">${letters}</span>`}</span
    >`;
  }
}

function letter(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}

customElements.define('sip-byte-diff', SipByteDiff);
