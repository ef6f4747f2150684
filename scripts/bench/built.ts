import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../run-command.ts';

/** A module of the built analyzer, also one that it does not export; of the shape that its source has. */
export async function loadBuilt<Module>(file: string): Promise<Module> {
  return (await import(pathToFileURL(path.join(root, 'packages/analyzer/dist', file)).href)) as Module;
}
