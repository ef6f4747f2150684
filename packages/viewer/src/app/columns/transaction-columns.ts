import { html } from 'lit';
import type { TransactionRow } from '@sipscope/analyzer';
import type { Zone } from '../format/time.ts';
import type { Column } from '../table/column.ts';
import { words } from '../words/words.ts';
import { durationColumn, mono, repeatsColumn, statusCell, textColumn, timeColumn } from './column-parts.ts';

const titles = words('columns.transactions', {
  started: 'time',
  method: 'method',
  hop: 'hop',
  client: 'client',
  server: 'server',
  finalStatus: 'final',
  state: 'state',
  responseMs: 'response',
  finalMs: 'final after',
  loss: 'lost',
  callId: 'call-id',
  retransmissions: 'repeats',
});

export function transactionColumns(zone: Zone): readonly Column<TransactionRow>[] {
  return [
    timeColumn('started', titles.started, zone, (row) => row.started),
    { id: 'method', title: titles.method, least: 104, narrow: 90, sort: 'method', draw: (row) => mono(row.method) },
    { id: 'hop', title: titles.hop, least: 52, align: 'end', sort: 'hop', draw: (row) => row.hop },
    textColumn('client', titles.client, 150, 2, (row) => row.client, { sort: 'client', narrow: 84 }),
    textColumn('server', titles.server, 150, 2, (row) => row.server, { sort: 'server' }),
    {
      id: 'finalStatus',
      title: titles.finalStatus,
      least: 62,
      narrow: 52,
      align: 'end',
      sort: 'finalStatus',
      draw: (row) => statusCell(row.finalStatus),
    },
    {
      id: 'state',
      title: titles.state,
      least: 110,
      sort: 'state',
      draw: (row) => (row.timedOut ? html`<span class="bad">timed out</span>` : row.state),
    },
    durationColumn('responseMs', titles.responseMs, 'responseMs', (row) => row.responseMs),
    durationColumn('finalMs', titles.finalMs, 'finalMs', (row) => row.finalMs),
    repeatsColumn(titles.retransmissions),
    textColumn('loss', titles.loss, 110, 2, lossText, {}),
    textColumn('callId', titles.callId, 180, 3, (row) => row.callId, { sort: 'callId', mono: true }),
  ];
}

/** Where on the hop something was lost. */
function lossText({ loss }: TransactionRow): string | undefined {
  return loss?.map(({ where }) => where.replaceAll('-', ' ')).join(', ');
}
