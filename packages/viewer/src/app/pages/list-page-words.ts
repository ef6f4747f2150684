import { formatCount } from '../format/number.ts';
import { words } from '../words/words.ts';

/** What a list says around its table. */
export const pageWords = words('list', {
  group: 'List',
  columns: 'Columns',
  chooseColumns: 'Choose the columns',
  marked: (count: number) => `${formatCount(count)} marked`,
  markedActions: 'What to do with the marked rows',
  mostMarked: (count: number) => `No more than ${formatCount(count)} rows can be marked.`,
  unmark: 'Take the marks away',
  compare: 'Compare the two marked last',
  oneLadder: 'See them in one ladder',
  copyRows: 'Copy as a table',
  copyJson: 'Copy as JSON',
  copied: (count: number) => (count === 1 ? 'Row copied' : `${formatCount(count)} rows copied`),
  copyCommand: 'Copy the row, or the marked rows, as a table',
  copyJsonCommand: 'Copy the row, or the marked rows, as JSON',
  details: 'Show all of the row',
  mark: 'Mark the row (space)',
  sortNext: 'Sort by the next column',
  sortPrevious: 'Sort by the column before',
  sortReverse: 'Sort the other way round',
  sortBy: (title: string) => `Sort by ${title}`,
  copiesShown: 'copies shown',
  copiesHidden: 'copies hidden',
  copiesHint: 'The same packet, captured again at another point',
  messagesAndCopies: (messages: string, copies: string) => `${messages} messages, ${copies} copies`,
  partOf: (part: string, whole: string) => `${part} of ${whole}`,
  showAllTime: 'Show all of the time',
});
