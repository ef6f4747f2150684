import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const packageFolder = path.join(import.meta.dirname, '..');
const examples = [...readFileSync(path.join(packageFolder, 'README.md'), 'utf8').matchAll(/```ts\n(.*?)```/gs)].map(
  ([, code]) => code ?? '',
);

/** Runs an example as a program of its own, in a folder where the packages' names resolve. */
async function run(example: string): Promise<string> {
  const code = example.replaceAll("'fixtures/", "'../../fixtures/");
  const options = [
    '--conditions=@sipscope/source',
    '--no-deprecation',
    '--input-type=module-typescript',
    '--eval',
    code,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: packageFolder });
  return stdout;
}

test('the first example in the README tells the call and its messages', async () => {
  const lines = (await run(examples[0] ?? '')).trim().split('\n');

  expect(lines[0]).toBe('sip:alice@example.test sip:bob@example.test cancelled 487 Request Terminated');
  expect(lines.slice(1)).toEqual(Array.from({ length: 20 }, (_, i) => String(i + 1)));
});

test('the example that keeps nothing tells the call and what it counted', async () => {
  const [call, ...counts] = (await run(examples[1] ?? '')).trim().split('\n');

  expect(call).toBe('c1 sip:alice@example.test sip:bob@example.test cancelled');
  expect(counts.join(' ')).toContain('messages: 20');
});

test('the example with pcap-parser in the README gives the same call', async () => {
  expect(await run(examples[2] ?? '')).toBe('1\n');
});

test('the example of messages alone tells each', async () => {
  const lines = (await run(examples[3] ?? '')).trim().split('\n');

  expect(lines).toHaveLength(20);
  expect(lines[0]).toMatch(/^1 \d{4}-\d\d-\d\dT[\d:.]+Z 127\.0\.1\.1 127\.0\.0\.10? INVITE 1-22689@127\.0\.1\.1$/);
});

test('the example of plain packets finds the message in one', async () => {
  expect(await run(examples[4] ?? '')).toBe('192.0.2.1 INVITE 1@example.test\n');
});

test('the example of several files reads them as one capture', async () => {
  expect(await run(examples[5] ?? '')).toBe('2 2\n');
});

test('the example of what was said records it', async () => {
  expect(await run(examples[6] ?? '')).toBe('5.34 8000 170924 534\n');
});
