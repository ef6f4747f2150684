import { css, type CSSResultGroup, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { CaptureChange, CaptureRow } from '../../api/captures.ts';
import { controls } from '../theme/controls.ts';
import { capturesWords } from './captures-words.ts';

/** Asks how a capture is to be called. `ask()` resolves with the change, `undefined` where it is left as it is. */
export class SipCaptureEdit extends LitElement {
  static override properties: PropertyDeclarations = { row: { state: true } };
  static override styles: CSSResultGroup = [
    controls,
    css`
      dialog {
        width: min(440px, calc(100vw - 24px));
        border: 1px solid var(--edge);
        border-radius: 6px;
        padding: 16px;
        background: var(--page);
        color: var(--ink);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 0.4);
      }
      h2 {
        margin: 0 0 12px;
        font-size: 14px;
      }
      form {
        display: grid;
        gap: 12px;
      }
      label {
        display: grid;
        gap: 4px;
        color: var(--quiet);
      }
      input {
        height: 30px;
        padding: 0 8px;
        border: 1px solid var(--edge);
        border-radius: 4px;
        background: var(--page);
        color: var(--ink);
      }
      .actions {
        display: flex;
        justify-content: end;
        gap: 8px;
      }
    `,
  ];

  declare private row: CaptureRow | undefined;

  async ask(row: CaptureRow): Promise<CaptureChange | undefined> {
    this.row = row;
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog');
    const [name, tags] = this.renderRoot.querySelectorAll('input');
    if (dialog === null || name === undefined || tags === undefined) return undefined;
    [name.value, tags.value] = [row.name, (row.tags ?? []).join(', ')];
    dialog.returnValue = '';
    dialog.showModal();
    name.select();
    await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
    if (dialog.returnValue !== 'save') return undefined;
    const written = tags.value.split(',').map((tag) => tag.trim());
    return { name: name.value, tags: written.filter((tag) => tag !== '').slice(0, 20) };
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="heading">
      <h2 id="heading">${capturesWords.editHeading}</h2>
      <form method="dialog">
        <label>${capturesWords.name}<input name="name" required maxlength="255" autocomplete="off" /></label>
        <label>${capturesWords.tags}<input name="tags" maxlength="500" autocomplete="off" /></label>
        <div class="actions">
          <button type="button" class="framed" @click=${() => this.renderRoot.querySelector('dialog')?.close()}>
            ${capturesWords.leave}
          </button>
          <button class="framed main" value="save">${capturesWords.save}</button>
        </div>
      </form>
    </dialog>`;
  }
}

customElements.define('sip-capture-edit', SipCaptureEdit);
