import type { Command } from '../commands/command.ts';
import { scratchWords } from '../scratch/scratch-words.ts';
import { messageWords } from './message-words.ts';
import { copyForms, type CopyForm, copyTitle } from './sip-copy-menu.ts';

/** What can be done with a message now; what is missing cannot. */
export type MessageActions = {
  readonly edit: (() => void) | undefined;
  readonly nextFace: () => void;
  readonly explain: () => void;
  readonly copy: (form: CopyForm) => void;
  /** Whether a field is chosen that can be copied. */
  readonly hasField: boolean;
  readonly filter: (() => void) | undefined;
  readonly nextRemark: (() => void) | undefined;
  readonly previousRemark: (() => void) | undefined;
};

export function messageCommands(actions: MessageActions): readonly Command[] {
  const { group } = messageWords;
  const offered: readonly (Omit<Command, 'run' | 'group'> & { readonly run: (() => void) | undefined })[] = [
    { id: 'message.edit', title: scratchWords.edit, keys: ['Shift+E'], run: actions.edit },
    { id: 'message.face', title: messageWords.commandFace, keys: ['r'], run: actions.nextFace },
    { id: 'message.explain', title: messageWords.commandExplain, keys: ['i'], run: actions.explain },
    ...copyForms
      .filter((form) => actions.hasField || form === 'text' || form === 'json')
      .map((form) => ({
        id: `message.copy-${form}`,
        title: `${messageWords.copy}: ${copyTitle(form)}`,
        run: () => actions.copy(form),
      })),
    { id: 'message.filter', title: messageWords.commandFilter, run: actions.filter },
    { id: 'message.next-remark', title: messageWords.commandNext, keys: ['n'], run: actions.nextRemark },
    {
      id: 'message.previous-remark',
      title: messageWords.commandPrevious,
      keys: ['Shift+N'],
      run: actions.previousRemark,
    },
  ];
  return offered.flatMap(({ run, ...command }) => (run === undefined ? [] : [{ ...command, group, run }]));
}
