import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import { noteLimits, type NoteTarget } from '../../api/notes.ts';
import { explain } from '../backend/backend-error.ts';
import type { Command } from '../commands/command.ts';
import { CommandsController } from '../commands/commands.ts';
import { visible } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { controls } from '../theme/controls.ts';
import { noteWords } from './note-words.ts';
import { NotesController } from './notes.ts';

/** The star and the note of a call or a message. */
export class SipNote extends LitElement {
  static override properties: PropertyDeclarations = {
    capture: {},
    target: {},
    failure: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      :host {
        display: inline-flex;
        flex: none;
      }
      button.opener {
        padding: 4px 6px;
      }
      .starred,
      .noted {
        color: var(--accent);
      }
      #editor {
        position: fixed;
        inset: auto;
        width: min(360px, calc(100vw - 16px));
        margin: 0;
        padding: 8px;
        border: 1px solid var(--edge);
        border-radius: 6px;
        background: var(--page);
        color: var(--ink);
      }
      textarea {
        box-sizing: border-box;
        display: block;
        width: 100%;
        min-height: 96px;
        padding: 6px 8px;
        border: 1px solid var(--edge);
        border-radius: 4px;
        background: var(--page);
        color: var(--ink);
        font: inherit;
        resize: vertical;
      }
      .actions {
        display: flex;
        align-items: center;
        gap: 4px;
        margin-top: 6px;
      }
      .failure {
        flex: 1;
        color: var(--bad);
      }
    `,
  ];

  declare capture: string | undefined;
  declare target: NoteTarget;
  declare private failure: string;
  readonly #notes: NotesController;

  constructor() {
    super();
    this.failure = '';
    this.#notes = new NotesController(this, () => this.capture);
    new CommandsController(this, () => this.#commands());
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.capture === undefined) return nothing;
    const note = this.#notes.notes?.get(this.target);
    const [bookmark, write] = this.#titles();
    const isNoted = note !== undefined && note.text !== '';
    return html`
      <button
        class="opener ${note?.bookmark === true ? 'starred' : ''}"
        aria-pressed=${note?.bookmark === true ? 'true' : 'false'}
        aria-label=${bookmark.title}
        title="${bookmark.title} (${bookmark.key})"
        @click=${this.#toggle}
      >
        ${icon(note?.bookmark === true ? 'starred' : 'star')}
      </button>
      <button
        class="opener write ${isNoted ? 'noted' : ''}"
        popovertarget="editor"
        aria-label=${write.title}
        title=${isNoted ? visible(note.text) : `${write.title} (${write.key})`}
      >
        ${icon('note')}
      </button>
      <div
        id="editor"
        popover
        role="dialog"
        aria-label=${write.title}
        @beforetoggle=${this.#place}
        @toggle=${this.#toggled}
        @keydown=${this.#keyPressed}
      >
        <textarea
          aria-label=${noteWords.note}
          placeholder=${noteWords.placeholder}
          maxlength=${noteLimits.textBytes}
          .value=${note?.text ?? ''}
        ></textarea>
        <div class="actions">
          <span class="failure" role="alert">${this.failure}</span>
          ${isNoted ? html`<button @click=${this.#remove}>${noteWords.delete}</button>` : nothing}
          <button class="framed" @click=${this.#save}>${noteWords.save}</button>
        </div>
      </div>
    `;
  }

  #titles(): readonly [{ title: string; key: string }, { title: string; key: string }] {
    return this.target.startsWith('message:')
      ? [
          { title: noteWords.bookmarkMessage, key: 'Shift B' },
          { title: noteWords.writeMessage, key: 'Shift A' },
        ]
      : [
          { title: noteWords.bookmarkCall, key: 'b' },
          { title: noteWords.writeCall, key: 'a' },
        ];
  }

  #commands(): readonly Command[] {
    if (this.capture === undefined) return [];
    const { group } = noteWords;
    const [bookmark, write] = this.#titles();
    const isMessage = this.target.startsWith('message:');
    const kind = isMessage ? 'message' : 'call';
    const keys = (key: string): readonly string[] => [isMessage ? `Shift+${key.toUpperCase()}` : key];
    return [
      { id: `notes.bookmark-${kind}`, title: bookmark.title, group, keys: keys('b'), run: () => void this.#toggle() },
      { id: `notes.write-${kind}`, title: write.title, group, keys: keys('a'), run: () => this.#editor?.showPopover() },
    ];
  }

  get #editor(): HTMLElement | null {
    return this.renderRoot.querySelector('#editor');
  }

  readonly #toggle = async (): Promise<void> => {
    await this.#do(() => this.#notes.notes?.toggle(this.target));
    if (this.failure !== '') this.#editor?.showPopover();
  };

  readonly #save = async (): Promise<void> => {
    const text = this.renderRoot.querySelector('textarea')?.value ?? '';
    await this.#do(() => this.#notes.notes?.write(this.target, text.trim()));
    if (this.failure === '') this.#editor?.hidePopover();
  };

  readonly #remove = async (): Promise<void> => {
    await this.#do(() => this.#notes.notes?.remove(this.target));
    if (this.failure === '') this.#editor?.hidePopover();
  };

  async #do(work: () => Promise<void> | undefined): Promise<void> {
    this.failure = '';
    try {
      await work();
    } catch (failure) {
      this.failure = explain(failure);
    }
  }

  readonly #place = (): void => {
    const button = this.renderRoot.querySelector('.write')?.getBoundingClientRect();
    const editor = this.#editor;
    if (button === undefined || editor === null) return;
    editor.style.setProperty('top', `${Math.min(button.bottom + 2, innerHeight - 180)}px`);
    editor.style.setProperty(
      'right',
      `${Math.min(Math.max(8, innerWidth - button.right), Math.max(8, innerWidth - 376))}px`,
    );
  };

  readonly #toggled = (event: ToggleEvent): void => {
    const area = this.renderRoot.querySelector('textarea');
    if (event.newState === 'open') area?.focus();
    else if (area !== null) area.value = this.#notes.notes?.get(this.target)?.text ?? '';
  };

  /** Keys are words here. */
  readonly #keyPressed = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void this.#save();
  };
}

customElements.define('sip-note', SipNote);
