import { css, type CSSResultGroup, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ExportFormat } from '../../api/backend.ts';
import { controls } from '../theme/controls.ts';
import { icon } from './icons.ts';

const words: Readonly<Record<ExportFormat, string>> = {
  text: 'Ladder as text',
  mermaid: 'Ladder as Mermaid',
  plantuml: 'Ladder as PlantUML',
  svg: 'Ladder as SVG',
  json: 'Call as JSON',
  csv: 'Messages as CSV',
  'sipp-uac': 'Caller as SIPp scenario',
  'sipp-uas': 'Callee as SIPp scenario',
  pcapng: 'Packets as pcapng',
};

/**
 * The button that exports a call, and the forms it offers.
 *
 * @fires format-chosen - `{format}`.
 */
export class SipExportMenu extends LitElement {
  static override properties: PropertyDeclarations = { formats: { attribute: false } };
  static override styles: CSSResultGroup = [
    controls,
    css`
      #menu {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 4px;
        border: 1px solid var(--edge);
        border-radius: 6px;
        background: var(--page);
        color: var(--ink);
      }
      #menu button {
        display: flex;
        width: 100%;
      }
      @media (max-width: 720px) {
        button[popovertarget] {
          padding: 4px 8px;
        }
        .word {
          display: none;
        }
      }
    `,
  ];

  declare formats: readonly ExportFormat[];

  constructor() {
    super();
    this.formats = [];
  }

  open(): void {
    this.#menu?.showPopover();
    this.#menu?.querySelector('button')?.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <button popovertarget="menu" title="Export" aria-label="Export">
        ${icon('download')}<span class="word">Export</span>
      </button>
      <div id="menu" popover @beforetoggle=${this.#place} @keydown=${this.#keyPressed}>
        ${this.formats.map((format) => html`<button @click=${() => this.#choose(format)}>${words[format]}</button>`)}
      </div>
    `;
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector('#menu');
  }

  readonly #place = (): void => {
    const button = this.renderRoot.querySelector('button')?.getBoundingClientRect();
    const menu = this.#menu;
    if (button === undefined || menu === null) return;
    menu.style.top = `${button.bottom + 2}px`;
    menu.style.right = `${Math.max(4, innerWidth - button.right)}px`;
  };

  readonly #keyPressed = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    event.stopPropagation();
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...(this.#menu?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button.matches(':focus'));
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };

  #choose(format: ExportFormat): void {
    this.#menu?.hidePopover();
    this.dispatchEvent(new CustomEvent('format-chosen', { detail: { format } }));
  }
}

customElements.define('sip-export-menu', SipExportMenu);
