import { css, type CSSResultGroup, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls } from '../theme/controls.ts';

/** Asks before something is done that cannot be undone. `ask()` resolves with the answer. */
export class SipConfirm extends LitElement {
  static override properties: PropertyDeclarations = {
    heading: {},
    detail: {},
    action: {},
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      dialog {
        max-width: 44ch;
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
        margin: 0 0 8px;
        font-size: 14px;
        overflow-wrap: anywhere;
      }
      p {
        margin: 0 0 16px;
      }
      form {
        display: flex;
        justify-content: end;
        gap: 8px;
      }
    `,
  ];

  declare heading: string;
  declare detail: string;
  /** The verb on the button. */
  declare action: string;

  constructor() {
    super();
    this.heading = '';
    this.detail = '';
    this.action = '';
  }

  async ask(question: { heading: string; detail: string; action: string }): Promise<boolean> {
    Object.assign(this, question);
    await this.updateComplete;
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog === null) return false;
    dialog.returnValue = '';
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
    });
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="heading" @keydown=${(event: Event) => event.stopPropagation()}>
      <h2 id="heading">${this.heading}</h2>
      <p class="quiet">${this.detail}</p>
      <form method="dialog">
        <button class="framed" value="">Keep</button>
        <button class="danger" value="yes">${this.action}</button>
      </form>
    </dialog>`;
  }
}

customElements.define('sip-confirm', SipConfirm);
