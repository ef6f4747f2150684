import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Results } from '../bench/measure/results.ts';

const bench = path.join(import.meta.dirname, '../bench/bench.ts');

test('the benchmarks measure every peer that reads messages', { timeout: 180_000 }, async () => {
  const args = ['--conditions=@sipscope/source', bench, '--quick', '--json', '--only', 'rates,invalid'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 });
  const { rates, invalid } = JSON.parse(stdout) as Results;

  const peers = new Set(rates.map(({ peer }) => peer));
  const understood = rates.filter(({ refused, messages }) => refused < messages / 10);

  expect(peers).toEqual(new Set(['@sipscope/parser', 'sip', 'drachtio-srf', 'sip-parsing', 'jssip', 'sip.js']));
  expect(understood).toEqual(rates);
  expect(invalid.length).toBeGreaterThan(30);
});
