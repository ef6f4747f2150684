import type { ListName } from '../../api/lists.ts';
import { formatCount } from '../format/number.ts';
import { words } from '../words/words.ts';
import type { Tally } from './timeline-scale.ts';

/** What the overview says. */
export const timelineWords = words('timeline', {
  name: (list: string) => `Timeline of the ${list}`,
  keys: 'Arrow keys move, with Shift they choose a part, Enter narrows the list to it, Escape shows all again.',
  loading: 'Counting',
  nothing: 'Nothing over time',
  table: 'Timeline as a table',
  time: 'time',
  count: 'rows',
  failed: 'failed',
  cleared: 'All of the time',
  narrowed: (range: string) => `Narrowed to ${range}`,
  clear: 'Show all of the time',
  chosen: 'chosen with the keyboard',
});

/** What counts as having gone wrong, by list, beside its rows. */
const wrong = words('timeline.failed', {
  calls: 'failed',
  transactions: 'refused or timed out',
  dialogs: 'failed',
  messages: 'of 4xx, 5xx or 6xx',
  registrations: 'failed or expired',
  subscriptions: 'failed or expired',
  publications: 'failed or expired',
  conversations: 'with failures',
  streams: 'below MOS 3.6',
  findings: 'of a MUST',
  kpis: 'failed',
});

/** How many rows there are; each language has its own plurals. */
const counted = words('timeline.counted', {
  calls: (count: number, told: string) => `${told} ${count === 1 ? 'call' : 'calls'}`,
  transactions: (count: number, told: string) => `${told} ${count === 1 ? 'transaction' : 'transactions'}`,
  dialogs: (count: number, told: string) => `${told} ${count === 1 ? 'dialog' : 'dialogs'}`,
  messages: (count: number, told: string) => `${told} ${count === 1 ? 'message' : 'messages'}`,
  registrations: (count: number, told: string) => `${told} ${count === 1 ? 'registration' : 'registrations'}`,
  subscriptions: (count: number, told: string) => `${told} ${count === 1 ? 'subscription' : 'subscriptions'}`,
  publications: (count: number, told: string) => `${told} ${count === 1 ? 'publication' : 'publications'}`,
  conversations: (count: number, told: string) => `${told} ${count === 1 ? 'conversation' : 'conversations'}`,
  streams: (count: number, told: string) => `${told} ${count === 1 ? 'stream' : 'streams'}`,
  findings: (count: number, told: string) => `${told} ${count === 1 ? 'finding' : 'findings'}`,
  kpis: (count: number, told: string) => `${told} ${count === 1 ? 'figure' : 'figures'}`,
});

/** `1 204 calls, 3 failed`. */
export function tallyText(list: ListName, { count, failed }: Tally): string {
  const told = counted[list](count, formatCount(count));
  return failed === 0 ? told : `${told}, ${formatCount(failed)} ${wrong[list]}`;
}
