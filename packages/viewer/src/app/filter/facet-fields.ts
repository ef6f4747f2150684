import type { ListName } from '../../api/lists.ts';

/** What is worth counting in each list, as people look for it. */
export const facetFields: Readonly<Record<ListName, readonly string[]>> = {
  calls: ['outcome', 'status', 'verdict', 'rules', 'participants', 'annotations', 'endedBy', 'forking', 'complete'],
  messages: [
    'method',
    'status',
    'kind',
    'transport',
    'userAgent',
    'srcIp',
    'dstIp',
    'bodyType',
    'problems',
    'sighting',
  ],
  transactions: ['method', 'finalStatus', 'state', 'loss', 'client', 'server', 'timedOut', 'fork'],
  dialogs: ['usage', 'state', 'endedBy', 'refresher', 'fork', 'complete'],
  registrations: ['state', 'outcome', 'userAgent', 'transport', 'registrar', 'nat', 'outbound', 'server'],
  subscriptions: ['event', 'state', 'kind', 'status', 'reason', 'problems'],
  publications: ['event', 'state', 'status', 'problems'],
  conversations: ['kind', 'from', 'to', 'complete'],
  streams: ['codec', 'kind', 'protocol', 'problems', 'srcIp', 'dstIp', 'dscp', 'early'],
  findings: ['rule', 'level', 'severity', 'userAgent', 'source', 'destination', 'rfc'],
  kpis: ['scope', 'role', 'of'],
};
