import { formatBytes, formatPlural } from '../format/number.ts';
import { words } from '../words/words.ts';
import type { LineEnds } from './scratch-text.ts';

export const scratchWords = words('scratch', {
  group: 'Scratch page',
  title: 'Scratch page',
  text: 'Text of the messages',
  placeholder:
    'Paste one or more SIP messages here, or write one. They are read as you type, in this browser: nothing is sent anywhere.',
  private: 'Stays in this browser',
  examples: 'Examples',
  example: 'Choose an example',
  ends: 'Line ends',
  endsNow: (crlf: number, lf: number, cr: number) =>
    [crlf > 0 ? `${crlf} CRLF` : '', lf > 0 ? `${lf} LF` : '', cr > 0 ? `${cr} CR` : '']
      .filter((part) => part !== '')
      .join(', ') || 'no line end',
  latin1: 'Bytes that are no UTF-8 are shown as letters of Latin-1, and stay what they are.',
  messages: 'Messages in the text',
  messageCount: (count: number) => formatPlural(count, 'message'),
  copy: 'Copy the text',
  copied: 'Text copied',
  save: 'Save as a file',
  link: 'Copy a link to this text',
  linkCopied: 'Link copied: it holds the text itself',
  linkTooLong: 'This text is too long for a link',
  clear: 'Clear',
  compare: 'Compare with the original',
  compareTitle: 'What was edited, beside the message as it was captured',
  restore: 'Original',
  restoreTitle: 'Back to the message as it was captured',
  from: (frame: string) => `from message ${frame}`,
  original: 'As it was captured',
  edited: 'As it is edited',
  tooLong: (size: number) => `Only the first ${formatBytes(size)} are read.`,
  reading: 'Reading the text',
  failed: 'This text could not be read',
  empty: 'What is pasted at the side is read here',
  emptyDetail: 'Its syntax tree, what departs from the grammar and the rules, what its headers and bodies say.',
  width: 'Width of the text',
  edit: 'Edit and re-parse',
  editTitle: 'Edit a copy of this message on the scratch page',
  badLink: 'This link holds no text that can be read',
});

export const lineEndTitles: Readonly<Record<LineEnds, string>> = words('scratch-line-ends', {
  kept: 'as they came',
  crlf: 'CRLF',
  lf: 'LF',
});
