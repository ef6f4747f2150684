import type { ListName } from '../api/lists.ts';
import { words } from './words/words.ts';

/** What the lists are called, in tabs, headings and commands. */
export const listTitles: Readonly<Record<ListName, string>> = words('lists', {
  calls: 'Calls',
  transactions: 'Transactions',
  dialogs: 'Dialogs',
  messages: 'Messages',
  registrations: 'Registrations',
  subscriptions: 'Subscriptions',
  publications: 'Publications',
  conversations: 'Conversations',
  streams: 'Streams',
  kpis: 'KPIs',
  findings: 'Findings',
});

/** What the pages are called. */
export const pageTitles: Readonly<
  Record<
    | 'captures'
    | 'overview'
    | 'call'
    | 'flow'
    | 'message'
    | 'diff'
    | 'compare'
    | 'scratch'
    | 'rule'
    | 'search'
    | 'unknown',
    string
  >
> = words('pages', {
  captures: 'Captures',
  overview: 'Overview',
  call: 'Call',
  flow: 'Messages in one picture',
  message: 'Message',
  diff: 'Difference of two messages',
  compare: 'Comparison',
  scratch: 'Scratch page',
  rule: 'Rule',
  search: 'Search',
  unknown: 'Nothing here',
});

export const frameWords = words('frame', {
  localOnly: 'this browser only',
  live: 'live',
  zoneUtc: 'Times in UTC',
  zoneLocal: 'Times in your own zone',
  utc: 'UTC',
  localTime: 'local time',
  switchZone: 'switch the zone of times',
  theme: (name: string) => `Theme: ${name}`,
  system: 'system',
  light: 'light',
  dark: 'dark',
  contrast: 'high contrast',
  keys: 'Keys',
  ofCapture: (page: string, capture: string) => `${page} of ${capture}`,
  tabs: 'The capture',
  partly: 'What could be read is shown.',
  judging: (percent: number) => `asking the rules: ${percent} %`,
  readWhole: 'Read it whole',
  opening: 'Opening the capture',
  noCapture: 'This capture is not here',
  noLocalCapture:
    'It was opened in a browser only, so nothing of it was kept. Open the same file again and this address leads to it.',
  nothingHere: 'There is nothing at this address',
  captures: 'Captures',
  loadingPage: 'One moment',
  pageFailed: 'This view did not arrive',
  pageFailedDetail: 'Its code could not be loaded: the server may have been stopped, or replaced by another version.',
  tryAgain: 'Try again',
  loadAnew: 'Load the page anew',
  find: 'Search or command',
  linkCopied: 'Link copied',
});

export const frameCommandWords = words('frame-commands', {
  group: 'Everywhere',
  filter: 'Filter',
  palette: 'Search or command',
  search: 'Search all captures',
  zone: 'Times in UTC or in your own zone',
  theme: 'Another theme: system, light, dark, high contrast',
  captures: 'All captures',
  scratch: 'Scratch page: read a pasted message',
  help: 'Keys and commands',
  back: 'Back to the list',
  copyLink: 'Copy a link to what is shown',
  tab: (number: number, title: string) => `Tab ${number}: ${title}`,
});
