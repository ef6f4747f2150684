import { words } from '../../words/words.ts';

/** What the card says that explains a field. */
export const explainWords = words('explain-card', {
  region: (what: string) => `Explanation of ${what}`,
  cite: (rfc: number, section: string | undefined) => `RFC ${rfc}${section === undefined ? '' : ` §${section}`}`,
  citeTitle: 'Opens the RFC in another window',
  here: 'Here',
  nothingMore: 'Its value says all there is to say of it here.',
  frame: (frame: number) => `#${frame}`,
  frameTitle: (frame: number) => `The message in packet ${frame}`,
  more: (count: number) => `and ${count} more`,
  notable: 'out of the ordinary: ',
  thisOne: 'this one',
  call: (id: string) => `call ${id}`,
  dialog: (id: string) => `dialog ${id}`,
  transaction: (id: string) => `transaction ${id}`,
  copyField: 'copy field',
  copyValue: 'copy value',
  filter: 'filter by it',
  filterTitle: 'Messages that have this value',
  close: 'Close the explanation',
});
