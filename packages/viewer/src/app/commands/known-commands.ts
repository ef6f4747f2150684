import { words } from '../words/words.ts';
import type { KnownCommand } from './known-command.ts';

/*
 * The commands of all pages, with the keys they have unless a person bound others, so that the help can tell and bind those of pages that are
 * not shown: their code has not come yet. A test holds that none is missing.
 */

const groups = words('command-groups', {
  frame: 'Everywhere',
  list: 'List',
  call: 'Call',
  ladder: 'Ladder',
  message: 'Message',
  diff: 'Difference',
  scratch: 'Scratch page',
  search: 'Search',
  captures: 'Captures',
});

const titles = words('known-commands', {
  'frame.palette': 'Search or command',
  'frame.search': 'Search all captures',
  'frame.captures': 'All captures',
  'frame.scratch': 'Scratch page: read a pasted message',
  'frame.back': 'Back to the list',
  'frame.copy-link': 'Copy a link to what is shown',
  'frame.undo': 'Undo what was done last',
  'frame.zone': 'Times in UTC or in your own zone',
  'frame.theme': 'Another theme: system, light, dark, high contrast',
  'frame.help': 'Keys and commands',
  'list.filter': 'Filter',
  'call.view': 'The call as ladder, as story, its media, or its findings',
  'call.fold': 'Repeats folded or each on its own',
  'call.export': 'Export the call',
  'call.listen': 'Listen to the call; then play and pause',
  'call.next-finding': 'The next message in which something was found',
  'call.previous-finding': 'The message before in which something was found',
  'ladder.times': 'Times since the start, since the one before, or of the day',
  'ladder.spacing': 'Even spacing or by time',
  'ladder.colours': 'Colour by method, dialog or hop',
  'ladder.follow': 'Follow the chosen transaction',
  'ladder.find': 'Find in the ladder',
  'ladder.print': 'Print the ladder',
  'message.edit': 'Edit and re-parse a copy of the message',
  'message.face': 'The text alone, with its tree, with its bytes',
  'message.explain': 'Explain the chosen field, or do not',
  'message.copy-text': 'Copy the message as text',
  'message.copy-json': 'Copy the message as JSON',
  'message.copy-field': 'Copy the chosen header',
  'message.copy-value': 'Copy the chosen value',
  'message.filter': 'Filter by the chosen value',
  'message.next-remark': 'The next remark within the message',
  'message.previous-remark': 'The remark before within the message',
  'diff.next': 'Next difference',
  'diff.previous': 'Previous difference',
  'diff.mode': 'By header, by order, by byte',
  'diff.hide-equal': 'Hide what is equal',
  'diff.ignore-varying': 'Ignore what always differs',
  'diff.copy': 'Copy as unified text',
  'diff.swap': 'Swap the sides',
  'scratch.link': 'Copy a link to the text',
  'scratch.copy': 'Copy the text',
  'scratch.save': 'Save the text as a file',
  'scratch.clear': 'Clear the scratch page',
  'scratch.compare': 'Compare with the original',
  'search.text': 'What to search for',
  'captures.upload': 'Bring in captures',
  'captures.filter': 'Filter the captures',
});
type KnownId = keyof typeof titles;

const keys: Partial<Readonly<Record<KnownId, readonly string[]>>> = {
  'frame.palette': ['$mod+k'],
  'frame.back': ['Escape'],
  'frame.copy-link': ['y'],
  'frame.undo': ['u'],
  'frame.help': ['[Shift]+?'],
  'list.filter': ['/'],
  'call.view': ['s'],
  'call.fold': ['r'],
  'call.export': ['e'],
  'call.listen': ['p'],
  'call.next-finding': ['n'],
  'call.previous-finding': ['[Shift]+N'],
  'ladder.times': ['t'],
  'ladder.spacing': ['d'],
  'ladder.colours': ['c'],
  'ladder.follow': ['f'],
  'ladder.find': ['$mod+f'],
  'message.edit': ['[Shift]+E'],
  'message.face': ['r'],
  'message.explain': ['i'],
  'message.next-remark': ['n'],
  'message.previous-remark': ['[Shift]+N'],
  'diff.next': ['n'],
  'diff.previous': ['[Shift]+N'],
  'diff.mode': ['s'],
  'diff.hide-equal': ['h'],
  'diff.ignore-varying': ['i'],
  'scratch.link': ['y'],
  'search.text': ['/'],
  'captures.upload': ['a'],
  'captures.filter': ['/'],
};

export function knownCommands(): readonly KnownCommand[] {
  // The keys of the table are exactly these.
  return (Object.keys(titles) as KnownId[]).map((id) => ({
    id,
    title: titles[id],
    group: groups[id.slice(0, id.indexOf('.')) as keyof typeof groups],
    keys: keys[id] ?? [],
  }));
}
