import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import { explain } from '../backend/backend-error.ts';
import type { Command } from '../commands/command.ts';
import { CommandsController } from '../commands/commands.ts';
import { controls } from '../theme/controls.ts';
import { words } from '../words/words.ts';
import { lastUndo, onUndoable, undoLast } from './undo.ts';

const said = words('undo', {
  group: 'Everywhere',
  undo: 'Undo',
  undoLast: 'Undo what was done last',
  undone: 'Taken back',
  failed: (why: string) => `It could not be taken back. ${why}`,
  dismiss: 'Dismiss',
});

/** How long it is told. The key takes it back later, too. */
const shownMs = 10_000;

/** Tells what was done and takes it back, by its button or by key. */
export class SipUndo extends LitElement {
  static override properties: PropertyDeclarations = { text: { state: true }, isOffer: { state: true } };
  static override styles: CSSResultGroup = [
    controls,
    css`
      .toast {
        position: fixed;
        left: 50%;
        bottom: 16px;
        z-index: 5;
        transform: translateX(-50%);
        display: flex;
        align-items: center;
        gap: 8px;
        width: max-content;
        max-width: calc(100vw - 24px);
        padding: 4px 6px 4px 14px;
        border: 1px solid var(--edge);
        border-radius: 6px;
        background: var(--bar);
        box-shadow: 0 4px 16px rgb(0 0 0 / 0.18);
      }
      .text {
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];

  /** What is told; nothing where it is empty. */
  declare private text: string;
  declare private isOffer: boolean;
  #end: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.text = '';
    this.isOffer = false;
    new CommandsController(this, () => this.#commands());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#end = onUndoable(() => this.#tell(lastUndo()?.title ?? '', true));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end?.();
    clearTimeout(this.#timer);
  }

  protected override render(): TemplateResult {
    return html`<div role="status" aria-live="polite">
      ${
        this.text === ''
          ? nothing
          : html`<div class="toast">
              <span class="text">${this.text}</span>
              ${
                this.isOffer
                  ? html`<button class="framed" @click=${() => void this.#undo()}>${said.undo}</button>`
                  : nothing
              }
              <button aria-label=${said.dismiss} @click=${() => this.#tell('', false)}>✕</button>
            </div>`
      }
    </div>`;
  }

  #commands(): readonly Command[] {
    if (lastUndo() === undefined) return [];
    return [{ id: 'frame.undo', title: said.undoLast, group: said.group, keys: ['u'], run: () => void this.#undo() }];
  }

  async #undo(): Promise<void> {
    try {
      const undone = await undoLast();
      if (undone !== undefined) this.#tell(said.undone, false);
    } catch (failure) {
      this.#tell(said.failed(explain(failure)), false);
    }
  }

  #tell(text: string, isOffer: boolean): void {
    clearTimeout(this.#timer);
    this.text = text;
    this.isOffer = isOffer;
    if (text !== '') this.#timer = setTimeout(() => this.#tell('', false), isOffer ? shownMs : shownMs / 3);
  }
}

customElements.define('sip-undo', SipUndo);
