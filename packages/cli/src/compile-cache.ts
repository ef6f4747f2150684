import module from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Has Node keep its compiled form of our code, so that the next start need not make it again: among what programs keep for this user, and
 * not with temporary files, where Node would have it, because whoever writes there decides what is run. Where that folder cannot be
 * written, nothing is kept. `NODE_COMPILE_CACHE` names another one; `NODE_DISABLE_COMPILE_CACHE` has none.
 */
export function keepCompiledCode(): void {
  const folder = compileCacheFolder({ platform: process.platform, env: process.env, home: ownHome() });
  // It tells what became of it, and throws nothing.
  if (folder !== undefined && makeFolder(folder)) module.enableCompileCache(folder);
}

type User = Pick<NodeJS.Process, 'platform' | 'env'> & { readonly home: string | undefined };

/** Where programs keep what they can make again, after the custom of the system (XDG, Apple, Windows). */
export function compileCacheFolder({ platform, env, home }: User): string | undefined {
  const named = platform === 'win32' ? env['LOCALAPPDATA'] : env['XDG_CACHE_HOME'];
  const below = (...names: readonly string[]): string | undefined => home && path.join(home, ...names);
  const atHome = platform === 'darwin' ? below('Library', 'Caches') : below('.cache');
  const caches = named !== undefined && path.isAbsolute(named) ? named : atHome;
  return caches && path.join(caches, 'sipscope', 'compiled');
}

/**
 * Whether the folder is there now. Made step by step: what makes all at once tries without end where a file system lets nobody make
 * folders and says that they are missing, as `/proc` does.
 */
export function makeFolder(folder: string): boolean {
  const { existsSync, mkdirSync } = process.getBuiltinModule('node:fs');
  const missing: string[] = [];
  for (let next = folder; !existsSync(next) && path.dirname(next) !== next; next = path.dirname(next))
    missing.push(next);
  try {
    for (const next of missing.toReversed()) mkdirSync(next, { mode: 0o700 });
    return true;
  } catch {
    return false;
  }
}

/** The home of the user we run as. It may be another's, when `sudo` left the environment as it was: there we keep nothing. */
function ownHome(): string | undefined {
  try {
    const home = homedir();
    const { uid } = process.getBuiltinModule('node:fs').statSync(home);
    const isOurs = process.getuid === undefined || process.getuid() === uid;
    return isOurs && path.isAbsolute(home) && path.dirname(home) !== home ? home : undefined;
  } catch {
    // There is none.
    return undefined;
  }
}
