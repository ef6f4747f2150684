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
import { controls } from '../theme/controls.ts';

const headings: Readonly<Record<CaptureState, string>> = {
  uploading: 'Receiving the capture',
  queued: 'Waiting for an analysis before it',
  analysing: 'Reading the capture',
  ready: 'Ready',
  failed: 'This capture could not be read',
};

/** A capture that cannot be looked at yet, or not at all: how far it has come, or why. */
export class SipCaptureState extends LitElement {
  static override properties: PropertyDeclarations = { capture: { attribute: false } };
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
        <dt>read</dt>
        <dd>${formatBytes(read)} of ${formatBytes(total)}</dd>
        ${
          progress === undefined
            ? nothing
            : html`<dt>packets</dt>
                <dd>${formatCount(progress.packets)}</dd>
                <dt>messages</dt>
                <dd>${formatCount(progress.messages)}</dd>
                <dt>calls</dt>
                <dd>${formatCount(progress.calls)}</dd>`
        }
      </dl>
    `;
  }

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
      <p class="quiet">
        ${isNoCapture ? 'Sipscope reads pcap and pcapng, also compressed with gzip. ' : nothing}The file
        (${formatBytes(size)}) is kept as it came until it is deleted.
      </p>
      <div><a class="button framed" href="/">Captures</a></div>
    `;
  }
}

customElements.define('sip-capture-state', SipCaptureState);
