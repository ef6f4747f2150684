import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { ExportFormat } from '../../api/backend.ts';
import type { CallExportOptions } from '../../api/export/call-file.ts';
import { exportMenuStyles } from '../export/export-menu.styles.ts';
import { controls } from '../theme/controls.ts';
import { words } from '../words/words.ts';
import { icon } from './icons.ts';

/** What a call is saved as by the backend, or by the page: its picture as it is shown. */
export type MenuFormat = ExportFormat | 'png' | 'picture' | 'print';

export type ChosenExport = {
  readonly format: MenuFormat;
  readonly options: CallExportOptions & { readonly notes?: boolean };
};

const menuWords = words('call-export', {
  export: 'Export',
  hide: 'Hide who it is',
  hideHint: 'Names, numbers, hosts and addresses become others, the same everywhere; credentials and keys are left out',
  ladder: 'Ladder',
  call: 'Call',
  scenario: 'SIPp scenario',
  packets: 'Packets',
  png: 'PNG',
  picture: 'SVG as shown',
  svg: 'SVG',
  text: 'Text',
  mermaid: 'Mermaid',
  plantuml: 'PlantUML',
  print: 'Print or PDF',
  json: 'JSON',
  csv: 'Messages as CSV',
  'sipp-uac': 'Caller (UAC)',
  'sipp-uas': 'Callee (UAS)',
  pcapng: 'pcapng with media',
  hop: 'Between which elements',
  hopOf: (number: number) => (number === 1 ? 'hop 1, from the caller' : `hop ${number}`),
  notes: 'Notes as comments',
});

const groups: readonly (readonly [name: 'ladder' | 'call' | 'scenario' | 'packets', formats: readonly MenuFormat[]])[] =
  [
    ['ladder', ['png', 'picture', 'svg', 'text', 'mermaid', 'plantuml', 'print']],
    ['call', ['json', 'csv']],
    ['scenario', ['sipp-uac', 'sipp-uas']],
    ['packets', ['pcapng']],
  ];

/** What is drawn as it is shown, with who is in it. */
const asShown: ReadonlySet<MenuFormat> = new Set(['picture', 'print']);

/**
 * The button that exports a call, and the forms it offers.
 *
 * @fires format-chosen - `ChosenExport`.
 */
export class SipExportMenu extends LitElement {
  static override properties: PropertyDeclarations = {
    formats: { attribute: false },
    hops: { type: Number },
    hides: { state: true },
    hop: { state: true },
    comments: { state: true },
  };
  static override styles: CSSResultGroup = [controls, exportMenuStyles];

  /** Those that are to be had. */
  declare formats: readonly MenuFormat[];
  /** Of the call, as far as its path tells. */
  declare hops: number;
  declare private hides: boolean;
  declare private hop: number;
  declare private comments: boolean;

  constructor() {
    super();
    this.formats = [];
    this.hops = 1;
    this.hides = false;
    this.hop = 1;
    this.comments = false;
  }

  open(): void {
    this.#menu?.showPopover();
  }

  protected override render(): TemplateResult {
    return html`
      <button class="opener" popovertarget="menu" title="${menuWords.export} (e)" aria-label=${menuWords.export}>
        ${icon('download')}<span class="word">${menuWords.export}</span>
      </button>
      <div
        id="menu"
        popover
        role="dialog"
        aria-label=${menuWords.export}
        @beforetoggle=${this.#place}
        @toggle=${this.#toggled}
        @keydown=${this.#keyPressed}
      >
        ${groups.map(([name, formats]) => this.#drawGroup(name, formats))}
        <label class="choice" title=${menuWords.hideHint}>
          <input type="checkbox" .checked=${this.hides} @change=${this.#switchHides} />${menuWords.hide}
        </label>
      </div>
    `;
  }

  #drawGroup(name: (typeof groups)[number][0], formats: readonly MenuFormat[]): TemplateResult | typeof nothing {
    const offered = formats.filter((format) => this.formats.includes(format));
    if (offered.length === 0) return nothing;
    return html`<div class="group" role="group" aria-label=${menuWords[name]}>
      <span class="name">${menuWords[name]}</span>
      <div class="forms">
        ${offered.map(
          (format) =>
            html`<button
              data-format=${format}
              ?disabled=${this.hides && asShown.has(format)}
              @click=${() => this.#choose(format)}
            >
              ${menuWords[format]}
            </button>`,
        )}
        ${name === 'scenario' && this.hops > 1 ? this.#drawHops() : nothing}
        ${name === 'packets' ? this.#drawComments() : nothing}
      </div>
    </div>`;
  }

  #drawHops(): TemplateResult {
    const hops = Array.from({ length: Math.min(this.hops, 20) }, (_, at) => at + 1);
    return html`<select
      aria-label=${menuWords.hop}
      @change=${(event: Event) => (this.hop = Number((event.target as HTMLSelectElement).value))}
    >
      ${hops.map((hop) => html`<option value=${hop} ?selected=${hop === this.hop}>${menuWords.hopOf(hop)}</option>`)}
    </select>`;
  }

  #drawComments(): TemplateResult {
    return html`<label class="choice">
      <input
        type="checkbox"
        .checked=${this.comments}
        ?disabled=${this.hides}
        @change=${(event: Event) => (this.comments = (event.target as HTMLInputElement).checked)}
      />${menuWords.notes}
    </label>`;
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector('#menu');
  }

  readonly #switchHides = (event: Event): void => {
    this.hides = (event.target as HTMLInputElement).checked;
  };

  /** Keys are the menu's while it is open: Escape closes it, and nothing else. */
  readonly #toggled = (event: ToggleEvent): void => {
    if (event.newState === 'open') this.#menu?.querySelector<HTMLElement>('button')?.focus();
  };

  readonly #place = (): void => {
    const button = this.renderRoot.querySelector('button')?.getBoundingClientRect();
    const menu = this.#menu;
    if (button === undefined || menu === null) return;
    menu.style.setProperty('top', `${button.bottom + 2}px`);
    menu.style.setProperty('right', `${Math.max(4, innerWidth - button.right)}px`);
  };

  readonly #keyPressed = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    event.stopPropagation();
    if (step === 0 || event.target instanceof HTMLSelectElement) return;
    event.preventDefault();
    const buttons = [...(this.#menu?.querySelectorAll<HTMLElement>('button:enabled, input:enabled') ?? [])];
    const at = buttons.findIndex((button) => button.matches(':focus'));
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };

  #choose(format: MenuFormat): void {
    this.#menu?.hidePopover();
    const detail: ChosenExport = {
      format,
      options: {
        ...(this.hides && { anonymize: true }),
        ...(format.startsWith('sipp') && this.hop > 1 && { hop: this.hop }),
        ...(format === 'pcapng' && this.comments && !this.hides && { notes: true }),
      },
    };
    this.dispatchEvent(new CustomEvent('format-chosen', { detail }));
  }
}

customElements.define('sip-export-menu', SipExportMenu);
