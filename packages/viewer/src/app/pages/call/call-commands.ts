import type { Command } from '../../commands/command.ts';
import { callWords } from './call-words.ts';

type Act = () => void;

/** What can be done on the page of a call. */
export function callCommands(acts: {
  readonly view: Act;
  readonly fold: Act;
  readonly export: Act;
  readonly listen: Act;
  readonly extend: Act;
  readonly mark: Act;
  readonly compare: Act;
  readonly goBeside: (step: 1 | -1) => void;
  readonly nextFinding: (step: 1 | -1) => void;
}): readonly Command[] {
  const { group } = callWords;
  return [
    { id: 'call.view', title: callWords.view, group, keys: ['s'], run: acts.view },
    { id: 'call.fold', title: callWords.fold, group, keys: ['o'], run: acts.fold },
    { id: 'call.export', title: callWords.export, group, keys: ['e'], run: acts.export },
    { id: 'call.listen', title: callWords.listen, group, keys: ['p'], run: acts.listen },
    { id: 'call.extended', title: callWords.extended, group, keys: ['x'], run: acts.extend },
    { id: 'call.next', title: callWords.next, group, keys: [']'], run: () => acts.goBeside(1) },
    { id: 'call.previous', title: callWords.previous, group, keys: ['['], run: () => acts.goBeside(-1) },
    { id: 'call.mark', title: callWords.mark, group, keys: ['m'], run: acts.mark },
    { id: 'call.compare', title: callWords.compare, group, keys: ['Shift+D'], run: acts.compare },
    { id: 'call.next-finding', title: callWords.nextFinding, group, keys: ['n'], run: () => acts.nextFinding(1) },
    {
      id: 'call.previous-finding',
      title: callWords.previousFinding,
      group,
      keys: ['Shift+N'],
      run: () => acts.nextFinding(-1),
    },
  ];
}
