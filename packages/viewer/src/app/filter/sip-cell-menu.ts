import { css, type CSSResultGroup, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { controls } from '../theme/controls.ts';
import { filterWords } from './filter-words.ts';
import type { Value } from './edit-filter.ts';

/** A value of a row, and the field it stands in. */
export type CellValue = { readonly key: string; readonly value: Value };

/**
 * The menu of a value: rows with it only, rows without it, the value itself. The arrow keys to the sides lead to the row's other values.
 */
export class SipCellMenu extends LitElement {
  static override properties: PropertyDeclarations = {
    values: { state: true },
    at: { state: true },
    said: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      #menu {
        position: fixed;
        inset: auto;
        min-width: 220px;
        max-width: min(420px, calc(100vw - 16px));
        margin: 0;
        padding: 4px;
        border: 1px solid var(--edge);
        border-radius: 6px;
        background: var(--page);
        color: var(--ink);
      }
      header {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 0 0 4px;
        border-bottom: 1px solid var(--line);
      }
      header p {
        flex: 1;
        min-width: 0;
        margin: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      [role='menuitem'] {
        display: flex;
        width: 100%;
        margin-top: 2px;
      }
    `,
  ];

  declare private values: readonly CellValue[];
  declare private at: number;
  declare private said: string;

  /** Told what was chosen. */
  onChosen: ((chosen: CellValue & { readonly isLeftOut: boolean }) => void) | undefined;
  #before: Element | null = null;

  constructor() {
    super();
    this.values = [];
    this.at = 0;
    this.said = '';
  }

  /** `values`: of the row; `at`: which of them is asked about first. */
  async open(
    values: readonly CellValue[],
    at: number,
    { x, y }: { readonly x: number; readonly y: number },
  ): Promise<void> {
    this.values = values;
    this.at = Math.max(0, Math.min(at, values.length - 1));
    this.said = '';
    await this.updateComplete;
    const menu = this.#menu;
    if (menu === null || values.length === 0) return;
    this.#before = document.activeElement;
    menu.showPopover();
    const { width, height } = menu.getBoundingClientRect();
    menu.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
    menu.style.top = `${Math.max(8, Math.min(y, innerHeight - height - 8))}px`;
    this.#items[0]?.focus();
  }

  protected override render(): TemplateResult {
    const cell = this.values[this.at];
    const value = cell === undefined ? '' : label(String(cell.value), 120);
    const step = (name: string, icons: 'previous' | 'next', by: number): TemplateResult =>
      html`<button tabindex="-1" title=${name} aria-label=${name} @click=${() => this.#step(by)}>
        ${icon(icons)}
      </button>`;
    return html`<div id="menu" popover @keydown=${this.#keyPressed}>
      <header>
        ${step(filterWords.previousField, 'previous', -1)}
        <p aria-live="polite"><span class="quiet">${cell?.key}</span> <bdi class="mono">${value}</bdi></p>
        ${step(filterWords.nextField, 'next', 1)}
      </header>
      <div role="menu" aria-label=${filterWords.cellMenu}>
        <button role="menuitem" @click=${() => this.#choose(false)}>${filterWords.showOnly}</button>
        <button role="menuitem" @click=${() => this.#choose(true)}>${filterWords.leaveOut}</button>
        <button role="menuitem" @click=${this.#copy}>${this.said === '' ? filterWords.copyValue : this.said}</button>
      </div>
    </div>`;
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector('#menu');
  }

  get #items(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  }

  #step(by: number): void {
    this.at = (this.at + by + this.values.length) % this.values.length;
    this.said = '';
  }

  readonly #keyPressed = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const items = this.#items;
    const at = items.findIndex((item) => item.matches(':focus'));
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') this.#step(event.key === 'ArrowLeft' ? -1 : 1);
    else if (event.key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
    else if (event.key === 'ArrowUp') items[(at - 1 + items.length) % items.length]?.focus();
    else if (event.key === 'Tab' || event.key === 'Escape') this.#close();
    else return;
    event.preventDefault();
  };

  #choose(isLeftOut: boolean): void {
    const cell = this.values[this.at];
    this.#close();
    if (cell !== undefined) this.onChosen?.({ ...cell, isLeftOut });
  }

  readonly #copy = async (): Promise<void> => {
    const cell = this.values[this.at];
    if (cell === undefined) return;
    await navigator.clipboard.writeText(String(cell.value));
    this.said = filterWords.copied;
  };

  #close(): void {
    this.#menu?.hidePopover();
    if (this.#before instanceof HTMLElement) this.#before.focus();
  }
}

customElements.define('sip-cell-menu', SipCellMenu);
