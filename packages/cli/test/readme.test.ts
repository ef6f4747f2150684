import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { capture, sipscope } from './sipscope.ts';

const readme = new URL('../../../README.md', import.meta.url);
/** A folder from which the packages' names resolve, as in a program that depends on them. */
const cwd = fileURLToPath(new URL('..', import.meta.url));

test('the example in the README runs as it stands, and prints what its message holds', async () => {
  const [, example = ''] = /```ts\n(.*?)```/s.exec(await readFile(readme, 'utf8')) ?? [];

  const options = ['--conditions=@sipscope/source', '--input-type=module-typescript', '--eval', example];
  const { stdout } = await promisify(execFile)(process.execPath, options, { cwd });

  expect(example).toContain("from '@sipscope/parser'");
  expect(stdout.split('\n').slice(0, 2)).toEqual(['Alice sip:alice@example.com 1928301774', '192.0.2.1']);
  expect(stdout).toContain('cseq-method-mismatch');
});

test('the ladder in the README is what the command prints', async () => {
  const [, shown = ''] =
    /\$ sipscope flow fixtures\/captures\/call\/direct-noproxy\.pcap\n(.*?)```/s.exec(await readFile(readme, 'utf8')) ??
    [];

  const { stdout } = await sipscope(['flow', capture('call/direct-noproxy.pcap')]);

  expect(stdout).toBe(shown);
});
