import { css, type CSSResultGroup, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { controls } from '../theme/controls.ts';
import { icon, type IconName } from './icons.ts';

/** Something to be done, in a menu. */
export type MenuAction = { readonly title: string; readonly run: () => void };

/** A button that says what it is about, and a menu of what can be done with it. */
export class SipActionMenu extends LitElement {
  static override properties: PropertyDeclarations = {
    label: {},
    hint: {},
    icon: {},
    actions: { attribute: false },
  };
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
      .opener svg.icon {
        width: 12px;
        height: 12px;
      }
    `,
  ];

  declare label: string;
  /** What the menu is for, told on hover. */
  declare hint: string;
  declare icon: IconName;
  declare actions: readonly MenuAction[];

  constructor() {
    super();
    this.label = '';
    this.hint = '';
    this.icon = 'open';
    this.actions = [];
  }

  protected override render(): TemplateResult {
    return html`
      <button class="opener" popovertarget="menu" title=${this.hint}>
        ${icon(this.icon)}<span>${this.label}</span>
      </button>
      <div id="menu" popover @beforetoggle=${this.#place} @toggle=${this.#toggled} @keydown=${this.#keyPressed}>
        ${this.actions.map((action) => html`<button @click=${() => this.#run(action)}>${action.title}</button>`)}
      </div>
    `;
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector('#menu');
  }

  readonly #place = (): void => {
    const button = this.renderRoot.querySelector('.opener')?.getBoundingClientRect();
    if (button === undefined) return;
    this.#menu?.style.setProperty('top', `${button.bottom + 2}px`);
    this.#menu?.style.setProperty('right', `${Math.max(4, innerWidth - button.right)}px`);
  };

  readonly #toggled = (event: ToggleEvent): void => {
    if (event.newState === 'open') this.#menu?.querySelector('button')?.focus();
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

  #run(action: MenuAction): void {
    this.#menu?.hidePopover();
    action.run();
  }
}

customElements.define('sip-action-menu', SipActionMenu);
