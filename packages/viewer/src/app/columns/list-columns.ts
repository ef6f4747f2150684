import type { ListName, ListRows } from '../../api/lists.ts';
import type { Zone } from '../format/time.ts';
import type { Column } from '../table/column.ts';
import { callColumns } from './call-columns.ts';
import { conversationColumns } from './conversation-columns.ts';
import { dialogColumns } from './dialog-columns.ts';
import { findingColumns } from './finding-columns.ts';
import { kpiColumns } from './kpi-columns.ts';
import { messageColumns } from './message-columns.ts';
import { publicationColumns } from './publication-columns.ts';
import { registrationColumns } from './registration-columns.ts';
import { streamColumns } from './stream-columns.ts';
import { subscriptionColumns } from './subscription-columns.ts';
import { transactionColumns } from './transaction-columns.ts';

const makers: { readonly [Name in ListName]: (zone: Zone) => readonly Column<ListRows[Name]>[] } = {
  calls: callColumns,
  transactions: transactionColumns,
  dialogs: dialogColumns,
  messages: messageColumns,
  registrations: registrationColumns,
  subscriptions: subscriptionColumns,
  publications: publicationColumns,
  conversations: conversationColumns,
  streams: streamColumns,
  kpis: kpiColumns,
  findings: findingColumns,
};

/** The columns of a list that are shown where a person chose no others, with its times in the reader's zone. */
export function listColumns<Name extends ListName>(list: Name, zone: Zone): readonly Column<ListRows[Name]>[] {
  return makers[list](zone);
}
