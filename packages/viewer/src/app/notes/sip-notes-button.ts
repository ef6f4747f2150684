import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Command } from '../commands/command.ts';
import { CommandsController } from '../commands/commands.ts';
import { icon } from '../parts/icons.ts';
import { controls } from '../theme/controls.ts';
import { noteWords } from './note-words.ts';
import { NotesController } from './notes.ts';
import type { SipNotesPanel } from './sip-notes-panel.ts';

/** How many notes the capture has, where it has some; opens them all. */
export class SipNotesButton extends LitElement {
  static override properties: PropertyDeclarations = { capture: {}, isOpen: { state: true } };
  static override styles: CSSResultGroup = [controls];

  declare capture: string;
  declare private isOpen: boolean;
  readonly #notes: NotesController;

  constructor() {
    super();
    this.isOpen = false;
    this.#notes = new NotesController(this, () => this.capture);
    new CommandsController(this, () => this.#commands());
  }

  protected override render(): TemplateResult {
    const count = this.#notes.notes?.all.length ?? 0;
    return html`
      ${
        count === 0
          ? nothing
          : html`<button title=${noteWords.show} aria-label=${noteWords.count(count)} @click=${() => void this.#open()}>
              ${icon('starred')}${count}
            </button>`
      }
      ${
        this.isOpen
          ? html`<sip-notes-panel
              .capture=${this.capture}
              @panel-closed=${() => (this.isOpen = false)}
            ></sip-notes-panel>`
          : nothing
      }
    `;
  }

  #commands(): readonly Command[] {
    return [{ id: 'notes.show', title: noteWords.show, group: noteWords.group, run: () => void this.#open() }];
  }

  async #open(): Promise<void> {
    await import('./sip-notes-panel.ts');
    this.isOpen = true;
    await this.updateComplete;
    this.renderRoot.querySelector<SipNotesPanel>('sip-notes-panel')?.open();
  }
}

customElements.define('sip-notes-button', SipNotesButton);
