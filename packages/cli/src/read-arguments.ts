import { parseArgs } from 'node:util';
import { usageError } from './command-error.ts';
import { commandTable, viewCommand, type Command } from './command-table.ts';
import { optionTable, type OptionName, type OptionValues } from './option-table.ts';

export type Arguments =
  | { readonly kind: 'help'; readonly command: Command | undefined }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly files: readonly string[];
      readonly options: OptionValues;
    };

/** What the arguments ask for; throws a usage error that says what is wrong with them. */
export function readArguments(args: readonly string[]): Arguments {
  const [first, ...rest] = args;
  if (first === '--version' || first === '-V') return { kind: 'version' };
  if (first === 'help') return { kind: 'help', command: rest[0] === undefined ? undefined : commandNamed(rest[0]) };
  const named = commandTable.find(({ name }) => name === first);
  if (named !== undefined) return readOperands(named, rest);
  if (first !== undefined && !first.startsWith('-') && !isPath(first)) throw unknownCommand(first);
  return readOperands(viewCommand, args);
}

function readOperands(command: Command, args: readonly string[]): Arguments {
  const { values, positionals } = parseOptions(command, args);
  if (values.help) return { kind: 'help', command: command === viewCommand ? undefined : command };
  const [fewest, most] = command.takes;
  if (positionals.length < fewest)
    throw usageError(`${command.name} needs a file to read; - stands for stdin.${seeHelp(command)}`);
  if (positionals.length > most)
    throw usageError(`${command.name} reads one file, not ${positionals.length}.${seeHelp(command)}`);
  if (positionals.filter((file) => file === '-').length > 1)
    throw usageError('- stands for stdin, which can be read once.');
  return { kind: 'run', command, files: positionals, options: values };
}

function parseOptions(command: Command, args: readonly string[]): { values: OptionValues; positionals: string[] } {
  const names: readonly OptionName[] = [...command.options, 'help'];
  const options = Object.fromEntries(
    names.map((name) => {
      const type = optionTable[name].value === undefined ? ('boolean' as const) : ('string' as const);
      const multiple = optionTable[name].several === true;
      const { short = name === 'help' ? 'h' : undefined } = optionTable[name];
      return [name, short === undefined ? { type, multiple } : { type, multiple, short }];
    }),
  );
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Node's first sentence says what is wrong; the second is about positional arguments.
    const [sentence = ''] = error.message.split('. ', 1);
    throw usageError(`${sentence.replace(/\.$/, '')}.${seeHelp(command)}`);
  }
}

function commandNamed(name: string): Command {
  const command = commandTable.find((candidate) => candidate.name === name);
  if (command === undefined) throw unknownCommand(name);
  return command;
}

function unknownCommand(name: string): Error {
  const names = commandTable.map((command) => command.name).join(', ');
  return usageError(`There is no command "${name}". There are: ${names}.`);
}

/** A first argument that is no command is a capture, if it looks like a path or there is such a file. */
function isPath(argument: string): boolean {
  if (/[./\\]/.test(argument)) return true;
  // Imported, it would have Node load all that is in it, streams too, for every command.
  return process.getBuiltinModule('node:fs').statSync(argument, { throwIfNoEntry: false }) !== undefined;
}

function seeHelp(command: Command): string {
  return ` See: ${['sipscope', command.name, '--help'].filter((word) => word !== '').join(' ')}`;
}
