import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What an example of the documentation prints, run as it stands there. */
export function runExample(example: string): string {
  return execFileSync(
    process.execPath,
    ['--conditions=@sipscope/source', '--input-type=module-typescript', '-e', example],
    { cwd: join(import.meta.dirname, '..'), encoding: 'utf8' },
  );
}
