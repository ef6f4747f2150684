import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import { fieldText } from '../columns/field-columns.ts';
import type { Zone } from '../format/time.ts';
import { visible } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { controls } from '../theme/controls.ts';
import { words } from '../words/words.ts';
import { rowsJson } from './rows-text.ts';

const said = words('table.details', {
  name: 'All of the row',
  close: 'Close',
  copy: 'Copy as JSON',
  copied: 'Copied',
});

/** Texts of nested values, at most; the JSON has all. */
const mostText = 4000;

/** Everything a row tells, field by field, under the names filters know them by. */
export class SipRowDetails extends LitElement {
  static override properties: PropertyDeclarations = {
    row: { attribute: false },
    zone: {},
    isCopied: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      dialog {
        width: min(760px, 94vw);
        max-height: 84vh;
        padding: 0;
        border: 1px solid var(--edge);
        border-radius: 6px;
        background: var(--page);
        color: var(--ink);
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 0.4);
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 8px 8px 8px 16px;
        border-bottom: 1px solid var(--line);
      }
      h2 {
        flex: 1;
        margin: 0;
        font-size: 14px;
      }
      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 3px 16px;
        margin: 0;
        padding: 10px 16px 14px;
        overflow: auto;
      }
      dt {
        font: 12.5px/1.5 var(--mono);
        color: var(--quiet);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
      @media (max-width: 720px) {
        dl {
          grid-template-columns: minmax(0, 1fr);
        }
        dd {
          margin-bottom: 6px;
        }
      }
    `,
  ];

  declare row: object | undefined;
  declare zone: Zone;
  declare private isCopied: boolean;

  constructor() {
    super();
    this.zone = 'utc';
    this.isCopied = false;
  }

  async open(row: object): Promise<void> {
    this.row = row;
    this.isCopied = false;
    await this.updateComplete;
    this.#dialog?.showModal();
  }

  protected override render(): TemplateResult {
    const { row } = this;
    return html`<dialog aria-label=${said.name}>
      <header>
        <h2>${said.name}</h2>
        <button class="framed" @click=${this.#copy}>${icon('copy')}${this.isCopied ? said.copied : said.copy}</button>
        <button aria-label=${said.close} title=${said.close} @click=${() => this.#dialog?.close()}>
          ${icon('close')}
        </button>
      </header>
      <dl tabindex="0" aria-label=${said.name}>
        ${row === undefined ? nothing : Object.entries(row).map(([field, value]) => this.#drawField(field, value))}
      </dl>
    </dialog>`;
  }

  #drawField(field: string, value: unknown): TemplateResult | typeof nothing {
    const isNested =
      typeof value === 'object' && value !== null && Object.values(value).some((one) => typeof one === 'object');
    const text = isNested ? JSON.stringify(value, undefined, 1) : fieldText(value, this.zone);
    if (text === undefined) return nothing;
    return html`<dt>${field}</dt>
      <dd class=${isNested ? 'mono' : ''}><bdi>${shownText(text)}</bdi></dd>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  readonly #copy = async (): Promise<void> => {
    if (this.row === undefined) return;
    await navigator.clipboard.writeText(rowsJson([this.row]));
    this.isCopied = true;
  };
}

/** Line by line: the breaks between them are ours. */
function shownText(text: string): string {
  return text
    .slice(0, mostText)
    .split('\n')
    .map((line) => visible(line))
    .join('\n');
}

customElements.define('sip-row-details', SipRowDetails);
