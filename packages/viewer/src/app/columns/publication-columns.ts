import type { PublicationRow } from '@sipscope/analyzer';
import { formatParty } from '../format/party.ts';
import type { Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import type { Column } from '../table/column.ts';
import { words } from '../words/words.ts';
import { countColumn, statusCell, textColumn, timeColumn } from './column-parts.ts';
import { lastState, problemCodes, stateCell } from './state-cells.ts';

const titles = words('columns.publications', {
  started: 'time',
  event: 'event',
  publisher: 'publisher',
  resource: 'resource',
  state: 'state',
  status: 'status',
  refreshes: 'refreshes',
  modifications: 'changes',
  states: 'last state',
  problems: 'problems',
});

export function publicationColumns(zone: Zone): readonly Column<PublicationRow>[] {
  return [
    timeColumn('started', titles.started, zone, (row) => row.started),
    textColumn('event', titles.event, 120, 1, (row) => row.event, { sort: 'event', narrow: 84 }),
    textColumn('publisher', titles.publisher, 140, 2, (row) => formatParty(row.publisher), {
      sort: 'publisher',
      narrow: 84,
      whole: (row) => row.publisher,
    }),
    textColumn('resource', titles.resource, 140, 2, (row) => formatParty(row.resource), {
      sort: 'resource',
      whole: (row) => row.resource,
    }),
    { id: 'state', title: titles.state, least: 96, narrow: 86, sort: 'state', draw: (row) => stateCell(row.state) },
    {
      id: 'status',
      title: titles.status,
      least: 130,
      share: 1,
      sort: 'status',
      draw: (row) => statusCell(row.status, row.statusReason),
      whole: (row) => row.statusReason && label(row.statusReason),
    },
    countColumn('refreshes', titles.refreshes, 'refreshes', (row) => row.refreshes),
    countColumn('modifications', titles.modifications, 'modifications', (row) => row.modifications),
    textColumn('states', titles.states, 180, 3, lastState, {}),
    textColumn('problems', titles.problems, 120, 1, problemCodes, {}),
  ];
}
