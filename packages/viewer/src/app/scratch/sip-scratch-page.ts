import { html, LitElement, type TemplateResult } from 'lit';

/** Messages that are pasted or edited. */
export class SipScratchPage extends LitElement {
  protected override render(): TemplateResult {
    return html``;
  }
}

customElements.define('sip-scratch-page', SipScratchPage);
