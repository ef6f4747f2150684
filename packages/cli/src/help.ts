import { commandTable, type Command } from './command-table.ts';
import { optionTable } from './option-table.ts';

/** What `sipscope --help` prints, or `sipscope COMMAND --help`. */
export function helpText(command: Command | undefined): string {
  return command === undefined ? overview() : commandHelp(command);
}

function overview(): string {
  const commands = commandTable.map(
    ({ name, operands, summary }) => [`sipscope ${name} ${operands}`, summary] as const,
  );
  return `Reads captures (pcap, pcapng …, gzip or zstd around them) and tells what the SIP in them did.

${columns([['sipscope [FILE…]', 'the viewer on a free port, with these captures loaded'], ...commands])}
${columns([
  ['sipscope COMMAND --help', 'what a command prints, and its options'],
  ['sipscope --version', 'the version'],
])}
Several files are one capture, in order of time: sipscope calls ring_*.pcapng
- reads from stdin as it grows: tcpdump -U -w - | sipscope messages -
Ctrl-C ends the reading of a pipe; what came until then is printed.

${exitText}`;
}

function commandHelp({ name, operands, summary, options, formats, piped }: Command): string {
  const lines = [...options, 'help' as const].map((option) => {
    const entry = optionTable[option];
    const name = entry.short === undefined ? `--${option}` : `-${entry.short}, --${option}`;
    const title = entry.value === undefined ? name : `${name} ${entry.value}`;
    return [title, option === 'format' ? formatHelp(formats, piped) : entry.text] as const;
  });
  return `sipscope ${name} ${operands}

Prints ${summary}.

${columns(lines)}
${exitText}`;
}

function formatHelp(formats: readonly string[], piped: string | undefined): string {
  const defaults =
    piped === undefined ? `default ${formats[0]}` : `default ${formats[0]} on a terminal, ${piped} elsewhere`;
  return `${formats.join(', ')} (${defaults})`;
}

const exitText = `Exit status: 0 all well, 1 something is not as it should be (lint, expect), 2 bad usage, 3 an input cannot be read or is no capture,
4 a capture ended early or was damaged (what could be read was printed), 70 a fault of ours,
74 the output cannot be written.
`;

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = rows.reduce((most, [title]) => Math.max(most, title.length), 0);
  return rows.map(([title, text]) => `  ${title.padEnd(width)}  ${text}\n`).join('');
}
