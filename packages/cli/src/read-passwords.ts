import type { Password } from '@sipscope/analyzer';
import { usageError } from './command-error.ts';
import type { OptionValues } from './option-table.ts';

/**
 * The passwords that `--password` gives: `user=secret`, `user@realm=secret`, or `@file`, whose lines are such. Nothing of a secret is ever printed, also where
 * it is wrong.
 */
export function readPasswords({ password = [] }: OptionValues): readonly Password[] {
  return password.flatMap((text) => (isFile(text) ? readFile(text.slice(1)) : [readPassword(text)]));
}

/** No user's name begins with `@`. */
function isFile(text: string): boolean {
  return text.startsWith('@');
}

function readPassword(text: string): Password {
  // A secret may have any sign, a user's name hardly an equals sign.
  const at = text.indexOf('=');
  if (at < 1) throw usageError('--password is USER=SECRET, USER@REALM=SECRET, or @FILE with such lines.');
  return { user: text.slice(0, at), secret: text.slice(at + 1) };
}

function readFile(file: string): readonly Password[] {
  return linesOf(file)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map(readPassword);
}

function linesOf(file: string): readonly string[] {
  // Loaded only where there is such a file: most commands have none.
  const { readFileSync } = process.getBuiltinModule('node:fs');
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/);
  } catch {
    throw usageError(`--password: "${file}" cannot be read.`);
  }
}
