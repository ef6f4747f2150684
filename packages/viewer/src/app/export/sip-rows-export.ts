import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { Backend } from '../../api/backend.ts';
import { packetLists, rowExportFormats, type RowExportFormat, rowsFileName } from '../../api/export/row-export.ts';
import type { ListName } from '../../api/lists.ts';
import { explain } from '../backend/backend-error.ts';
import type { Command } from '../commands/command.ts';
import { CommandsController } from '../commands/commands.ts';
import { formatBytes, formatCount } from '../format/number.ts';
import { icon } from '../parts/icons.ts';
import { saveFile } from '../parts/save-file.ts';
import { controls } from '../theme/controls.ts';
import { words } from '../words/words.ts';
import { exportMenuStyles } from './export-menu.styles.ts';

const said = words('rows-export', {
  group: 'List',
  export: 'Export',
  hint: 'Save the rows of this list, as they are filtered and sorted (e)',
  command: 'Export the rows of this list',
  rows: 'Rows',
  packets: 'Packets',
  csv: 'CSV',
  json: 'JSON',
  ndjson: 'NDJSON',
  parquet: 'Parquet',
  pcapng: 'pcapng',
  shown: 'Only the columns that are shown',
  hide: 'Hide who it is',
  hideHint: 'Names, numbers, hosts and addresses become others, the same everywhere',
  coming: (size: string) => `${size} so far`,
  begins: 'Reading the rows',
  saved: (size: string) => `Saved, ${size}`,
  leftOut: (count: number) => `Saved; ${formatCount(count)} rows had no room in it`,
  cancel: 'Cancel',
});

/** The button that saves the rows of a list, the forms it offers, and how far it is. */
export class SipRowsExport extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: {},
    list: {},
    filter: {},
    sort: {},
    columns: { attribute: false },
    hides: { state: true },
    onlyShown: { state: true },
    state: { state: true },
    works: { state: true },
  };
  static override styles: CSSResultGroup = [controls, exportMenuStyles];

  declare backend: Backend;
  declare capture: string;
  declare list: ListName;
  declare filter: string;
  declare sort: string | undefined;
  /** Fields of the columns that are shown. */
  declare columns: readonly string[];
  declare private hides: boolean;
  declare private onlyShown: boolean;
  declare private state: string;
  declare private works: boolean;
  #work: AbortController | undefined;

  constructor() {
    super();
    this.filter = '';
    this.columns = [];
    this.hides = false;
    this.onlyShown = false;
    this.state = '';
    this.works = false;
    new CommandsController(this, () => this.#commands());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#work?.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('list') || changed.has('capture')) this.state = '';
  }

  protected override render(): TemplateResult {
    const tables = rowExportFormats.filter((format) => format !== 'pcapng');
    return html`
      <button class="opener" popovertarget="menu" title=${said.hint} aria-label=${said.export}>
        ${icon('download')}<span class="word">${said.export}</span>
      </button>
      <div
        id="menu"
        popover
        role="dialog"
        aria-label=${said.export}
        @beforetoggle=${this.#place}
        @toggle=${this.#toggled}
        @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
      >
        ${this.#drawForms(said.rows, tables)}
        ${packetLists.includes(this.list) ? this.#drawForms(said.packets, ['pcapng']) : nothing}
        <label class="choice">
          <input
            type="checkbox"
            .checked=${this.onlyShown}
            @change=${(event: Event) => (this.onlyShown = (event.target as HTMLInputElement).checked)}
          />${said.shown}
        </label>
        <label class="choice" title=${said.hideHint}>
          <input
            type="checkbox"
            .checked=${this.hides}
            @change=${(event: Event) => (this.hides = (event.target as HTMLInputElement).checked)}
          />${said.hide}
        </label>
        <div class="progress" role="status">
          ${this.state}${this.works ? html`<button @click=${() => this.#work?.abort()}>${said.cancel}</button>` : nothing}
        </div>
      </div>
    `;
  }

  #drawForms(name: string, formats: readonly RowExportFormat[]): TemplateResult {
    return html`<div class="group" role="group" aria-label=${name}>
      <span class="name">${name}</span>
      <div class="forms">
        ${formats.map(
          (format) =>
            html`<button ?disabled=${this.works} @click=${() => void this.#save(format)}>${said[format]}</button>`,
        )}
      </div>
    </div>`;
  }

  #commands(): readonly Command[] {
    const { group, command } = said;
    return [{ id: 'list.export', title: command, group, keys: ['e'], run: () => this.#open() }];
  }

  get #menu(): HTMLElement | null {
    return this.renderRoot.querySelector('#menu');
  }

  #open(): void {
    this.#menu?.showPopover();
  }

  /** Columns may show what no field has. */
  async #shownFields(): Promise<readonly string[]> {
    const { rowFields } = await import('@sipscope/analyzer');
    return [...new Set(this.columns)].filter((name) => Object.hasOwn(rowFields[this.list], name));
  }

  /** Keys are the menu's while it is open: Escape closes it, and nothing else. */
  readonly #toggled = (event: ToggleEvent): void => {
    if (event.newState === 'open') this.#menu?.querySelector<HTMLElement>('button')?.focus();
  };

  readonly #place = (): void => {
    const button = this.renderRoot.querySelector('button')?.getBoundingClientRect();
    if (button === undefined) return;
    this.#menu?.style.setProperty('top', `${button.bottom + 2}px`);
    this.#menu?.style.setProperty('right', `${Math.max(4, innerWidth - button.right)}px`);
  };

  async #save(format: RowExportFormat): Promise<void> {
    const work = (this.#work = new AbortController());
    this.works = true;
    this.state = said.begins;
    const { backend, capture, list, filter, sort } = this;
    const columns = this.onlyShown ? await this.#shownFields() : [];
    const query = {
      format,
      ...(filter !== '' && { filter }),
      ...(sort !== undefined && { sort }),
      ...(columns.length > 0 && { columns }),
      ...(this.hides && { anonymize: true }),
    };
    try {
      const { file, leftOut } = await backend.exportRows(capture, list, query, {
        signal: work.signal,
        onProgress: (bytes) => (this.state = said.coming(formatBytes(bytes))),
      });
      saveFile(file, rowsFileName(list, format));
      this.state = leftOut > 0 ? said.leftOut(leftOut) : said.saved(formatBytes(file.size));
    } catch (failure) {
      this.state = work.signal.aborted ? '' : explain(failure);
    } finally {
      this.works = false;
    }
  }
}

customElements.define('sip-rows-export', SipRowsExport);
