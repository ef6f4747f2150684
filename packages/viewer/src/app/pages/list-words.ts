import type { ListName } from '../../api/lists.ts';
import { words } from '../words/words.ts';

/** What the rows of a list are called in a sentence. */
export const listNouns: Readonly<Record<ListName, string>> = words('list.nouns', {
  calls: 'calls',
  transactions: 'transactions',
  dialogs: 'dialogs',
  messages: 'messages',
  registrations: 'registrations',
  subscriptions: 'subscriptions',
  publications: 'publications',
  conversations: 'conversations',
  streams: 'streams',
  findings: 'findings',
  kpis: 'figures',
});

/** What stands in a filter line where nothing is written. */
export const filterExamples: Readonly<Record<ListName, string>> = words('list.filters', {
  registrations: 'for example aor:*alice*, or any text',
  subscriptions: 'for example event:presence, or any text',
  publications: 'for example event:presence, or any text',
  conversations: 'any text',
  streams: 'for example codec:PCMA mos<3.6 problems:one-way, or any text',
  kpis: 'for example scope:minute calls>0',
  findings: 'for example level:must rule:SIP-VIA* source:192.0.2.1*, or any text',
  calls: 'for example outcome:failed from:+4420* status>=500, or any text',
  transactions: 'for example method:INVITE finalStatus>=400 timedOut:true, or any text',
  dialogs: 'for example usage:invite state:confirmed, or any text',
  messages: 'for example method:INVITE status:4xx retransmission:true, or any text',
});
