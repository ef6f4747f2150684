import { html } from 'lit';
import type { CallRow } from '@sipscope/analyzer';
import { findingsMark, findingsText } from '../findings/finding-level.ts';
import { formatParty } from '../format/party.ts';
import type { Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { qualityTone } from '../media/stream-facts.ts';
import { outcomeMark, outcomeWord } from '../parts/outcome.ts';
import type { Column } from '../table/column.ts';
import { words } from '../words/words.ts';
import { countColumn, durationColumn, repeatsColumn, statusCell, textColumn, timeColumn } from './column-parts.ts';

const titles = words('columns.calls', {
  started: 'time',
  from: 'from',
  to: 'to',
  outcome: 'outcome',
  verdict: 'verdict',
  status: 'status',
  pddMs: 'pdd',
  setupMs: 'set-up',
  durationMs: 'talk',
  findings: 'findings',
  mos: 'MOS',
  legs: 'legs',
  messages: 'messages',
  retransmissions: 'repeats',
});

export function callColumns(zone: Zone): readonly Column<CallRow>[] {
  return [
    timeColumn('started', titles.started, zone, (row) => row.started),
    textColumn('from', titles.from, 132, 3, (row) => formatParty(row.from, row.fromNumber), {
      narrow: 84,
      sort: 'from',
      whole: (row) => row.from,
    }),
    textColumn('to', titles.to, 132, 3, (row) => formatParty(row.to, row.toNumber), {
      narrow: 84,
      sort: 'to',
      whole: (row) => row.to,
    }),
    {
      id: 'outcome',
      title: titles.outcome,
      least: 124,
      narrow: 104,
      sort: 'outcome',
      draw: (row) => outcomeMark(row.outcome),
      whole: (row) => [outcomeWord(row.outcome), row.status, row.reason && label(row.reason)].filter(Boolean).join(' '),
    },
    textColumn('verdict', titles.verdict, 120, 1, (row) => (row.verdict === row.outcome ? undefined : row.verdict), {
      sort: 'verdict',
      whole: (row) => [row.verdict, ...(row.annotations ?? [])].join(', '),
    }),
    {
      id: 'status',
      title: titles.status,
      least: 150,
      share: 2,
      sort: 'status',
      draw: (row) => statusCell(row.status, row.reason),
      whole: (row) => row.reason && label(row.reason),
    },
    durationColumn('pddMs', titles.pddMs, 'pddMs', (row) => row.pddMs),
    durationColumn('setupMs', titles.setupMs, 'setupMs', (row) => row.setupMs),
    durationColumn('durationMs', titles.durationMs, 'durationMs', (row) => row.durationMs),
    {
      id: 'findings',
      title: titles.findings,
      least: 104,
      draw: (row) => findingsMark(row.findings, 2),
      whole: (row) => findingsText(row.findings),
    },
    {
      id: 'mos',
      title: titles.mos,
      least: 56,
      align: 'end',
      sort: 'mos',
      draw: (row) => row.mos && html`<span class=${qualityTone(row)}>${row.mos.toFixed(2)}</span>`,
    },
    countColumn('legs', titles.legs, undefined, (row) => row.legs.length),
    countColumn('messages', titles.messages, 'messages', (row) => row.messages),
    repeatsColumn(titles.retransmissions),
  ];
}
