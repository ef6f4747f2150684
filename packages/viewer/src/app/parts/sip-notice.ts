import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import { controls } from '../theme/controls.ts';
import { toneStyles } from './outcome.ts';
import { icon } from './icons.ts';

/**
 * What stands where there is nothing to show: empty, loading, or failed. Its slot takes what can be done next.
 */
export class SipNotice extends LitElement {
  static override properties: PropertyDeclarations = { kind: {}, heading: {}, detail: {} };
  static override styles: CSSResultGroup = [
    controls,
    toneStyles,
    css`
      :host {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 8px;
        padding: 32px 24px;
        text-align: center;
      }
      p {
        margin: 0;
        max-width: 60ch;
        overflow-wrap: anywhere;
      }
      .heading {
        font-weight: 600;
        display: flex;
        gap: 6px;
        align-items: center;
        justify-content: center;
      }
      .bar {
        width: 160px;
        height: 2px;
        overflow: hidden;
        background: var(--line);
      }
      .bar::after {
        content: '';
        display: block;
        width: 40%;
        height: 100%;
        background: var(--mark);
        animation: pass 1.2s linear infinite;
      }
      @keyframes pass {
        from {
          transform: translateX(-100%);
        }
        to {
          transform: translateX(250%);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .bar::after {
          animation: none;
          width: 100%;
        }
      }
    `,
  ];

  declare kind: 'empty' | 'loading' | 'failed';
  declare heading: string;
  declare detail: string;

  constructor() {
    super();
    this.kind = 'empty';
    this.heading = '';
    this.detail = '';
  }

  protected override render(): TemplateResult {
    const isFailed = this.kind === 'failed';
    return html`
      <p class="heading ${isFailed ? 'bad' : ''}" role=${isFailed ? 'alert' : 'status'}>
        ${isFailed ? icon('error') : nothing}${this.heading}
      </p>
      ${this.kind === 'loading' ? html`<div class="bar"></div>` : nothing}
      ${this.detail === '' ? nothing : html`<p class="quiet">${this.detail}</p>`}
      <slot></slot>
    `;
  }
}

customElements.define('sip-notice', SipNotice);
