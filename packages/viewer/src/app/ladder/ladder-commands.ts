import type { Command } from '../commands/command.ts';
import { words } from '../words/words.ts';
import type { LadderLook } from './ladder-look.ts';

const commandWords = words('ladder-commands', {
  group: 'Ladder',
  times: 'Times since the start, of the day, or since the message before',
  spacing: 'Rows at even distances, or as long as the time between',
  colours: 'Colour by outcome, dialog, hop or leg',
  find: 'Find in the ladder',
  print: 'Print the ladder',
  follow: 'Follow the transaction of the selected message',
});

/** What can be done with a ladder beside walking through it. */
export function ladderCommands(does: {
  readonly changeLook: (which: keyof LadderLook) => void;
  readonly follow: () => void;
  readonly find: () => void;
}): readonly Command[] {
  const { group, times, spacing, colours, follow, find, print } = commandWords;
  return [
    { id: 'ladder.times', title: times, group, keys: ['t'], run: () => does.changeLook('times') },
    { id: 'ladder.spacing', title: spacing, group, keys: ['d'], run: () => does.changeLook('spacing') },
    { id: 'ladder.colours', title: colours, group, keys: ['c'], run: () => does.changeLook('colours') },
    { id: 'ladder.follow', title: follow, group, keys: ['f'], run: does.follow },
    { id: 'ladder.find', title: find, group, keys: ['$mod+f'], run: does.find },
    { id: 'ladder.print', title: print, group, run: () => window.print() },
  ];
}
