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
import { explain } from '../backend/backend-error.ts';
import { formatClock, formatExactTime, type Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { decodeBase64 } from '../message/byte-text.ts';
import { icon } from '../parts/icons.ts';
import { statusTone, toneStyles } from '../parts/outcome.ts';
import { NavigateEvent } from '../route/navigate-event.ts';
import { type DiffMode, type DiffRoute, type MessageRef, writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { diffWords } from './diff-words.ts';
import './sip-message-diff.ts';
import '../parts/sip-notice.ts';

type Side = {
  readonly detail: MessageDetail;
  readonly bytes: Uint8Array;
  readonly capture: string;
  readonly message: MessageRef;
};

/**
 * Two messages of one capture, or of two, held against each other.
 *
 * @fires sip-navigate - to the same two, compared otherwise.
 */
export class SipDiffPage extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    route: { attribute: false },
    zone: {},
  };
  static override styles: CSSResultGroup = [
    controls,
    toneStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      sip-message-diff,
      sip-notice {
        flex: 1;
      }
      nav {
        flex: none;
        display: flex;
        gap: 8px;
        padding: 4px 8px;
        border-bottom: 1px solid var(--line);
        overflow: hidden;
      }
    `,
  ];

  declare backend: Backend;
  declare route: DiffRoute;
  declare zone: Zone;

  readonly #sides = new Task(this, {
    task: async ([backend, capture, one, otherCapture, other]: readonly [
      Backend,
      string,
      string,
      string,
      string,
    ]): Promise<readonly [Side, Side]> =>
      Promise.all([readSide(backend, capture, one), readSide(backend, otherCapture, other)]),
    args: () => {
      const { capture, one, other, otherCapture = capture } = this.route;
      // As texts: a route is made anew whenever the address changes.
      return [this.backend, capture, refText(one), otherCapture, refText(other)] as const;
    },
  });

  constructor() {
    super();
    this.zone = 'utc';
  }

  protected override render(): TemplateResult {
    return this.#sides.render({
      pending: () => html`<sip-notice kind="loading" heading=${diffWords.loading}></sip-notice>`,
      error: (failure) =>
        html`<sip-notice kind="failed" heading=${diffWords.failed} detail=${explain(failure)}>
          <a class="button framed" href=${this.#listAddress()}>${diffWords.back}</a>
        </sip-notice>`,
      complete: ([one, other]) => html`
        <nav aria-label=${diffWords.group}>
          <a class="button" href=${this.#listAddress()}>${icon('back')}${diffWords.back}</a>
        </nav>
        <sip-message-diff
          .left=${one.bytes}
          .right=${other.bytes}
          .leftTitle=${this.#drawTitle(one)}
          .rightTitle=${this.#drawTitle(other)}
          .leftName=${nameOf(one)}
          .rightName=${nameOf(other)}
          .mode=${this.route.mode ?? 'header'}
          @mode-chosen=${(event: CustomEvent<{ mode: DiffMode }>) => this.#go({ ...this.route, mode: event.detail.mode })}
          @sides-swapped=${this.#swap}
        ></sip-message-diff>
      `,
    }) as TemplateResult;
  }

  #drawTitle({ detail: { row }, capture, message }: Side): TemplateResult {
    const address = writeRoute({ page: 'message', capture, message });
    const isElsewhere = capture !== this.route.capture;
    return html`<a href=${address} title=${diffWords.message(refText(message))}>#${refText(message)}</a> ${
        row === undefined
          ? nothing
          : html`${
                row.kind === 'request'
                  ? html`<b>${label(row.method ?? '', 30)}</b>`
                  : html`<b class=${statusTone(row.status ?? 0)}
                        >${row.status} <bdi>${label(row.reason ?? '', 40)}</bdi></b
                      >
                      <span class="quiet">${label(row.method ?? '', 30)}</span>`
              }
              <span class="quiet"
                ><span title=${formatExactTime(row.time, this.zone)}>${formatClock(row.time, this.zone)}</span>
                ${row.srcIp}:${row.srcPort} → ${row.dstIp}:${row.dstPort} ${row.transport}</span
              >`
      }
      ${isElsewhere ? html`<span class="quiet">${diffWords.ofCapture(label(capture, 60))}</span>` : nothing}`;
  }

  #listAddress(): string {
    return writeRoute({ page: 'list', capture: this.route.capture, list: 'messages' });
  }

  readonly #swap = (): void => {
    const { capture, one, other, otherCapture, mode } = this.route;
    this.#go({
      page: 'diff',
      capture: otherCapture ?? capture,
      one: other,
      other: one,
      ...(otherCapture !== undefined && { otherCapture: capture }),
      ...(mode !== undefined && { mode }),
    });
  };

  #go(route: DiffRoute): void {
    this.dispatchEvent(new NavigateEvent(route, 'replace'));
  }
}

async function readSide(backend: Backend, capture: string, ref: string): Promise<Side> {
  const [frame = 0, index] = ref.split('.').map(Number);
  const detail = await backend.message(capture, frame, index);
  const message = index === undefined ? { frame } : { frame, index };
  return { detail, bytes: decodeBase64(detail.raw), capture, message };
}

function refText({ frame, index = 0 }: MessageRef): string {
  return index === 0 ? `${frame}` : `${frame}.${index}`;
}

/** Of letters that a file of differences may have in its head. */
function nameOf({ detail: { row }, message }: Side): string {
  const what = row?.kind === 'request' ? (row.method ?? '') : `${row?.status ?? ''}`;
  return `${refText(message)}-${what.replaceAll(/[^\w-]/g, '').slice(0, 20)}.sip`;
}

customElements.define('sip-diff-page', SipDiffPage);
