import { html, LitElement, type TemplateResult } from 'lit';

/** Two messages held against each other. */
export class SipDiffPage extends LitElement {
  protected override render(): TemplateResult {
    return html``;
  }
}

customElements.define('sip-diff-page', SipDiffPage);
