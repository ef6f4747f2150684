import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { MessageDetail } from '@sipscope/analyzer';
import { formatCount, formatPlural } from '../format/number.ts';
import { formatClock, formatExactTime, type Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { NarrowController } from '../parts/narrow-controller.ts';
import { statusTone, toneStyles } from '../parts/outcome.ts';
import { controls } from '../theme/controls.ts';
import { decodeBase64 } from './byte-text.ts';
import './bodies/sip-message-body.ts';
import { messageStyles } from './sip-message.styles.ts';
import { type ByteSpan, nodeAt, type NodePath, pathAt } from './syntax.ts';
import '../parts/sip-split.ts';
import './sip-hex.ts';
import './sip-message-findings.ts';
import './sip-message-text.ts';
import './sip-syntax-tree.ts';
import type { SipSyntaxTree } from './sip-syntax-tree.ts';

type Face = 'text' | 'tree' | 'hex' | 'body';

/**
 * One message: its text, its syntax tree and its bytes; choosing a place in one lights it in the others.
 *
 * @fires closed - the reader wants the room back.
 */
export class SipMessage extends LitElement {
  static override properties: PropertyDeclarations = {
    detail: { attribute: false },
    capture: {},
    zone: {},
    closable: { type: Boolean },
    path: { state: true },
    span: { state: true },
    face: { state: true },
    said: { state: true },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, messageStyles];

  declare detail: MessageDetail;
  /** Of which capture it is, where it is of one. */
  declare capture: string | undefined;
  declare zone: Zone;
  declare closable: boolean;
  declare private path: NodePath | undefined;
  declare private span: ByteSpan | undefined;
  declare private face: Face;
  declare private said: string;

  readonly #narrow = new NarrowController(this);
  #bytes: Uint8Array = new Uint8Array();

  constructor() {
    super();
    this.zone = 'utc';
    this.closable = false;
    this.face = 'tree';
    this.said = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated && this.#narrow.isNarrow) this.face = 'text';
    if (!changed.has('detail')) return;
    this.#bytes = decodeBase64(this.detail.raw);
    this.path = undefined;
    this.span = undefined;
    this.said = '';
  }

  override focus(): void {
    this.renderRoot.querySelector<SipSyntaxTree>('sip-syntax-tree')?.focus();
  }

  protected override render(): TemplateResult {
    return html`${this.#drawHeader()} ${this.#drawFindings()}
    ${this.#narrow.isNarrow ? this.#drawOneFace() : this.#drawBoth()}`;
  }

  #drawHeader(): TemplateResult {
    const { row, diagnostics } = this.detail;
    const worst = (['error', 'warning', 'info'] as const).find((one) => diagnostics.some((d) => d.severity === one));
    return html`<header>
      <div class="what">
        <div class="title">
          <h2>${this.#title()}</h2>
          ${row === undefined ? nothing : html` <span class="quiet number">#${row.frame}</span>`}
          ${row?.retransmission === true ? html` <span class="warn">⟲ sent again</span>` : nothing}
          ${row?.duplicate === true ? html` <span class="warn">captured again</span>` : nothing}
          ${
            worst === undefined
              ? nothing
              : html` <span class="mark ${worst === 'error' ? 'bad' : worst === 'warning' ? 'warn' : 'accent'}"
                  >${formatPlural(diagnostics.length, 'remark')}</span
                >`
          }
        </div>
        <div class="where quiet">${this.#where()}</div>
      </div>
      <span class="quiet" role="status">${this.said}</span>
      <button title="Copy the text" aria-label="Copy the text" @click=${() => void this.#copy()}>
        ${icon('copy')}
      </button>
      ${
        this.closable
          ? html`<button
              aria-label="Close the message"
              title="Close"
              @click=${() => this.dispatchEvent(new CustomEvent('closed'))}
            >
              ${icon('close')}
            </button>`
          : nothing
      }
    </header>`;
  }

  #drawFindings(): TemplateResult | typeof nothing {
    const { findings } = this.detail;
    if (findings.length === 0) return nothing;
    return html`<sip-message-findings
      .findings=${findings}
      .lit=${this.span}
      @span-chosen=${(event: CustomEvent<{ span: ByteSpan }>) => this.#light(event.detail.span)}
    ></sip-message-findings>`;
  }

  #title(): TemplateResult {
    const { row } = this.detail;
    if (row === undefined) return html`Message`;
    if (row.kind === 'request')
      return html`${label(row.method ?? '', 30)} <bdi class="mono">${label(row.requestUri ?? '', 80)}</bdi>`;
    return html`<span class=${statusTone(row.status ?? 0)}
        >${row.status} <bdi>${label(row.reason ?? '', 60)}</bdi></span
      >
      <span class="quiet">to ${label(row.method ?? 'an unknown request', 30)}</span>`;
  }

  #where(): TemplateResult | typeof nothing {
    const { row } = this.detail;
    if (row === undefined) return nothing;
    return html`${row.srcIp}:${row.srcPort} → ${row.dstIp}:${row.dstPort} · ${row.transport} ·
      <span title=${formatExactTime(row.time, this.zone)}>${formatClock(row.time, this.zone)}</span> ·
      ${formatCount(row.size)} bytes`;
  }

  #drawBoth(): TemplateResult {
    return html`<sip-split name="message" label="Height of the text" direction="column" .initial=${58}>
      ${this.#drawText('first')}
      <div slot="second" class="below">
        ${this.#drawFaces(['tree', 'hex', ...this.#bodyFace()])} ${this.#drawFace()}
      </div>
    </sip-split>`;
  }

  #drawOneFace(): TemplateResult {
    const shown = this.face === 'text' ? this.#drawText() : this.#drawFace();
    return html`${this.#drawFaces(['text', 'tree', 'hex', ...this.#bodyFace()])} ${shown}`;
  }

  /** Where there is something to show in it. */
  #bodyFace(): readonly Face[] {
    return this.detail.bodies === undefined ? [] : ['body'];
  }

  #drawFace(): TemplateResult {
    if (this.face === 'hex') return this.#drawHex();
    return this.face === 'body' && this.detail.bodies !== undefined ? this.#drawBody() : this.#drawTree();
  }

  #drawBody(): TemplateResult {
    return html`<sip-message-body
      .detail=${this.detail}
      .lit=${this.span}
      .capture=${this.capture}
      @span-chosen=${(event: CustomEvent<{ span: ByteSpan }>) => this.#light(event.detail.span)}
    ></sip-message-body>`;
  }

  #drawFaces(faces: readonly Face[]): TemplateResult {
    const node = this.path === undefined ? undefined : nodeAt(this.detail.tree, this.path);
    return html`<div class="faces" role="group" aria-label="Faces of the message">
      ${faces.map(
        (face) =>
          html`<button
            aria-pressed=${(faces.includes(this.face) ? this.face : 'tree') === face ? 'true' : 'false'}
            @click=${() => {
              this.face = face;
            }}
          >
            ${face}
          </button>`,
      )}
      <span class="rule quiet"
        >${node === undefined ? nothing : html`${node.rule}, bytes ${node.span[0]}–${node.span[1]}`}</span
      >
    </div>`;
  }

  #drawText(slot = ''): TemplateResult {
    return html`<sip-message-text
      slot=${slot}
      tabindex="0"
      role="region"
      aria-label="Text of the message"
      .bytes=${this.#bytes}
      .tree=${this.detail.tree}
      .diagnostics=${this.detail.diagnostics}
      .lit=${this.span}
      @place-chosen=${this.#placeChosen}
      @span-chosen=${(event: CustomEvent<{ span: ByteSpan }>) => this.#light(event.detail.span)}
    ></sip-message-text>`;
  }

  #drawTree(): TemplateResult {
    return html`<sip-syntax-tree
      .bytes=${this.#bytes}
      .tree=${this.detail.tree}
      .chosen=${this.path}
      @node-chosen=${(event: CustomEvent<{ path: NodePath }>) => this.#choose(event.detail.path)}
    ></sip-syntax-tree>`;
  }

  #drawHex(): TemplateResult {
    return html`<sip-hex .bytes=${this.#bytes} .lit=${this.span} @place-chosen=${this.#placeChosen}></sip-hex>`;
  }

  readonly #placeChosen = (event: CustomEvent<{ byte: number }>): void =>
    this.#choose(pathAt(this.detail.tree, event.detail.byte));

  #choose(path: NodePath): void {
    this.path = path;
    this.span = path === '' ? undefined : nodeAt(this.detail.tree, path)?.span;
  }

  /** Lights a span that may be no node's, and the node it begins in. */
  #light(span: ByteSpan): void {
    this.path = pathAt(this.detail.tree, span[0]);
    this.span = span;
  }

  async #copy(): Promise<void> {
    await navigator.clipboard.writeText(new TextDecoder().decode(this.#bytes));
    this.said = 'copied';
  }
}

customElements.define('sip-message', SipMessage);
