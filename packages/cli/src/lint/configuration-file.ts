import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Configuration, leftOut, readConfiguration, rules } from '@sipscope/analyzer/conformance';
import { usageError } from '../command-error.ts';

const fileName = 'sipscope.config.json';

/** The configuration in that file, else in the nearest `sipscope.config.json` from the working directory upward; an empty one where there is none. */
export async function readConfigurationFile(
  given: string | undefined,
  workingFolder: string = process.cwd(),
): Promise<Configuration> {
  const found = given === undefined ? await nearest(workingFolder) : { file: given, text: await textOf(given) };
  if (found === undefined) return {};
  const { file, text } = found;
  if (text === undefined) throw usageError(`--config: There is no file "${file}".`);
  const ids = [...rules, ...leftOut].map(({ id }) => id);
  const { configuration, problems } = readConfiguration(text, ids);
  if (problems === undefined) return configuration;
  const told = problems.map(({ path, reason }) => `\n  ${path === '' ? 'the whole' : path}: ${reason}`);
  throw usageError(`"${file}" is no configuration as it must be.${told.join('')}`);
}

async function nearest(from: string): Promise<{ readonly file: string; readonly text: string } | undefined> {
  for (let folder = resolve(from), below = ''; folder !== below; below = folder, folder = dirname(folder)) {
    const file = join(folder, fileName);
    const text = await textOf(file);
    if (text !== undefined) return { file, text };
  }
  return undefined;
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    // Node's own file errors carry a code.
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw usageError(`"${file}" cannot be read: ${message}.`);
  }
}
