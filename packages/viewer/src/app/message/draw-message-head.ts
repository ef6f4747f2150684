import { html, nothing, type TemplateResult } from 'lit';
import type { MessageRow } from '@sipscope/analyzer';
import { formatClock, formatExactTime, type Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { statusTone } from '../parts/outcome.ts';
import { messageWords } from './message-words.ts';
import type { Remark } from './remarks.ts';

/** What a message is, in a line: method and Request-URI, or status and what it answers. */
export function drawTitle(row: MessageRow | undefined): TemplateResult {
  if (row === undefined) return html`<h2>${messageWords.message}</h2>`;
  return html`<h2>${titleOf(row)}</h2>
    <span class="quiet number">#${row.frame}</span>
    ${row.retransmission === true ? html` <span class="warn">⟲ ${messageWords.sentAgain}</span>` : nothing}
    ${row.duplicate === true ? html` <span class="warn">${messageWords.capturedAgain}</span>` : nothing}`;
}

function titleOf({ kind, method, requestUri, status, reason }: MessageRow): TemplateResult {
  if (kind === 'request')
    return html`${label(method ?? '', 30)} <bdi class="mono">${label(requestUri ?? '', 80)}</bdi>`;
  return html`<span class=${statusTone(status ?? 0)}>${status} <bdi>${label(reason ?? '', 60)}</bdi></span>
    <span class="quiet">to ${label(method ?? messageWords.anUnknownRequest, 30)}</span>`;
}

/** From where to where, when, how many bytes. */
export function drawWhere(row: MessageRow | undefined, zone: Zone): TemplateResult | typeof nothing {
  if (row === undefined) return nothing;
  return html`${row.srcIp}:${row.srcPort} → ${row.dstIp}:${row.dstPort} · ${row.transport} ·
    <span title=${formatExactTime(row.time, zone)}>${formatClock(row.time, zone)}</span> ·
    ${messageWords.size(row.size)}`;
}

const looks = {
  error: { tone: 'bad', icon: 'error' },
  warning: { tone: 'warn', icon: 'warning' },
  info: { tone: 'accent', icon: 'info' },
} as const;

/** `‹ 2 of 5 ›`: through what is said of places in the message. `at`: which of them is lit, -1 where none is. */
export function drawRemarkSteps(
  remarks: readonly Remark[],
  at: number,
  step: (by: 1 | -1) => void,
): TemplateResult | typeof nothing {
  const count = remarks.length;
  const worst = (['error', 'warning', 'info'] as const).find((one) => remarks.some((d) => d.severity === one));
  if (worst === undefined) return nothing;
  const { previousRemark, nextRemark } = messageWords;
  return html`<span class="remarks" role="group" aria-label=${messageWords.remarks(count)}>
    <button aria-label=${previousRemark} title=${previousRemark} @click=${() => step(-1)}>${icon('previous')}</button>
    <span class="mark ${looks[worst].tone}"
      >${icon(looks[worst].icon)}<span
        >${at < 0 ? messageWords.remarks(count) : messageWords.remark(at + 1, count)}</span
      ></span
    >
    <button aria-label=${nextRemark} title=${nextRemark} @click=${() => step(1)}>${icon('next')}</button>
  </span>`;
}
