import { nothing } from 'lit';
import type { Distribution, KpiRow } from '@sipscope/analyzer';
import { formatClock, type Zone } from '../format/time.ts';
import type { Column } from '../table/column.ts';
import { words } from '../words/words.ts';
import { countColumn, durationColumn, textColumn } from './column-parts.ts';

const titles = words('columns.kpis', {
  scope: 'scope',
  of: 'of',
  role: 'role',
  calls: 'calls',
  answered: 'answered',
  concurrentCalls: 'at once',
  ser: 'SER',
  seer: 'SEER',
  isa: 'ISA',
  srdMs: 'SRD',
  sddMs: 'SDD',
  registrations: 'registers',
  rrdMs: 'RRD',
  ira: 'IRA',
  messages: 'messages',
});

export function kpiColumns(zone: Zone): readonly Column<KpiRow>[] {
  return [
    { id: 'scope', title: titles.scope, least: 84, narrow: 70, sort: 'scope', draw: (row) => row.scope },
    textColumn(
      'of',
      titles.of,
      150,
      2,
      (row) => row.of ?? (row.started === undefined ? undefined : formatClock(row.started, zone)),
      {
        narrow: 90,
      },
    ),
    { id: 'role', title: titles.role, least: 64, sort: 'role', draw: (row) => row.role ?? nothing },
    countColumn('calls', titles.calls, 'calls', (row) => row.calls),
    countColumn('answered', titles.answered, 'answered', (row) => row.answered),
    countColumn('concurrentCalls', titles.concurrentCalls, 'concurrentCalls', (row) => row.concurrentCalls),
    percentColumn('ser', titles.ser, (row) => row.ser),
    percentColumn('seer', titles.seer, (row) => row.seer),
    percentColumn('isa', titles.isa, (row) => row.isa),
    delayColumn('srdMs', titles.srdMs, (row) => row.srdMs),
    delayColumn('sddMs', titles.sddMs, (row) => row.sddMs),
    countColumn('registrations', titles.registrations, 'registrations', (row) => row.registrations),
    delayColumn('rrdMs', titles.rrdMs, (row) => row.rrdMs),
    percentColumn('ira', titles.ira, (row) => row.ira),
    countColumn('messages', titles.messages, 'messages', (row) => row.messages),
  ];
}

function percentColumn(id: string, title: string, value: (row: KpiRow) => number | undefined): Column<KpiRow> {
  const text = (row: KpiRow): string | undefined => {
    const share = value(row);
    return share === undefined ? undefined : `${share.toFixed(1)} %`;
  };
  return { id, title, least: 72, align: 'end', sort: id, draw: (row) => text(row) ?? nothing };
}

/** The median of delays. */
function delayColumn(id: string, title: string, delays: (row: KpiRow) => Distribution | undefined): Column<KpiRow> {
  return durationColumn(id, title, undefined, (row) => delays(row)?.median);
}
