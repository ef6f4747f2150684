import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import type { CaptureRow, CaptureState } from '../../api/captures.ts';
import { formatBytes, formatCount } from '../format/number.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { toneStyles } from '../parts/outcome.ts';
import { writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { words } from '../words/words.ts';

const headings: Readonly<Record<CaptureState, string>> = words('capture-state', {
  uploading: 'Receiving the capture',
  queued: 'Waiting for an analysis before it',
  analysing: 'Reading the capture',
  ready: 'Ready',
  failed: 'This capture could not be read',
});

const said = words('capture-state-parts', {
  stop: 'Stop and show what was read',
  stopping: 'Putting in order what was read',
  read: 'read',
  of: (read: string, total: string) => `${read} of ${total}`,
  packets: 'packets',
  messages: 'messages',
  calls: 'calls',
  formats: 'Sipscope reads pcap and pcapng, also compressed with gzip.',
  kept: (size: string) => `The file (${size}) is kept as it came until it is deleted.`,
  captures: 'Captures',
  readAgain: 'Read it again',
});

/**
 * A capture that cannot be looked at yet, or not at all: how far it has come, or why.
 *
 * @fires sip-cancel-analysis - what was read so far is enough.
 * @fires sip-read-whole - it is to be read again, to its end.
 */
export class SipCaptureState extends LitElement {
  static override properties: PropertyDeclarations = { capture: { attribute: false }, isStopping: { state: true } };
  static override styles: CSSResultGroup = [
    controls,
    toneStyles,
    css`
      :host {
        display: grid;
        place-content: center;
        padding: 24px;
      }
      section {
        width: min(440px, calc(100vw - 48px));
        display: grid;
        gap: 12px;
      }
      h1 {
        margin: 0;
        font-size: 14px;
        display: flex;
        gap: 6px;
        align-items: center;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 2px 16px;
        margin: 0;
        font-variant-numeric: tabular-nums;
      }
      dt {
        color: var(--quiet);
      }
      dd {
        margin: 0;
      }
      ul {
        margin: 0;
        padding-left: 18px;
      }
      li {
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare capture: CaptureRow;
  /** What was read so far is being put in order. */
  declare private isStopping: boolean;

  constructor() {
    super();
    this.isStopping = false;
  }

  protected override render(): TemplateResult {
    return html`<section aria-live="polite">
      ${this.capture.state === 'failed' ? this.#drawFailure() : this.#drawProgress()}
    </section>`;
  }

  #drawProgress(): TemplateResult {
    const { state, progress, size } = this.capture;
    const total = progress?.bytesTotal ?? size;
    const read = Math.min(progress?.bytesRead ?? 0, total);
    return html`
      <h1>${headings[state]}</h1>
      <progress aria-label=${headings[state]} max=${Math.max(1, total)} .value=${read}></progress>
      <dl>
        <dt>${said.read}</dt>
        <dd>${said.of(formatBytes(read), formatBytes(total))}</dd>
        ${
          progress === undefined
            ? nothing
            : html`<dt>${said.packets}</dt>
                <dd>${formatCount(progress.packets)}</dd>
                <dt>${said.messages}</dt>
                <dd>${formatCount(progress.messages)}</dd>
                <dt>${said.calls}</dt>
                <dd>${formatCount(progress.calls)}</dd>`
        }
      </dl>
      <div><button class="framed" ?disabled=${this.isStopping} @click=${this.#cancel}>${said.stop}</button></div>
      ${this.isStopping ? html`<p class="quiet" role="status">${said.stopping}</p>` : nothing}
    `;
  }

  readonly #cancel = (): void => {
    this.isStopping = true;
    this.dispatchEvent(new CustomEvent('sip-cancel-analysis', { bubbles: true, composed: true }));
  };

  readonly #readAgain = (): void => {
    this.dispatchEvent(new CustomEvent('sip-read-whole', { bubbles: true, composed: true }));
  };

  #drawFailure(): TemplateResult {
    const { problems = [], size } = this.capture;
    const isNoCapture = problems.some(({ code }) => code === 'capture-format' || code === 'capture-empty');
    return html`
      <h1 class="bad">${icon('error')}${headings.failed}</h1>
      ${
        problems.length === 0
          ? nothing
          : html`<ul>
              ${problems.map((problem) => html`<li>${label(problem.message, 500)}</li>`)}
            </ul>`
      }
      <p class="quiet">${isNoCapture ? `${said.formats} ` : nothing}${said.kept(formatBytes(size))}</p>
      <div>
        <a class="button framed" href=${writeRoute({ page: 'captures' })}>${said.captures}</a>
        ${
          problems.some(({ code }) => code === 'analysis-cancelled')
            ? html`<button class="framed" @click=${this.#readAgain}>${said.readAgain}</button>`
            : nothing
        }
      </div>
    `;
  }
}

customElements.define('sip-capture-state', SipCaptureState);
