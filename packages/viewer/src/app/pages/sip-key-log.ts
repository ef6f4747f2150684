import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import type { Backend } from '../../api/backend.ts';
import type { CaptureRow } from '../../api/captures.ts';
import { explain } from '../backend/backend-error.ts';
import { icon } from '../parts/icons.ts';
import { toneStyles } from '../parts/outcome.ts';
import { controls } from '../theme/controls.ts';
import { words } from '../words/words.ts';

const said = words('key-log', {
  choose: 'Choose a key log',
  another: 'Choose another key log',
  sending: 'Sending the key log',
  what: 'The file a program wrote where SSLKEYLOGFILE says. The capture is read again with it; its keys are shown nowhere.',
});

/**
 * Takes the key log of a capture's TLS connections, so that it is read again with what they carry.
 * @fires sip-read-again - the capture is being analysed anew
 */
export class SipKeyLog extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: { attribute: false },
    isSending: { state: true },
    failure: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    toneStyles,
    css`
      :host {
        display: grid;
        gap: 6px;
        justify-items: start;
        margin-top: 8px;
      }
      p {
        margin: 0;
      }
      label:focus-within {
        outline: 2px solid var(--mark);
        outline-offset: -1px;
      }
    `,
  ];

  declare backend: Backend;
  declare capture: CaptureRow;
  declare isSending: boolean;
  declare failure: unknown;

  constructor() {
    super();
    this.isSending = false;
  }

  protected override render(): TemplateResult {
    const what = this.capture.keyLog === true ? said.another : said.choose;
    return html`
      <label class="button framed">
        ${icon('upload')}${this.isSending ? said.sending : what}
        <input class="unseen" type="file" ?disabled=${this.isSending} @change=${this.#chosen} />
      </label>
      <p class="quiet">${said.what}</p>
      ${this.failure === undefined ? nothing : html`<p class="bad" role="alert">${explain(this.failure)}</p>`}
    `;
  }

  readonly #chosen = async (event: Event): Promise<void> => {
    // It listens to this input only.
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file === undefined) return;
    this.isSending = true;
    this.failure = undefined;
    try {
      await this.backend.useKeyLog(this.capture.id, file);
      this.dispatchEvent(new Event('sip-read-again', { bubbles: true, composed: true }));
    } catch (failure) {
      this.failure = failure;
    } finally {
      this.isSending = false;
      // The same file, when it has grown, can be chosen again.
      input.value = '';
    }
  };
}

customElements.define('sip-key-log', SipKeyLog);
