import { readFileSync } from 'node:fs';
import { type Aliases, readAliases } from '@sipscope/analyzer';
import { usageError } from './command-error.ts';
import type { OptionValues } from './option-table.ts';

/** The names that `--alias` gives: `192.0.2.1=SBC`, `[2001:db8::1]:5060=Core`, or a file with such lines or those of a hosts file. What was given first counts. */
export function readAliasOptions({ alias = [] }: OptionValues): Aliases {
  return new Map(alias.flatMap((text) => [...read(text)]).toReversed());
}

function read(text: string): Aliases {
  const named = text.includes('=') ? readAliases(text) : undefined;
  if (named !== undefined && named.size > 0) return named;
  const found = readAliases(readText(text));
  if (found.size === 0)
    throw usageError(`--alias: "${text}" names no address. It is ADDRESS=NAME, or a file with such lines.`);
  return found;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw usageError(`--alias: "${file}" is neither ADDRESS=NAME nor a file that can be read.`);
  }
}
