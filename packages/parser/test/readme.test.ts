import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '..');

test('the example of the README prints what it says', () => {
  const example = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(folder, 'README.md'), 'utf8'))?.[1] ?? '';

  const printed = execFileSync(
    process.execPath,
    ['--conditions=@sipscope/source', '--input-type=module-typescript', '-e', example],
    { cwd: folder, encoding: 'utf8' },
  );

  const promised = example.split('\n').flatMap((line) => /\/\/ (.*)$/.exec(line)?.[1] ?? []);
  expect(promised).toHaveLength(4);
  const [name, branch, , told] = promised;
  expect(printed).toContain(`${name}\n${branch}\n`);
  expect(printed).toMatch(/kind: 'sip'[^]*user: 'alice'[^]*host: 'atlanta\.example\.com'/);
  expect(printed.trimEnd().split('\n').at(-1)).toBe(told);
});
