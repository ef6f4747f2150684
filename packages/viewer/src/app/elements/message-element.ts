import { Task } from '@lit/task';
import { type CSSResultGroup, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { MessageDetail } from '@sipscope/analyzer';
import { explain } from '../backend/backend-error.ts';
import { formatBytes } from '../format/number.ts';
import type { Zone } from '../format/time.ts';
import { SipMessage } from '../message/message-view.ts';
import '../parts/sip-notice.ts';
import { elementStyles } from './element.styles.ts';
import { elementWords as said } from './element-words.ts';

/** Bytes of a text that are read. */
const mostBytes = 256 * 1024;

/**
 * A SIP message in a page of others: its text, tree, bytes and bodies, explained. It is read in the browser.
 *
 * @fires place-lit - `{span}`: another place of the message is chosen, or none.
 */
export class SipMessageElement extends LitElement {
  static override properties: PropertyDeclarations = {
    text: {},
    detail: { attribute: false },
    zone: {},
  };
  static override styles: CSSResultGroup = elementStyles;

  /** The message. Of text without any CR, lines end with CRLF; bytes are taken as they are. */
  declare text: string | Uint8Array | undefined;
  /** A message that is read already, as the API and `messageDetail` give it; it comes before `text`. */
  declare detail: MessageDetail | undefined;
  declare zone: Zone;

  readonly #detail = new Task(this, {
    task: async ([text, detail]: readonly [string | Uint8Array | undefined, MessageDetail | undefined]) =>
      detail ?? (text === undefined || text.length === 0 ? undefined : read(bytesOf(text))),
    args: () => [this.text, this.detail] as const,
  });

  constructor() {
    super();
    this.zone = 'utc';
  }

  protected override render(): TemplateResult {
    return this.#detail.render({
      initial: drawNothing,
      pending: () => html`<sip-notice class="fill" kind="loading" heading=${said.reading}></sip-notice>`,
      error: (failure) =>
        html`<sip-notice class="fill" kind="failed" heading=${said.notRead} detail=${explain(failure)}></sip-notice>`,
      complete: (detail) => (detail === undefined ? drawNothing() : this.#draw(detail)),
    }) as TemplateResult;
  }

  #draw(detail: MessageDetail): TemplateResult {
    return html`<sip-message-view
      class="fill"
      .detail=${detail}
      .zone=${this.zone}
      @place-lit=${(event: CustomEvent<object>) =>
        this.dispatchEvent(new CustomEvent('place-lit', { detail: event.detail, bubbles: true, composed: true }))}
    ></sip-message-view>`;
  }
}

function drawNothing(): TemplateResult {
  return html`<sip-notice class="fill" heading=${said.noMessage} detail=${said.noMessageDetail}></sip-notice>`;
}

/** An attribute, and a template of a script, has no CR of its own. */
function bytesOf(text: string | Uint8Array): Uint8Array {
  if (typeof text !== 'string') return text;
  return new TextEncoder().encode(text.includes('\r') ? text : text.replaceAll('\n', '\r\n'));
}

/** The reader comes with the first message. */
async function read(bytes: Uint8Array): Promise<MessageDetail> {
  if (bytes.length > mostBytes) throw new RangeError(said.tooLong(formatBytes(mostBytes)));
  const { readScratch } = await import('../scratch/read-scratch.ts');
  return readScratch(bytes);
}

customElements.define('sip-message-view', SipMessage);
customElements.define('sip-message', SipMessageElement);
