import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { ExplainedFact, MessageDetail, SyntaxNode } from '@sipscope/analyzer';
import type { Command } from '../commands/command.ts';
import { CommandsController } from '../commands/commands.ts';
import type { Zone } from '../format/time.ts';
import { icon } from '../parts/icons.ts';
import { NarrowController } from '../parts/narrow-controller.ts';
import { toneStyles } from '../parts/outcome.ts';
import { hasAddresses } from '../route/address-form.ts';
import { NavigateEvent } from '../route/navigate-event.ts';
import { editMessage } from '../scratch/scratch-store.ts';
import { scratchWords } from '../scratch/scratch-words.ts';
import { messageTarget } from '../../api/notes.ts';
import { controls } from '../theme/controls.ts';
import { decodeBase64 } from './byte-text.ts';
import { drawRemarkSteps, drawTitle, drawWhere } from './draw-message-head.ts';
import { lineNotes } from './line-notes.ts';
import { messageCommands } from './message-commands.ts';
import { messageJson } from './message-json.ts';
import { type Face, keepLook, type MessageLook, readLook } from './message-look.ts';
import { MessagePlaces } from './message-places.ts';
import { messageWords } from './message-words.ts';
import type { Remark } from './remarks.ts';
import { messageStyles } from './sip-message.styles.ts';
import { WidthController } from './width-controller.ts';
import { type ByteSpan, type Field, nodeAt, type NodePath, pathAt, pathCovering } from './syntax.ts';
import { type ValueFilter, valueFilter } from './value-filter.ts';
import './bodies/sip-message-body.ts';
import '../parts/sip-split.ts';
import '../notes/sip-note.ts';
import './sip-copy-menu.ts';
import type { CopyForm } from './sip-copy-menu.ts';
import './sip-hex.ts';
import './sip-remark.ts';
import './sip-message-text.ts';
import type { LineNote } from './sip-message-text.ts';
import './sip-syntax-tree.ts';

/** From this width on, text and tree may stand side by side. */
const besideFrom = 860;

/**
 * One message: its text, beside it its syntax tree, its bytes or its bodies; choosing a place in one lights it in the others, and explains the field it is in.
 *
 * @fires closed - the reader wants the room back.
 * @fires place-lit - `{span}`: another place is lit, or none.
 * @fires value-menu - `{list, key, value, anchor}`: what can be done with a value is wanted: filters by it.
 */
export class SipMessage extends LitElement {
  static override properties: PropertyDeclarations = {
    detail: { attribute: false },
    capture: {},
    zone: {},
    closable: { type: Boolean },
    path: { state: true },
    span: { state: true },
    byHand: { state: true },
    hovered: { state: true },
    look: { state: true },
    opened: { state: true },
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
  /** Whether the span was selected in the text, where the browser shows it. */
  declare private byHand: boolean;
  declare private hovered: NodePath | undefined;
  declare private look: MessageLook;
  /** Which of those about the whole message tells more. */
  declare private opened: Remark | undefined;
  declare private said: string;

  readonly #narrow = new NarrowController(this);
  readonly #width = new WidthController(this, besideFrom);
  #bytes: Uint8Array = new Uint8Array();
  #places: MessagePlaces = new MessagePlaces({
    tree: { rule: 'SIP-message', span: [0, 0] },
    diagnostics: [],
    findings: [],
  });
  #notes: ReadonlyMap<number, LineNote> = new Map();

  constructor() {
    super();
    this.zone = 'utc';
    this.closable = false;
    this.byHand = false;
    this.look = readLook();
    this.said = '';
    new CommandsController(this, () => this.#commands());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('detail')) return;
    this.#bytes = decodeBase64(this.detail.raw);
    this.#places = new MessagePlaces(this.detail);
    this.opened = undefined;
    this.#notes = lineNotes(this.detail.explained);
    this.path = undefined;
    this.span = undefined;
    this.hovered = undefined;
    this.said = '';
  }

  override focus(): void {
    const face = this.#face();
    const shown = face === 'tree' ? 'sip-syntax-tree' : face === 'hex' ? 'sip-hex' : 'sip-message-text';
    this.renderRoot.querySelector<HTMLElement>(shown)?.focus();
  }

  /** Lights the innermost thing at a byte, as if it was chosen. */
  lightPlace(byte: number): void {
    this.#choose(pathAt(this.detail.tree, byte));
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('span')) this.dispatchEvent(new CustomEvent('place-lit', { detail: { span: this.span } }));
  }

  /** Opens the scratch page on a copy. */
  #edit(): void {
    const { raw, row } = this.detail;
    if (row === undefined) return;
    const message = row.index === undefined ? { frame: row.frame } : { frame: row.frame, index: row.index };
    editMessage(this, raw, this.capture === undefined ? undefined : { capture: this.capture, message });
  }

  #commands(): readonly Command[] {
    // Where the message is read, its own remarks come before those of the next.
    const isHere = this.matches(':focus-within');
    const step = (by: 1 | -1): (() => void) | undefined =>
      isHere && this.#places.remarkFrom(this.span, by) !== undefined ? () => this.#stepRemark(by) : undefined;
    return messageCommands({
      edit: this.#isOfPage() ? () => this.#edit() : undefined,
      nextFace: () => this.#nextFace(),
      explain: () => this.#explain(),
      copy: (form) => void this.#copy(form),
      hasField: this.#field() !== undefined,
      filter: this.#filter() === undefined ? undefined : () => this.#filterBy(),
      nextRemark: step(1),
      previousRemark: step(-1),
    });
  }

  protected override render(): TemplateResult {
    return html`${this.#drawHeader()} ${this.#drawWhole()} ${this.#drawFaces()} ${this.#drawRoom()}`;
  }

  /** Whether there are pages around it that edit, filter and keep notes. */
  #isOfPage(): boolean {
    return this.detail.row !== undefined && hasAddresses();
  }

  #drawHeader(): TemplateResult {
    const { row } = this.detail;
    return html`<header>
      <div class="what">
        <div class="title">${drawTitle(row)}</div>
        <div class="where quiet">${drawWhere(row, this.zone)}</div>
      </div>
      <span class="quiet" role="status">${this.said}</span>
      ${drawRemarkSteps(this.#places.remarks, this.#places.remarkAt(this.span), (by) => this.#stepRemark(by))}
      ${
        row === undefined || !this.#isOfPage()
          ? nothing
          : html`<button
              title="${scratchWords.editTitle} (E)"
              aria-label=${scratchWords.edit}
              @click=${() => this.#edit()}
            >
              ${icon('edit')}
            </button>`
      }
      ${
        row === undefined || !this.#isOfPage()
          ? nothing
          : html`<sip-note .capture=${this.capture} .target=${messageTarget(row.frame, row.index)}></sip-note>`
      }
      <sip-copy-menu
        .hasField=${this.#field() !== undefined}
        @form-chosen=${(event: CustomEvent<{ form: CopyForm }>) => void this.#copy(event.detail.form)}
      ></sip-copy-menu>
      ${
        this.closable
          ? html`<button
              aria-label=${messageWords.close}
              title=${messageWords.close}
              @click=${() => this.dispatchEvent(new CustomEvent('closed'))}
            >
              ${icon('close')}
            </button>`
          : nothing
      }
    </header>`;
  }

  /** Those without a place in the text; the others stand at theirs. */
  #drawWhole(): TemplateResult | typeof nothing {
    if (this.#places.whole.length === 0) return nothing;
    return html`<div class="whole" role="group" aria-label=${messageWords.whole}>
      ${this.#places.whole.map(
        (remark) =>
          html`<sip-remark
            .remark=${remark}
            .capture=${this.capture}
            .lit=${this.opened === remark}
            @remark-chosen=${() => (this.opened = this.opened === remark ? undefined : remark)}
          ></sip-remark>`,
      )}
    </div>`;
  }

  #drawFaces(): TemplateResult {
    const shown = this.#face();
    const isWide = this.#width.isWide && !this.#narrow.isNarrow;
    return html`<div class="faces">
      <div role="group" aria-label=${messageWords.faces}>
        ${this.#offered().map(
          (face) =>
            html`<button
              aria-pressed=${shown === face ? 'true' : 'false'}
              title="${messageWords[`${face}Title`]} (r)"
              @click=${() => this.#setLook({ face })}
            >
              ${messageWords[face]}
            </button>`,
        )}
      </div>
      <button
        aria-pressed=${this.look.explains ? 'true' : 'false'}
        title="${messageWords.explainTitle} (i)"
        @click=${() => this.#explain()}
      >
        ${icon('info')}${messageWords.explain}
      </button>
      ${
        isWide && shown !== 'text'
          ? html`<button
              title=${this.look.isBeside ? messageWords.below : messageWords.beside}
              aria-label=${this.look.isBeside ? messageWords.below : messageWords.beside}
              @click=${() => this.#setLook({ isBeside: !this.look.isBeside })}
            >
              ${icon(this.look.isBeside ? 'below' : 'beside')}
            </button>`
          : nothing
      }
      <span class="rule quiet">${this.#drawPlace()}</span>
    </div>`;
  }

  /** The rule and bytes of what the pointer is over, else of what is chosen. */
  #drawPlace(): TemplateResult | typeof nothing {
    const path = this.hovered ?? this.path;
    const node = path === undefined || path === '' ? undefined : nodeAt(this.detail.tree, path);
    if (node === undefined) return nothing;
    const [start, end] = this.hovered === undefined && this.span !== undefined ? this.span : node.span;
    return html`${node.rule}, ${messageWords.bytes(start, end)}`;
  }

  /** The text stays the same element whatever stands beside it, with its focus and its place. */
  #drawRoom(): TemplateResult {
    const face = this.#face();
    if (this.#narrow.isNarrow && face !== 'text') return this.#drawFace(face);
    const isBeside = this.#width.isWide && this.look.isBeside;
    return html`<sip-split
      name=${isBeside ? 'message-beside' : 'message'}
      label=${messageWords.height}
      direction=${isBeside ? 'row' : 'column'}
      .initial=${58}
      .solo=${face === 'text'}
    >
      ${this.#drawText()} ${face === 'text' ? nothing : this.#drawFace(face, 'second')}
    </sip-split>`;
  }

  #drawText(): TemplateResult {
    const field = this.look.explains ? this.#field() : undefined;
    return html`<sip-message-text
      slot="first"
      tabindex="0"
      role="region"
      aria-label=${messageWords.textRegion}
      .bytes=${this.#bytes}
      .tree=${this.detail.tree}
      .diagnostics=${this.detail.diagnostics}
      .findings=${this.detail.findings}
      .notes=${this.#notes}
      .lit=${this.byHand ? undefined : this.span}
      .hovered=${this.#hoveredSpan()}
      .card=${field?.span}
      .capture=${this.capture}
      @place-chosen=${this.#placeChosen}
      @place-hovered=${this.#placeHovered}
      @span-chosen=${this.#spanChosen}
      @keydown=${this.#keyPressed}
      @contextmenu=${this.#menuWanted}
      >${field === undefined ? nothing : this.#drawCard(field)}</sip-message-text
    >`;
  }

  #drawCard(field: Field): TemplateResult {
    void import('./explain/sip-explain.ts');
    const [start] = field.span;
    const facts = this.detail.explained.filter(({ span }: ExplainedFact) => span[0] === start);
    return html`<sip-explain
      slot="card"
      .field=${field}
      .rules=${this.#places.rulesAround(this.path)}
      .facts=${facts}
      .bytes=${this.#bytes}
      .capture=${this.capture}
      .call=${this.detail.row?.call}
      .zone=${this.zone}
      .filters=${this.#filter() !== undefined}
      @field-copied=${(event: CustomEvent<{ what: 'field' | 'value' }>) => void this.#copy(event.detail.what)}
      @filter-wanted=${(event: CustomEvent<{ from: HTMLElement }>) => this.#filterBy(event.detail.from)}
    ></sip-explain>`;
  }

  #drawFace(face: Exclude<Face, 'text'>, slot = ''): TemplateResult {
    switch (face) {
      case 'tree':
        return html`<sip-syntax-tree
          slot=${slot}
          .bytes=${this.#bytes}
          .tree=${this.detail.tree}
          .chosen=${this.path}
          .hovered=${this.hovered}
          @node-chosen=${(event: CustomEvent<{ path: NodePath }>) => this.#choose(event.detail.path)}
          @node-hovered=${(event: CustomEvent<{ path?: NodePath }>) => (this.hovered = event.detail.path)}
        ></sip-syntax-tree>`;
      case 'hex':
        return html`<sip-hex
          slot=${slot}
          .bytes=${this.#bytes}
          .lit=${this.span}
          .hovered=${this.#hoveredSpan()}
          @place-chosen=${this.#placeChosen}
          @place-hovered=${this.#placeHovered}
        ></sip-hex>`;
      case 'body':
        return html`<sip-message-body
          slot=${slot}
          .detail=${this.detail}
          .lit=${this.span}
          .capture=${this.capture}
          @span-chosen=${this.#spanChosen}
        ></sip-message-body>`;
    }
  }

  /** What is wanted, as far as the message has it. */
  #face(): Face {
    const { face } = this.look;
    return face === 'body' && this.detail.bodies === undefined ? 'text' : face;
  }

  #offered(): readonly Face[] {
    return ['text', 'tree', 'hex', ...(this.detail.bodies === undefined ? [] : (['body'] as const))];
  }

  #setLook(change: Partial<MessageLook>): void {
    this.look = { ...this.look, ...change };
    keepLook(this.look);
  }

  #nextFace(): void {
    const offered = this.#offered();
    this.#setLook({ face: offered[(offered.indexOf(this.#face()) + 1) % offered.length] ?? 'text' });
  }

  /** Without a field that is chosen, the start line is explained. */
  #explain(): void {
    if (this.look.explains && this.#field() === undefined) this.#choose(this.#places.fields[0]?.path ?? '');
    else this.#setLook({ explains: !this.look.explains });
  }

  readonly #placeChosen = (event: CustomEvent<{ byte: number }>): void =>
    this.#choose(pathAt(this.detail.tree, event.detail.byte));

  readonly #placeHovered = (event: CustomEvent<{ byte?: number }>): void => {
    const { byte } = event.detail;
    const path = byte === undefined ? '' : pathAt(this.detail.tree, byte);
    this.hovered = path === '' ? undefined : path;
  };

  readonly #spanChosen = (event: CustomEvent<{ span: ByteSpan; byHand?: boolean }>): void => {
    const { span, byHand = false } = event.detail;
    this.path = pathCovering(this.detail.tree, span);
    this.span = span;
    this.byHand = byHand;
  };

  #choose(path: NodePath): void {
    this.path = path;
    this.span = path === '' ? undefined : nodeAt(this.detail.tree, path)?.span;
    this.byHand = false;
  }

  /** The field that what is chosen is in. */
  #field(): Field | undefined {
    return this.#places.fieldOf(this.span);
  }

  #hoveredSpan(): ByteSpan | undefined {
    return this.hovered === undefined ? undefined : nodeAt(this.detail.tree, this.hovered)?.span;
  }

  /** Round and round. */
  #stepRemark(step: 1 | -1): void {
    const { remarks } = this.#places;
    const remark = this.#places.remarkFrom(this.span, step) ?? remarks.at(step === 1 ? 0 : -1);
    if (remark?.span === undefined) return;
    this.path = pathCovering(this.detail.tree, remark.span);
    this.span = remark.span;
    this.byHand = false;
  }

  /** In the text the arrows go from field to field, and into what it consists of. */
  readonly #keyPressed = (event: KeyboardEvent): void => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target !== event.currentTarget) return;
    const { path: from, span } = this;
    const path = this.#places.pathByKey(event.key, {
      ...(from !== undefined && { path: from }),
      ...(span !== undefined && { span }),
    });
    if (path === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#choose(path);
  };

  #filter(): ValueFilter | undefined {
    const field = this.#field();
    const { row, tree } = this.detail;
    if (field === undefined || row === undefined || !this.#isOfPage()) return undefined;
    return valueFilter(field, this.path ?? field.path, tree, row, (node) => this.#textOf(node));
  }

  readonly #menuWanted = (event: MouseEvent): void => {
    const [target] = event.composedPath();
    const start = target instanceof HTMLElement ? target.dataset['start'] : undefined;
    if (start === undefined || getSelection()?.isCollapsed === false) return;
    this.#choose(pathAt(this.detail.tree, Number(start)));
    if (this.#filter() === undefined) return;
    // Who draws the menu says so; else the browser's own comes.
    if (this.#askFilter(target as HTMLElement, event)) event.preventDefault();
  };

  /** Where nobody draws a menu, the messages that have the value are shown. */
  #filterBy(anchor?: HTMLElement): void {
    const { capture } = this;
    const filter = this.#filter();
    if (filter === undefined || this.#askFilter(anchor) || capture === undefined) return;
    const value = /^\d+$/.test(filter.value) ? filter.value : JSON.stringify(filter.value);
    this.dispatchEvent(
      new NavigateEvent({ page: 'list', capture, list: 'messages', filter: `${filter.key}:${value}` }),
    );
  }

  #askFilter(anchor: HTMLElement = this, { clientX: x, clientY: y }: Partial<MouseEvent> = {}): boolean {
    const filter = this.#filter();
    if (filter === undefined) return false;
    const detail = { list: 'messages', ...filter, anchor, x, y };
    const menu = new CustomEvent('value-menu', { detail, bubbles: true, composed: true, cancelable: true });
    return !this.dispatchEvent(menu);
  }

  #textOf(node: Pick<SyntaxNode, 'span'>): string {
    return new TextDecoder().decode(this.#bytes.subarray(...node.span));
  }

  #textFor(form: CopyForm): string {
    if (form === 'text') return new TextDecoder().decode(this.#bytes);
    if (form === 'json') return messageJson(this.detail, this.#bytes);
    const field = this.#field();
    if (field === undefined) return '';
    if (form === 'field') return this.#textOf(field).trimEnd();
    const value = field.node.children?.find(({ rule }) => rule === 'field-value' || rule === 'header-value');
    return this.#textOf(this.path === field.path ? (value ?? field) : { span: this.span ?? field.span }).trimEnd();
  }

  async #copy(form: CopyForm): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#textFor(form));
      this.said = messageWords.copied;
    } catch {
      this.said = messageWords.notCopied;
    }
  }
}
