import type { SubscriptionRow } from '@sipscope/analyzer';
import { formatParty } from '../format/party.ts';
import type { Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import type { Column } from '../table/column.ts';
import { words } from '../words/words.ts';
import { countColumn, statusCell, textColumn, timeColumn } from './column-parts.ts';
import { lastState, problemCodes, stateCell } from './state-cells.ts';

const titles = words('columns.subscriptions', {
  started: 'time',
  event: 'event',
  subscriber: 'subscriber',
  notifier: 'notifier',
  state: 'state',
  status: 'why',
  refreshes: 'refreshes',
  notifications: 'notifies',
  states: 'last state',
  problems: 'problems',
});

export function subscriptionColumns(zone: Zone): readonly Column<SubscriptionRow>[] {
  return [
    timeColumn('started', titles.started, zone, (row) => row.started),
    textColumn('event', titles.event, 120, 1, eventText, { sort: 'event', narrow: 84 }),
    textColumn('subscriber', titles.subscriber, 140, 2, (row) => formatParty(row.subscriber), {
      sort: 'subscriber',
      whole: (row) => row.subscriber,
    }),
    textColumn('notifier', titles.notifier, 140, 2, (row) => formatParty(row.notifier), {
      sort: 'notifier',
      narrow: 84,
      whole: (row) => row.notifier,
    }),
    { id: 'state', title: titles.state, least: 96, narrow: 86, sort: 'state', draw: (row) => stateCell(row.state) },
    {
      id: 'status',
      title: titles.status,
      least: 130,
      share: 2,
      sort: 'status',
      draw: (row) => statusCell(row.status ?? row.referStatus, whyEnded(row)),
      whole: (row) => whyEnded(row) && label(whyEnded(row) ?? ''),
    },
    countColumn('refreshes', titles.refreshes, 'refreshes', (row) => row.refreshes),
    countColumn('notifications', titles.notifications, 'notifications', (row) => row.notifications),
    textColumn('states', titles.states, 180, 3, lastState, {}),
    textColumn('problems', titles.problems, 120, 1, problemCodes, {}),
  ];
}

/** `presence`, `refer;id=2`. */
function eventText({ event, eventId }: SubscriptionRow): string | undefined {
  return eventId === undefined ? event : `${event ?? ''};id=${eventId}`;
}

/** What was said of the refusal, of the referred request's fate, or of the end. */
function whyEnded({ status, statusReason, referReason, reason, endedBy }: SubscriptionRow): string | undefined {
  return status === undefined ? (referReason ?? reason ?? endedBy) : statusReason;
}
