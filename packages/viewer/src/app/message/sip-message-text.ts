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
import type { DiagnosticDetail, SyntaxNode } from '@sipscope/analyzer';
import { formatCount } from '../format/number.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { toneStyles } from '../parts/outcome.ts';
import { controls } from '../theme/controls.ts';
import { type TextLine, textLines } from './byte-text.ts';
import { paintLine, type Piece } from './paint-line.ts';
import { type ByteSpan, type Leaf, leaves } from './syntax.ts';

/** Lines drawn before more are asked for. */
const linesAtOnce = 400;
const lettersAtMost = 4000;

const severityIcons = { error: 'error', warning: 'warning', info: 'info' } as const;
const severityTones = { error: 'bad', warning: 'warn', info: 'accent' } as const;

/**
 * The text of a message as it came, coloured by its syntax tree, with what is wrong told below the line it is wrong in.
 *
 * @fires place-chosen - `{byte}`: a piece of the text was clicked.
 * @fires span-chosen - `{span}`: a diagnostic was clicked.
 */
export class SipMessageText extends LitElement {
  static override properties: PropertyDeclarations = {
    bytes: { attribute: false },
    tree: { attribute: false },
    diagnostics: { attribute: false },
    lit: { attribute: false },
    shown: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    toneStyles,
    css`
      :host {
        display: block;
        overflow: auto;
        padding: 6px 0;
      }
      .line {
        padding: 0 12px 0 calc(12px + 2ch);
        text-indent: -2ch;
        font: 12.5px/19px var(--mono);
        overflow-wrap: anywhere;
        min-height: 19px;
        cursor: text;
      }
      .line span {
        white-space: pre-wrap;
      }
      .method {
        font-weight: 700;
      }
      .name {
        color: var(--name);
      }
      .uri {
        color: var(--uri);
      }
      .string {
        color: var(--string);
      }
      .number {
        color: var(--number);
      }
      .quiet {
        color: var(--quiet);
      }
      .lit {
        background: var(--lit);
        box-shadow:
          0 2px var(--lit),
          0 -2px var(--lit);
      }
      .placeholder {
        color: var(--warn);
        border: 1px solid var(--edge);
        border-radius: 2px;
        padding: 0 1px;
      }
      .at-error {
        text-decoration: underline wavy 1px var(--bad);
        text-underline-offset: 3px;
      }
      .at-warning {
        text-decoration: underline wavy 1px var(--warn);
        text-underline-offset: 3px;
      }
      .at-info {
        text-decoration: underline dotted 1px var(--accent);
        text-underline-offset: 3px;
      }
      .diagnostic {
        display: flex;
        align-items: start;
        gap: 6px;
        width: calc(100% - 36px);
        margin: 2px 12px 4px 24px;
        padding: 3px 8px;
        min-height: 0;
        border: 0;
        border-left: 2px solid currentColor;
        border-radius: 0 3px 3px 0;
        background: var(--bar);
        font: 12.5px/18px var(--sans);
        text-align: left;
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .diagnostic svg {
        margin-top: 1px;
      }
      .diagnostic .sentence {
        color: var(--ink);
      }
      .more {
        margin: 8px 12px;
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
  declare tree: SyntaxNode;
  declare diagnostics: readonly DiagnosticDetail[];
  declare lit: ByteSpan | undefined;
  declare private shown: number;

  #lines: readonly TextLine[] = [];
  #leaves: readonly Leaf[] = [];

  constructor() {
    super();
    this.bytes = new Uint8Array();
    this.tree = { rule: 'SIP-message', span: [0, 0] };
    this.diagnostics = [];
    this.lit = undefined;
    this.shown = linesAtOnce;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('bytes')) {
      this.#lines = textLines(this.bytes);
      this.shown = linesAtOnce;
      this.scrollTop = 0;
    }
    if (changed.has('tree')) this.#leaves = leaves(this.tree);
    if (changed.has('lit') && this.lit !== undefined) this.#reach(this.lit[0]);
  }

  protected override render(): TemplateResult {
    const rest = this.#lines.length - this.shown;
    return html`
      ${this.#lines.slice(0, this.shown).map((line) => this.#drawLine(line))}
      ${
        rest <= 0
          ? nothing
          : html`<button class="more framed" @click=${this.#showMore}>
              ${formatCount(Math.min(rest, linesAtOnce))} of ${formatCount(rest)} further lines
            </button>`
      }
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('lit') || this.lit === undefined) return;
    this.renderRoot.querySelector('.lit')?.scrollIntoView({ block: 'nearest' });
  }

  #drawLine(line: TextLine): TemplateResult {
    const paint = { leaves: this.#leaves, lit: this.lit, diagnostics: this.diagnostics };
    const pieces = paintLine(line, paint, lettersAtMost);
    const isCut = line.end - line.start > lettersAtMost;
    const here = this.diagnostics.filter(({ span }) => span[0] >= line.start && span[0] < line.end);
    return html`<div class="line" @click=${this.#clicked}>
        ${pieces.map((piece) => drawPiece(piece))}${
          isCut
            ? html`<span class="quiet">… a line of ${formatCount(line.end - line.start)} bytes, whole in hex</span>`
            : nothing
        }
      </div>
      ${here.map((diagnostic) => this.#drawDiagnostic(diagnostic))}`;
  }

  #drawDiagnostic(diagnostic: DiagnosticDetail): TemplateResult {
    const { severity, message, rfc, section, span } = diagnostic;
    const cite = rfc === undefined ? '' : `RFC ${rfc}${section === undefined ? '' : ` §${section}`}`;
    return html`<button
      class="diagnostic ${severityTones[severity]}"
      @click=${() => this.dispatchEvent(new CustomEvent('span-chosen', { detail: { span } }))}
    >
      ${icon(severityIcons[severity])}<span
        ><span class="unseen">${severity}: </span><span class="sentence">${label(message, 600)}</span>
        <span class="quiet">${cite}</span></span
      >
    </button>`;
  }

  readonly #clicked = (event: MouseEvent): void => {
    if (getSelection()?.isCollapsed === false || !(event.target instanceof HTMLElement)) return;
    const start = event.target.dataset['start'];
    if (start === undefined) return;
    this.dispatchEvent(new CustomEvent('place-chosen', { detail: { byte: Number(start) } }));
  };

  readonly #showMore = (): void => {
    this.shown += linesAtOnce;
  };

  /** Draws as many lines as it takes to see a byte. */
  #reach(byte: number): void {
    const line = this.#lines.findIndex(({ end }) => end > byte);
    if (line >= this.shown) this.shown = line + linesAtOnce;
  }
}

function drawPiece(piece: Piece): TemplateResult {
  const classes = [
    piece.ink,
    piece.isLit && 'lit',
    piece.isPlaceholder && 'placeholder',
    piece.severity !== undefined && `at-${piece.severity}`,
  ];
  return html`<span class=${classes.filter(Boolean).join(' ')} data-start=${piece.start}>${piece.text}</span>`;
}

customElements.define('sip-message-text', SipMessageText);
