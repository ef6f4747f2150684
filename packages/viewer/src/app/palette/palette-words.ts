import { words } from '../words/words.ts';

export const paletteWords = words('palette', {
  name: 'Command or search',
  placeholder: 'A command, a capture, a number, a Call-ID, any text…',
  results: 'What can be done, and what was found',
  recent: 'Recent',
  captures: 'Captures',
  visited: 'Looked at before',
  here: 'In this capture',
  elsewhere: 'In other captures',
  search: 'Search',
  searchAll: (text: string) => `Search all messages of all captures for “${text}”`,
  searchHere: (text: string) => `Search the messages of this capture for “${text}”`,
  nothing: 'Nothing fits. Enter searches all messages.',
  counted: (count: number) => (count === 1 ? 'one entry' : `${count} entries`),
  call: (from: string, to: string) => `${from} → ${to}`,
  filtered: (list: string, filter: string) => `${list}: ${filter}`,
  calls: (count: string) => `${count} calls`,
  registration: 'registration',
  failed: (why: string) => `The search did not end. ${why}`,
});
