import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { rowsSeen } from '../table/scrolled-window.ts';
import { WindowController } from '../table/window-controller.ts';
import { controls } from '../theme/controls.ts';
import type { ByteSpan } from './syntax.ts';

const lineHeight = 20;
const perLine = 16;

/**
 * The bytes of a message, sixteen a line.
 *
 * @fires place-chosen - `{byte}`: a byte was clicked, or gone to by keys.
 * @fires place-hovered - `{byte}`: the pointer is over a byte; without one it has left them.
 */
export class SipHex extends LitElement {
  static override properties: PropertyDeclarations = {
    bytes: { attribute: false },
    lit: { attribute: false },
    hovered: { attribute: false },
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
      /* As a row of boxes, so that only what is drawn takes room. */
      .line {
        display: flex;
        height: 20px;
        padding: 0 12px;
        white-space: pre;
      }
      .bytes {
        display: flex;
        width: 50ch;
        margin-left: 2ch;
      }
      .letters {
        display: flex;
      }
      .offset {
        color: var(--quiet);
      }
      .near {
        background: var(--chosen);
      }
      .lit {
        background: var(--lit);
      }
      @media (forced-colors: active) {
        .lit {
          background: Highlight;
          color: HighlightText;
        }
      }
    `,
  ];

  declare bytes: Uint8Array;
  declare lit: ByteSpan | undefined;
  declare hovered: ByteSpan | undefined;

  readonly #window = new WindowController(this);
  #first = 0;

  constructor() {
    super();
    this.bytes = new Uint8Array();
    this.lit = undefined;
    this.hovered = undefined;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.hex')?.focus();
  }

  protected override render(): TemplateResult {
    const count = Math.ceil(this.bytes.length / perLine);
    this.#window.content = count * lineHeight;
    const { first, last } = rowsSeen(this.#window.contentTop, this.#window.viewport, { height: lineHeight, count });
    this.#first = first;
    const lines = Array.from({ length: last - first }, (_, at) => this.#drawLine((first + at) * perLine));
    return html`<div
      class="hex"
      tabindex="0"
      role="region"
      aria-label="Bytes"
      @click=${this.#clicked}
      @mouseover=${this.#hoverMoved}
      @mouseleave=${() => this.#tell('place-hovered', {})}
      @keydown=${this.#keyPressed}
    >
      <div class="spacer"><div class="lines">${lines}</div></div>
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#window.attach(this.renderRoot.querySelector<HTMLElement>('.hex') ?? undefined);
    this.style.setProperty('--spacer', `${this.#window.spacer}px`);
    this.style.setProperty('--shift', `${this.#window.shift + this.#first * lineHeight}px`);
    if (!changed.has('lit') || this.lit === undefined || this.#window.viewport === 0) return;
    const line = Math.floor(this.lit[0] / perLine);
    this.#window.reveal([line * lineHeight, (line + 1) * lineHeight]);
  }

  #drawLine(start: number): TemplateResult {
    const indexes = Array.from({ length: Math.min(perLine, this.bytes.length - start) }, (_, at) => start + at);
    const pairs = indexes.map((at) => {
      const pair = (this.bytes[at] ?? 0).toString(16).padStart(2, '0');
      return this.#drawByte(at, at % perLine === 7 ? `${pair}  ` : `${pair} `);
    });
    const letters = indexes.map((at) => this.#drawByte(at, letter(this.bytes[at] ?? 0)));
    return html`<div class="line">
      <span class="offset">${start.toString(16).padStart(6, '0')}</span>
      <span class="bytes">${pairs}</span>
      <span class="letters">${letters}</span>
    </div>`;
  }

  #drawByte(at: number, text: string): TemplateResult {
    return html`<span data-byte=${at} class=${this.#looks(at)}>${text}</span>`;
  }

  #looks(byte: number): string {
    if (isWithin(byte, this.lit)) return 'lit';
    return isWithin(byte, this.hovered) ? 'near' : '';
  }

  readonly #clicked = (event: Event): void => {
    const byte = byteOf(event);
    if (byte !== undefined) this.#tell('place-chosen', { byte });
  };

  readonly #hoverMoved = (event: Event): void => {
    const byte = byteOf(event);
    this.#tell('place-hovered', byte === undefined ? {} : { byte });
  };

  /** From what is lit on: the arrows go by bytes and lines. */
  readonly #keyPressed = (event: KeyboardEvent): void => {
    const step = stepOf(event);
    if (step === undefined || this.bytes.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const from = step < 0 ? (this.lit?.[0] ?? 0) : (this.lit?.[1] ?? 0) - 1;
    const byte = Math.max(0, Math.min(this.bytes.length - 1, from + step));
    this.#tell('place-chosen', { byte });
  };

  #tell(what: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}

function isWithin(byte: number, span: ByteSpan | undefined): boolean {
  return span !== undefined && byte >= span[0] && byte < span[1];
}

function byteOf(event: Event): number | undefined {
  const byte = event.target instanceof HTMLElement ? event.target.dataset['byte'] : undefined;
  return byte === undefined ? undefined : Number(byte);
}

function stepOf({ key, metaKey, ctrlKey, altKey }: KeyboardEvent): number | undefined {
  if (metaKey || ctrlKey || altKey) return undefined;
  if (key === 'ArrowRight') return 1;
  if (key === 'ArrowLeft') return -1;
  if (key === 'ArrowDown' || key === 'j') return perLine;
  return key === 'ArrowUp' || key === 'k' ? -perLine : undefined;
}

function letter(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·';
}

customElements.define('sip-hex', SipHex);
