import type { RegistrationRow } from '@sipscope/analyzer';
import { formatParty } from '../format/party.ts';
import { formatClock, type Zone } from '../format/time.ts';
import type { Column } from '../table/column.ts';
import { words } from '../words/words.ts';
import { countColumn, textColumn, timeColumn } from './column-parts.ts';
import { stateCell } from './state-cells.ts';

const titles = words('columns.registrations', {
  started: 'time',
  aor: 'address-of-record',
  state: 'state',
  outcome: 'last',
  until: 'until',
  clients: 'from',
  registrar: 'registrar',
  userAgent: 'user agent',
  messages: 'messages',
});

export function registrationColumns(zone: Zone): readonly Column<RegistrationRow>[] {
  return [
    timeColumn('started', titles.started, zone, (row) => row.started),
    textColumn('aor', titles.aor, 160, 3, (row) => formatParty(row.aor), {
      sort: 'aor',
      narrow: 110,
      whole: (row) => row.aor,
    }),
    { id: 'state', title: titles.state, least: 96, narrow: 86, sort: 'state', draw: (row) => stateCell(row.state) },
    textColumn('outcome', titles.outcome, 150, 2, lastAttempt, { sort: 'outcome' }),
    textColumn('until', titles.until, 108, 1, (row) => row.until && formatClock(row.until, zone), { sort: 'until' }),
    textColumn('clients', titles.clients, 130, 2, (row) => row.clients[0], {}),
    textColumn('registrar', titles.registrar, 130, 2, (row) => row.registrar, { sort: 'registrar' }),
    textColumn('userAgent', titles.userAgent, 120, 2, (row) => row.userAgent, { sort: 'userAgent' }),
    countColumn('messages', titles.messages, undefined, (row) => row.messages.length + (row.moreMessages ?? 0)),
  ];
}

/** What came of it, and why. */
function lastAttempt({ outcome, attempts }: RegistrationRow): string | undefined {
  const { status, why } = attempts.at(-1) ?? {};
  return outcome && [outcome, status, why].filter(Boolean).join(' ');
}
