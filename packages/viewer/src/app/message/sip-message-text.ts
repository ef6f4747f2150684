import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { DiagnosticDetail, MessageDetail, SyntaxNode } from '@sipscope/analyzer';
import { icon } from '../parts/icons.ts';
import { toneStyles } from '../parts/outcome.ts';
import { controls } from '../theme/controls.ts';
import { type TextLine, textLines } from './byte-text.ts';
import { HoverLight, selectedBytes } from './hover-light.ts';
import { chunkLines, LineWindow } from './line-window.ts';
import { messageWords } from './message-words.ts';
import { paintLine, type Piece } from './paint-line.ts';
import { type Remark, remarksOf } from './remarks.ts';
import { messageTextStyles } from './sip-message-text.styles.ts';
import { type ByteSpan, type Leaf, leaves } from './syntax.ts';
import './sip-remark.ts';

const lettersAtMost = 4000;

/** What is read beside a line: `hop 2 of 3`. */
export type LineNote = { readonly text: string; readonly isNotable: boolean };

/**
 * The text of a message as it came, coloured by its syntax tree, with what is wrong told below the line it is wrong in. Slot `card`: drawn below the line that `card` ends in.
 *
 * @fires place-chosen - `{byte}`: a piece of the text was clicked.
 * @fires place-hovered - `{byte}`: the pointer is over a piece; without a byte it has left the text.
 * @fires span-chosen - `{span, byHand}`: a diagnostic was clicked; text was selected (`byHand`).
 */
export class SipMessageText extends LitElement {
  static override properties: PropertyDeclarations = {
    bytes: { attribute: false },
    tree: { attribute: false },
    diagnostics: { attribute: false },
    findings: { attribute: false },
    notes: { attribute: false },
    lit: { attribute: false },
    hovered: { attribute: false },
    card: { attribute: false },
    capture: {},
  };
  static override styles: CSSResultGroup = [controls, toneStyles, messageTextStyles];

  declare bytes: Uint8Array;
  declare tree: SyntaxNode;
  declare diagnostics: readonly DiagnosticDetail[];
  declare findings: MessageDetail['findings'];
  /** By the byte that their line begins with. */
  declare notes: ReadonlyMap<number, LineNote>;
  declare lit: ByteSpan | undefined;
  declare hovered: ByteSpan | undefined;
  /** The field that the card is about. */
  declare card: ByteSpan | undefined;
  declare capture: string | undefined;

  readonly #window = new LineWindow(this);
  readonly #hover = new HoverLight();
  #lines: readonly TextLine[] = [];
  #leaves: readonly Leaf[] = [];
  #remarks: readonly Remark[] = [];
  /** Where a line stood before it was drawn again, to hold it there. */
  #anchor: { readonly line: number; readonly top: number } | undefined;

  constructor() {
    super();
    this.bytes = new Uint8Array();
    this.tree = { rule: 'SIP-message', span: [0, 0] };
    this.diagnostics = [];
    this.findings = [];
    this.notes = new Map();
    this.lit = undefined;
    this.hovered = undefined;
    this.card = undefined;
    this.addEventListener('mouseover', this.#hoverMoved);
    this.addEventListener('mouseleave', () => this.#tell('place-hovered', {}));
    this.addEventListener('pointerup', this.#released);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#hover.clear();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('bytes')) {
      this.#lines = textLines(this.bytes);
      this.#window.reset(this.#lines.length);
      this.scrollTop = 0;
    }
    if (changed.has('tree')) this.#leaves = leaves(this.tree);
    if (changed.has('diagnostics') || changed.has('findings'))
      this.#remarks = remarksOf({ diagnostics: this.diagnostics, findings: this.findings });
    const shown = this.card ?? this.lit;
    if ((changed.has('lit') || changed.has('card')) && shown !== undefined) this.#hold(shown[0]);
  }

  protected override render(): TemplateResult {
    return html`${Array.from(
      { length: this.#window.chunks },
      (_, chunk) =>
        html`<div class="chunk" data-chunk=${chunk}>
          ${
            this.#window.isDrawn(chunk)
              ? this.#lines
                  .slice(chunk * chunkLines, (chunk + 1) * chunkLines)
                  .map((line, at) => this.#drawLine(line, this.#lines[chunk * chunkLines + at + 1]))
              : nothing
          }
        </div>`,
    )}`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#window.watch(this.renderRoot.querySelectorAll<HTMLElement>('.chunk'));
    this.#letGo();
    if (changed.has('lit') && this.lit !== undefined)
      this.renderRoot.querySelector('.lit')?.scrollIntoView({ block: 'nearest' });
    if (changed.has('hovered') || this.hovered !== undefined) this.#drawHover();
  }

  #drawLine(line: TextLine, next: TextLine | undefined): TemplateResult {
    const remarks = this.#remarks.filter(
      ({ span }) => span !== undefined && span[0] < line.end && span[1] > line.start,
    );
    const isChosen = this.card !== undefined && this.card[0] < line.end && this.card[1] > line.start;
    const hasCard = isChosen && (next === undefined || next.start >= (this.card?.[1] ?? 0));
    const note = this.notes.get(line.start);
    return html`${guard(
      [line, this.#leaves, this.#remarks, isChosen, note, ...this.#litWithin(line)],
      () =>
        html`<div class="line ${isChosen ? 'chosen' : ''}" data-line=${line.start} @click=${this.#clicked}>
          ${note === undefined ? nothing : drawNote(note)}${this.#drawPieces(line, remarks)}
        </div>`,
    )}${this.#drawRemarks(remarks, line)}${hasCard ? html`<slot name="card"></slot>` : nothing}`;
  }

  #drawPieces(line: TextLine, remarks: readonly Remark[]): readonly (TemplateResult | typeof nothing)[] {
    const marks = remarks.flatMap(({ span, severity }) => (span === undefined ? [] : [{ span, severity }]));
    const pieces = paintLine(line, { leaves: this.#leaves, lit: this.lit, marks }, lettersAtMost);
    const length = line.end - line.start;
    return [
      ...pieces.map((piece) => drawPiece(piece)),
      length > lettersAtMost ? html`<span class="quiet">${messageWords.cutLine(length)}</span>` : nothing,
    ];
  }

  /** Each below the line it begins in. */
  #drawRemarks(remarks: readonly Remark[], line: TextLine): readonly TemplateResult[] {
    return remarks
      .filter(({ span }) => span !== undefined && span[0] >= line.start)
      .map((remark) => {
        const { span } = remark;
        const isLit = span !== undefined && this.lit?.[0] === span[0] && this.lit[1] === span[1];
        return html`<sip-remark
          .remark=${remark}
          .capture=${this.capture}
          .lit=${isLit}
          @remark-chosen=${() => this.#tell('span-chosen', { span })}
        ></sip-remark>`;
      });
  }

  /** What of a line is lit, in two numbers. */
  #litWithin(line: TextLine): readonly number[] {
    const { lit } = this;
    if (lit === undefined || lit[0] >= line.end || lit[1] <= line.start) return [-1, -1];
    return [Math.max(lit[0], line.start), Math.min(lit[1], line.end)];
  }

  #drawHover(): void {
    // What is chosen is lit already.
    const isLit = this.hovered !== undefined && this.lit?.[0] === this.hovered[0] && this.lit[1] === this.hovered[1];
    this.#hover.light(
      isLit ? undefined : this.hovered,
      this.renderRoot.querySelectorAll<HTMLElement>('.line [data-start]'),
    );
  }

  readonly #clicked = (event: MouseEvent): void => {
    if (selectedBytes(this.shadowRoot!) !== undefined || !(event.target instanceof HTMLElement)) return;
    const { dataset } = event.target;
    const byte = dataset['start'] ?? dataset['line'];
    if (byte !== undefined) this.#tell('place-chosen', { byte: Number(byte) });
  };

  /** Not while text is being selected. */
  readonly #hoverMoved = (event: MouseEvent): void => {
    const [target] = event.composedPath();
    if (event.buttons !== 0 || !(target instanceof HTMLElement)) return;
    const start = target.dataset['start'];
    this.#tell('place-hovered', start === undefined ? {} : { byte: Number(start) });
  };

  readonly #released = (): void => {
    const span = selectedBytes(this.shadowRoot!);
    if (span !== undefined) this.#tell('span-chosen', { span, byHand: true });
  };

  #tell(what: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }

  /** Draws the line of a byte, and keeps it where it stands although cards above it come and go. */
  #hold(byte: number): void {
    const at = this.#lines.findIndex(({ end }) => end > byte);
    if (at < 0) return;
    this.#window.reach(at);
    const line = this.#lines[at]?.start ?? 0;
    const top = this.#lineElement(line)?.getBoundingClientRect().top;
    if (top !== undefined) this.#anchor = { line, top };
  }

  #letGo(): void {
    const anchor = this.#anchor;
    this.#anchor = undefined;
    const top = anchor && this.#lineElement(anchor.line)?.getBoundingClientRect().top;
    if (anchor !== undefined && top !== undefined && top !== anchor.top) this.scrollTop += top - anchor.top;
  }

  #lineElement(line: number): Element | null {
    return this.renderRoot.querySelector(`[data-line="${line}"]`);
  }
}

function drawNote({ text, isNotable }: LineNote): TemplateResult {
  return html`<span class="note ${isNotable ? 'notable' : ''}">${isNotable ? icon('warning') : nothing}${text}</span>`;
}

function drawPiece(piece: Piece): TemplateResult {
  const classes = [
    piece.ink,
    piece.isLit && 'lit',
    piece.isPlaceholder && 'placeholder',
    piece.severity !== undefined && `at-${piece.severity}`,
  ];
  return html`<span class=${classes.filter(Boolean).join(' ')} data-start=${piece.start} data-end=${piece.end}
    >${piece.text}</span
  >`;
}

customElements.define('sip-message-text', SipMessageText);
