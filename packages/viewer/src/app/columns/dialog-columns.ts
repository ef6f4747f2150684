import type { DialogRow } from '@sipscope/analyzer';
import type { Zone } from '../format/time.ts';
import type { Column } from '../table/column.ts';
import { words } from '../words/words.ts';
import { countColumn, textColumn, timeColumn } from './column-parts.ts';

const titles = words('columns.dialogs', {
  started: 'time',
  usage: 'usage',
  state: 'state',
  endedBy: 'ended by',
  callId: 'call-id',
  localTag: 'local tag',
  remoteTag: 'remote tag',
  transactions: 'transactions',
});

export function dialogColumns(zone: Zone): readonly Column<DialogRow>[] {
  return [
    timeColumn('started', titles.started, zone, (row) => row.started),
    { id: 'usage', title: titles.usage, least: 84, narrow: 70, sort: 'usage', draw: (row) => row.usage },
    { id: 'state', title: titles.state, least: 96, narrow: 86, sort: 'state', draw: (row) => row.state },
    textColumn('endedBy', titles.endedBy, 150, 2, (row) => row.endedBy, { sort: 'endedBy' }),
    textColumn('callId', titles.callId, 200, 3, (row) => row.callId, { sort: 'callId', mono: true, narrow: 90 }),
    textColumn('localTag', titles.localTag, 110, 1, (row) => row.localTag, { mono: true }),
    textColumn('remoteTag', titles.remoteTag, 110, 1, (row) => row.remoteTag, { mono: true }),
    countColumn('transactions', titles.transactions, undefined, (row) => row.transactions.length),
  ];
}
