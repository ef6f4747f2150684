import { css, type CSSResultGroup, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { type Note, readTarget } from '../../api/notes.ts';
import { visible } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { saveFile } from '../parts/save-file.ts';
import { writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { noteWords } from './note-words.ts';
import { NotesController } from './notes.ts';

/**
 * All notes and bookmarks of a capture, each leading to what it is of.
 *
 * @fires panel-closed
 */
export class SipNotesPanel extends LitElement {
  static override properties: PropertyDeclarations = { capture: {} };
  static override styles: CSSResultGroup = [
    controls,
    css`
      dialog {
        width: min(640px, calc(100vw - 24px));
        max-height: min(70vh, 720px);
        padding: 12px 16px;
        border: 1px solid var(--edge);
        border-radius: 6px;
        background: var(--page);
        color: var(--ink);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 0.3);
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      h2 {
        flex: 1;
        margin: 0;
        font-size: 14px;
      }
      ul {
        margin: 8px 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 20px 120px 1fr auto;
        gap: 8px;
        align-items: baseline;
        padding: 4px 0;
        border-top: 1px solid var(--line);
      }
      .text {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .star {
        color: var(--accent);
      }
    `,
  ];

  declare capture: string;
  readonly #notes: NotesController;

  constructor() {
    super();
    this.#notes = new NotesController(this, () => this.capture);
  }

  open(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  protected override render(): TemplateResult {
    const notes = this.#notes.notes?.all ?? [];
    return html`<dialog
      aria-label=${noteWords.show}
      @close=${() => this.dispatchEvent(new CustomEvent('panel-closed'))}
      @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
    >
      <header>
        <h2>${noteWords.show}</h2>
        <button ?disabled=${notes.length === 0} @click=${() => this.#save(notes)}>
          ${icon('download')}${noteWords.export}
        </button>
        <button aria-label=${noteWords.close} title=${noteWords.close} @click=${this.#close}>${icon('close')}</button>
      </header>
      ${
        notes.length === 0
          ? html`<p>${noteWords.none}</p>`
          : html`<ul>
              ${notes.map((note) => this.#drawNote(note))}
            </ul>`
      }
    </dialog>`;
  }

  #drawNote(note: Note): TemplateResult {
    return html`<li>
      <span class="star">${note.bookmark ? icon('starred') : icon('note')}</span>
      <a href=${this.#addressOf(note)} @click=${this.#close}>${nameOf(note)}</a>
      <span class="text" title=${noteWords.changed(note.changed)}>${visible(note.text)}</span>
      <button
        aria-label="${noteWords.delete}: ${nameOf(note)}"
        title=${noteWords.delete}
        @click=${() => void this.#notes.notes?.remove(note.target)}
      >
        ${icon('remove')}
      </button>
    </li>`;
  }

  #addressOf({ target }: Note): string {
    const read = readTarget(target);
    const { capture } = this;
    if (read.kind === 'call') return writeRoute({ page: 'call', capture, call: read.call, view: 'ladder' });
    if (read.kind === 'capture') return writeRoute({ page: 'overview', capture });
    const { frame, index } = read;
    return writeRoute({ page: 'message', capture, message: { frame, ...(index > 0 && { index }) } });
  }

  #save(notes: readonly Note[]): void {
    const text = `${JSON.stringify({ capture: this.capture, notes }, undefined, 2)}\n`;
    saveFile(new Blob([text], { type: 'application/octet-stream' }), 'notes.json');
  }

  readonly #close = (): void => {
    this.renderRoot.querySelector('dialog')?.close();
  };
}

function nameOf({ target }: Note): string {
  const read = readTarget(target);
  if (read.kind === 'capture') return noteWords.capture;
  return read.kind === 'call' ? noteWords.call(read.call) : noteWords.message(read.frame);
}

customElements.define('sip-notes-panel', SipNotesPanel);
