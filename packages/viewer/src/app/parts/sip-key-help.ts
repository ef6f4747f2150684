import { css, type CSSResultGroup, html, LitElement, type TemplateResult } from 'lit';
import { keyHelp } from '../keys.ts';
import { controls } from '../theme/controls.ts';

/** The dialog that tells the keys. */
export class SipKeyHelp extends LitElement {
  static override styles: CSSResultGroup = [
    controls,
    css`
      dialog {
        border: 1px solid var(--edge);
        border-radius: 6px;
        padding: 16px 20px;
        background: var(--page);
        color: var(--ink);
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 0.4);
      }
      header {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: 24px;
        margin-bottom: 8px;
      }
      h2 {
        margin: 0;
        font-size: 14px;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 6px 20px;
        margin: 0;
      }
      dd {
        margin: 0;
      }
      kbd {
        display: inline-block;
        min-width: 20px;
        padding: 0 5px;
        border: 1px solid var(--edge);
        border-radius: 3px;
        font: 12px/18px var(--mono);
        text-align: center;
      }
    `,
  ];

  open(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="heading">
      <header>
        <h2 id="heading">Keys</h2>
        <form method="dialog"><button class="framed">Close</button></form>
      </header>
      <dl>
        ${keyHelp.map(
          ({ keys, does }) =>
            html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
              <dd>${does}</dd>`,
        )}
      </dl>
    </dialog>`;
  }
}

customElements.define('sip-key-help', SipKeyHelp);
