import { css, type CSSResultGroup, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { icon } from '../parts/icons.ts';
import { controls } from '../theme/controls.ts';
import { messageWords } from './message-words.ts';

export const copyForms = ['text', 'json', 'field', 'value'] as const;
export type CopyForm = (typeof copyForms)[number];

const titles: Readonly<Record<CopyForm, () => string>> = {
  text: () => messageWords.copyText,
  json: () => messageWords.copyJson,
  field: () => messageWords.copyHeader,
  value: () => messageWords.copyValue,
};

export function copyTitle(form: CopyForm): string {
  return titles[form]();
}

/**
 * The button that copies a message, and what of it.
 *
 * @fires form-chosen - `{form}`.
 */
export class SipCopyMenu extends LitElement {
  static override properties: PropertyDeclarations = { hasField: { type: Boolean } };
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
    `,
  ];

  /** Whether one is chosen, of which more can be copied than the whole. */
  declare hasField: boolean;

  constructor() {
    super();
    this.hasField = false;
  }

  protected override render(): TemplateResult {
    const forms = copyForms.filter((form) => this.hasField || form === 'text' || form === 'json');
    return html`
      <button popovertarget="menu" title=${messageWords.copy} aria-label=${messageWords.copy}>${icon('copy')}</button>
      <div id="menu" popover @beforetoggle=${this.#place} @keydown=${this.#keyPressed}>
        ${forms.map((form) => html`<button @click=${() => this.#choose(form)}>${copyTitle(form)}</button>`)}
      </div>
    `;
  }

  readonly #place = (): void => {
    const button = this.renderRoot.querySelector('button')?.getBoundingClientRect();
    const menu = this.renderRoot.querySelector<HTMLElement>('#menu');
    if (button === undefined || menu === null) return;
    menu.style.top = `${button.bottom + 2}px`;
    menu.style.right = `${Math.max(4, innerWidth - button.right)}px`;
  };

  readonly #keyPressed = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('#menu button')];
    const at = buttons.findIndex((button) => button.matches(':focus'));
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };

  #choose(form: CopyForm): void {
    this.renderRoot.querySelector<HTMLElement>('#menu')?.hidePopover();
    this.dispatchEvent(new CustomEvent('form-chosen', { detail: { form } }));
  }
}

customElements.define('sip-copy-menu', SipCopyMenu);
