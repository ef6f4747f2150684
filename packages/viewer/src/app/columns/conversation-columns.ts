import type { ConversationRow } from '@sipscope/analyzer';
import { formatCount } from '../format/number.ts';
import { formatParty } from '../format/party.ts';
import type { Zone } from '../format/time.ts';
import type { Column } from '../table/column.ts';
import { words } from '../words/words.ts';
import { countColumn, textColumn, timeColumn } from './column-parts.ts';

const titles = words('columns.conversations', {
  started: 'time',
  kind: 'kind',
  from: 'from',
  to: 'to',
  exchanged: 'exchanged',
  failed: 'failed',
  instantMessages: 'said',
  messages: 'messages',
});

export function conversationColumns(zone: Zone): readonly Column<ConversationRow>[] {
  return [
    timeColumn('started', titles.started, zone, (row) => row.started),
    {
      id: 'kind',
      title: titles.kind,
      least: 84,
      narrow: 70,
      sort: 'kind',
      draw: (row) => row.session?.state ?? row.kind,
    },
    textColumn('from', titles.from, 130, 2, (row) => formatParty(row.from), { sort: 'from', whole: (row) => row.from }),
    textColumn('to', titles.to, 130, 2, (row) => formatParty(row.to), { sort: 'to', whole: (row) => row.to }),
    countColumn('exchanged', titles.exchanged, 'exchanged', (row) => row.exchanged),
    {
      id: 'failed',
      title: titles.failed,
      least: 76,
      align: 'end',
      sort: 'failed',
      draw: (row) => (row.failed === undefined ? undefined : formatCount(row.failed)),
    },
    textColumn('instantMessages', titles.instantMessages, 200, 3, saidFirst, {}),
    countColumn('messages', titles.messages, undefined, (row) => row.messages.length),
  ];
}

/** The first thing that was said, or the file that was offered. */
function saidFirst({ instantMessages, files }: ConversationRow): string | undefined {
  const said = instantMessages.find(({ text }) => text !== undefined)?.text;
  return said ?? files?.find(({ name }) => name !== undefined)?.name;
}
