import { css, type CSSResultGroup, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Ladder } from '@sipscope/analyzer';
import type { Zone } from '../../format/time.ts';
import { type MessageRef, sameMessage } from '../../route/route.ts';
import type { SipGrid } from '../../table/sip-grid.ts';
import '../../table/sip-grid.ts';
import { messageColumns, type MessageLine } from './message-columns.ts';
import { listWords } from './list-words.ts';

/**
 * The ladder as a table: a row an arrow, with all that is drawn of it in words.
 *
 * @fires message-selected - `{message}`: a `MessageRef`; by click or key.
 * @fires message-entered - Enter: the reader wants to read it.
 */
export class SipMessageList extends LitElement {
  static override properties: PropertyDeclarations = {
    ladder: { attribute: false },
    selected: { attribute: false },
    isMarked: { attribute: false },
    zone: {},
    version: { type: Number },
  };
  static override styles: CSSResultGroup = css`
    :host {
      display: flex;
      min-height: 0;
      min-width: 0;
      height: 100%;
    }
    sip-grid {
      flex: 1;
      min-width: 0;
    }
  `;

  declare ladder: Ladder;
  declare selected: MessageRef | undefined;
  declare isMarked: (message: MessageRef) => boolean;
  declare zone: Zone;
  /** Changes when marks do. */
  declare version: number;

  constructor() {
    super();
    this.isMarked = () => false;
    this.zone = 'utc';
    this.version = 0;
  }

  override focus(): void {
    this.#grid?.focus();
  }

  get #grid(): SipGrid | null {
    return this.renderRoot.querySelector('sip-grid');
  }

  protected override render(): TemplateResult {
    const { arrows } = this.ladder;
    return html`<sip-grid
      label=${listWords.title}
      .columns=${messageColumns(this.ladder, this.zone)}
      .total=${arrows.length}
      .rowAt=${(at: number): MessageLine | undefined => this.#lineAt(at)}
      .isMarked=${({ arrow }: MessageLine) => this.isMarked(arrow)}
      .version=${this.version}
      .active=${Math.max(0, this.#selectedAt())}
      @active-changed=${(event: CustomEvent<{ index: number }>) => this.#select(event.detail.index)}
      @row-opened=${(event: CustomEvent<{ index: number }>) => this.#enter(event.detail.index)}
    ></sip-grid>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    const at = this.#selectedAt();
    if ((changed.has('selected') || changed.has('ladder')) && at >= 0) this.#grid?.show(at);
  }

  #lineAt(at: number): MessageLine | undefined {
    const arrow = this.ladder.arrows[at];
    return arrow === undefined ? undefined : { arrow, at };
  }

  #selectedAt(): number {
    return this.ladder.arrows.findIndex((arrow) => sameMessage(arrow, this.selected));
  }

  #select(at: number): void {
    const arrow = this.ladder.arrows[at];
    if (arrow === undefined || sameMessage(arrow, this.selected)) return;
    const message: MessageRef = { frame: arrow.frame, ...(arrow.index !== undefined && { index: arrow.index }) };
    this.dispatchEvent(new CustomEvent('message-selected', { detail: { message } }));
  }

  #enter(at: number): void {
    this.#select(at);
    this.dispatchEvent(new CustomEvent('message-entered'));
  }
}

customElements.define('sip-message-list', SipMessageList);
