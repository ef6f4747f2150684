import { usageError } from './command-error.ts';
import type { Command } from './command-table.ts';
import type { OptionValues } from './option-table.ts';

/** The format asked for, else the one that suits where the output goes. */
export function readFormat(command: Command, { format }: OptionValues, isTerminal: boolean): string {
  const [onTerminal = '', ...others] = command.formats;
  if (format === undefined) return isTerminal ? onTerminal : (command.piped ?? onTerminal);
  if (command.formats.includes(format)) return format;
  throw usageError(`--format is one of ${[onTerminal, ...others].join(', ')}; it cannot be "${format}".`);
}

export function readLimit({ limit }: OptionValues): number {
  if (limit === undefined) return Infinity;
  if (/^[0-9]{1,15}$/.test(limit)) return Number(limit);
  throw usageError(`--limit is a number of rows; it cannot be "${limit}".`);
}

export function readPort({ port }: OptionValues, byDefault: number): number {
  if (port === undefined) return byDefault;
  if (/^[0-9]{1,5}$/.test(port) && Number(port) <= 65_535) return Number(port);
  throw usageError(`--port is a number from 0 to 65535; it cannot be "${port}".`);
}
