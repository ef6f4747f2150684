import { Task } from '@lit/task';
import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import type { MessageDetail } from '@sipscope/analyzer';
import type { Backend } from '../../api/backend.ts';
import type { CaptureRow } from '../../api/captures.ts';
import { explain } from '../backend/backend-error.ts';
import type { Zone } from '../format/time.ts';
import { icon } from '../parts/icons.ts';
import { type MessageRef, writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import '../message/sip-message.ts';
import '../parts/sip-notice.ts';

/** One message alone, for those that belong to no call and for links to a frame. */
export class SipMessagePage extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: { attribute: false },
    message: { attribute: false },
    zone: {},
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      nav {
        display: flex;
        gap: 8px;
        padding: 4px 8px;
        border-bottom: 1px solid var(--line);
      }
      sip-message,
      sip-notice {
        flex: 1;
      }
    `,
  ];

  declare backend: Backend;
  declare capture: CaptureRow;
  declare message: MessageRef;
  declare zone: Zone;

  readonly #detail = new Task(this, {
    task: async ([backend, capture, { frame, index }]: readonly [
      Backend,
      string,
      MessageRef,
    ]): Promise<MessageDetail> => backend.message(capture, frame, index),
    args: () => [this.backend, this.capture.id, this.message] as const,
  });

  constructor() {
    super();
    this.zone = 'utc';
  }

  protected override render(): TemplateResult {
    return this.#detail.render({
      pending: () => html`<sip-notice kind="loading" heading="Reading the message"></sip-notice>`,
      error: (failure) =>
        html`<sip-notice kind="failed" heading="This message could not be read" detail=${explain(failure)}>
          <a class="button framed" href=${this.#listAddress()}>Messages</a>
        </sip-notice>`,
      complete: (detail) => html`
        <nav aria-label="Around the message">
          <a class="button" href=${this.#listAddress()}>${icon('back')}Messages</a>
          ${
            detail.row?.call === undefined
              ? nothing
              : html`<a
                  class="button"
                  href=${writeRoute({ page: 'call', capture: this.capture.id, call: detail.row.call, message: this.message })}
                  >Its call</a
                >`
          }
        </nav>
        <sip-message .detail=${detail} .capture=${this.capture.id} .zone=${this.zone}></sip-message>
      `,
    }) as TemplateResult;
  }

  #listAddress(): string {
    return writeRoute({ page: 'list', capture: this.capture.id, list: 'messages' });
  }
}

customElements.define('sip-message-page', SipMessagePage);
