import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where programs of this user keep what they hold, after the custom of the system (XDG, Apple, Windows). */
export function dataFolder({ platform, env }: Pick<NodeJS.Process, 'platform' | 'env'>): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'sipscope');
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'sipscope');
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'sipscope');
}
