/** The programs that are measured. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { bin, root } from '../run-command.ts';
import { runMeasured } from './measured-process.ts';
import type { Contestant } from './turns.ts';

type Command = 'calls' | 'messages' | 'streams' | 'summary';

/** The command as it is installed, its output in full. */
export function sipscope(
  command: Command,
  file: string,
  timeoutSeconds: number,
  options: readonly string[] = [],
): Contestant {
  const format = command === 'summary' ? 'json' : 'ndjson';
  return {
    name: ['sipscope', command, ...options].join(' '),
    program: bin('sipscope'),
    args: [command, file, '--format', format, '--quiet', ...options],
    // It reached a limit, or found the capture damaged, and says so; the rows are there.
    goodStatuses: [4],
    timeoutSeconds,
  };
}

export function sngrep(file: string, timeoutSeconds: number): Contestant {
  return {
    name: 'sngrep -N -q -l 200000',
    program: 'sngrep',
    args: ['-N', '-q', '-l', '200000', '-I', file],
    timeoutSeconds,
  };
}

export function tshark(file: string, timeoutSeconds: number, mostRounds: number): Contestant {
  return {
    name: `tshark -q -z sip,stat${mostRounds === 1 ? ` (once, at most ${timeoutSeconds} s)` : ''}`,
    program: 'tshark',
    args: ['-q', '-z', 'sip,stat', '-r', file],
    timeoutSeconds,
    mostRounds,
  };
}

/** Its figures of streams: it reads everything else too. */
export function tsharkStreams(file: string, timeoutSeconds: number): Contestant {
  return {
    name: 'tshark -q -z rtp,streams',
    program: 'tshark',
    args: ['-q', '-z', 'rtp,streams', '-r', file],
    timeoutSeconds,
  };
}

/** Whoever is first would read from the disk, all others from the system's memory. */
export async function warm(file: string, timeoutSeconds: number): Promise<void> {
  await runMeasured('cat', [file], { timeoutSeconds, output: 'none' });
}

/** The file and nothing else: the system's own way, and ours. */
export function reading(file: string, timeoutSeconds: number): readonly [cat: Contestant, node: Contestant] {
  const code = `const { openSync, readSync } = require('node:fs');
    const file = openSync(${JSON.stringify(file)}, 'r');
    const piece = Buffer.alloc(1024 * 1024);
    while (readSync(file, piece, 0, piece.length, null) > 0);`;
  return [
    { name: 'reading alone: cat', program: 'cat', args: [file], timeoutSeconds, output: 'none' },
    { name: 'reading alone: Node, 1 MiB at once', program: bin('node'), args: ['--eval', code], timeoutSeconds },
  ];
}

/** A program of ours that uses what was built, with the options that the command gives Node; it says one line of JSON. */
export function worker(name: string, script: string, args: readonly string[], timeoutSeconds: number): Contestant {
  const firstLine = readFileSync(path.join(root, 'packages/cli/bin/sipscope.js'), 'utf8').split('\n')[0] ?? '';
  const nodeOptions = firstLine.split(' ').filter((word) => word.startsWith('--'));
  return {
    name,
    program: bin('node'),
    args: [...nodeOptions, path.join(import.meta.dirname, script), ...args],
    timeoutSeconds,
    output: 'text',
  };
}
