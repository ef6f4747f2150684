import { CommandError } from './command-error.ts';
import { exitStatus, type ExitStatus } from './exit-status.ts';
import { helpText } from './help.ts';
import { readArguments, type Arguments } from './read-arguments.ts';
import { readFormat } from './read-option.ts';
import { Output } from './terminal/output.ts';
import { paletteFor } from './terminal/palette.ts';

export { keepCompiledCode } from './compile-cache.ts';

/**
 * Runs the command with these arguments; the process's exit status is what `exit-status.ts` says. What needs the analyzer is loaded when
 * it is needed: the help need not wait for it.
 */
export async function main(args: readonly string[]): Promise<void> {
  const output = new Output(process.stdout);
  process.exitCode = await attempt(() => runArguments(readArguments(args), output));
}

async function runArguments(args: Arguments, output: Output): Promise<ExitStatus> {
  if (args.kind !== 'run') {
    output.write(args.kind === 'help' ? helpText(args.command) : `${await version()}\n`);
    await output.finish();
    return exitStatus.ok;
  }
  const { command, files, options } = args;
  const isTerminal = process.stdout.isTTY === true;
  const format = readFormat(command, options, isTerminal);
  const { Notices } = await import('./terminal/notices.ts');
  const notices = new Notices(process.stderr, {
    quiet: options.quiet ?? false,
    progress: !isTerminal || command.name !== 'messages',
  });
  const run = await command.load();
  const status = await run({
    files,
    options,
    format,
    output,
    notices,
    palette: paletteFor(process.stdout, options['no-color'] ?? false, process.env),
    terminalWidth: isTerminal ? process.stdout.columns : undefined,
  });
  notices.clear();
  await output.finish();
  return output.closed.aborted ? exitStatus.ok : status;
}

/** Runs it; what goes wrong is told in one sentence. */
async function attempt(run: () => Promise<ExitStatus>): Promise<ExitStatus> {
  try {
    return await run();
  } catch (error) {
    const { Notices } = await import('./terminal/notices.ts');
    const notices = new Notices(process.stderr, { quiet: true, progress: false });
    if (error instanceof CommandError) {
      notices.say(error.message);
      return error.status;
    }
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
    notices.say(
      `This is a fault of Sipscope, not of the capture: ${sentence}. Please report it with the command you ran.`,
    );
    return exitStatus.internal;
  }
}

async function version(): Promise<string> {
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  // Our own package.json, which has a version.
  return (JSON.parse(text) as { readonly version: string }).version;
}
