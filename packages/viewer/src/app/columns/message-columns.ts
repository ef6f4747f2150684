import { html, nothing, type TemplateResult } from 'lit';
import type { MessageRow } from '@sipscope/analyzer';
import { formatCount } from '../format/number.ts';
import { formatParty } from '../format/party.ts';
import type { Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { statusTone } from '../parts/outcome.ts';
import type { Column } from '../table/column.ts';
import { words } from '../words/words.ts';
import { endpoint, textColumn, timeColumn } from './column-parts.ts';

const titles = words('columns.messages', {
  time: 'time',
  frame: '#',
  method: 'message',
  srcIp: 'source',
  dstIp: 'destination',
  transport: 'over',
  fromUri: 'from',
  toUri: 'to',
  size: 'size',
});

export function messageColumns(zone: Zone): readonly Column<MessageRow>[] {
  return [
    { id: 'frame', title: titles.frame, least: 72, align: 'end', sort: 'frame', draw: (row) => formatCount(row.frame) },
    timeColumn('time', titles.time, zone, (row) => row.time),
    {
      id: 'method',
      title: titles.method,
      least: 180,
      share: 2,
      narrow: 130,
      sort: 'method',
      draw: messageCell,
      whole: (row) => (row.reason === undefined ? undefined : label(row.reason)),
    },
    textColumn('srcIp', titles.srcIp, 150, 2, (row) => endpoint(row.srcIp, row.srcPort), { sort: 'srcIp', narrow: 84 }),
    textColumn('dstIp', titles.dstIp, 150, 2, (row) => endpoint(row.dstIp, row.dstPort), { sort: 'dstIp' }),
    { id: 'transport', title: titles.transport, least: 56, sort: 'transport', draw: (row) => row.transport },
    textColumn('fromUri', titles.fromUri, 130, 2, (row) => formatParty(row.fromUri), {
      sort: 'fromUri',
      whole: (row) => row.fromUri,
    }),
    textColumn('toUri', titles.toUri, 130, 2, (row) => formatParty(row.toUri), {
      sort: 'toUri',
      whole: (row) => row.toUri,
    }),
    {
      id: 'size',
      title: titles.size,
      least: 66,
      align: 'end',
      sort: 'size',
      draw: (row) => formatCount(row.size),
      whole: (row) => `${row.size} bytes`,
    },
  ];
}

function messageCell(row: MessageRow): TemplateResult {
  const start =
    row.kind === 'request'
      ? html`<b>${label(row.method ?? '?', 24)}</b>`
      : html`<span class=${statusTone(row.status ?? 0)}>${row.status}</span> <bdi>${label(row.reason ?? '', 40)}</bdi>
          <span class="quiet">${label(row.method ?? '', 24)}</span>`;
  const repeated = row.retransmission ? html` <span class="quiet" title="sent again">⟲</span>` : nothing;
  const sighting =
    row.sighting === undefined || row.sighting === 'forwarded'
      ? nothing
      : html` <span class="mark warn">${row.sighting}</span>`;
  const copied = row.duplicate
    ? html` <span class="quiet" title="the same packet, captured again">copy</span>`
    : nothing;
  return html`${start}${sighting}${repeated}${copied}`;
}
