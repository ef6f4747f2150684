import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFlow } from '../../analyzer/test/flow/find-flows.ts';
import { sipscope } from './sipscope.ts';

let folder: string;
let good: string;
let bad: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sipscope-compare-'));
  [good, bad] = [path.join(folder, 'good.pcap'), path.join(folder, 'bad.pcap')];
  await writeFile(good, openFlow('fixtures/flows/calls/answered-through-a-proxy.flow').capture);
  await writeFile(bad, openFlow('fixtures/flows/calls/busy.flow').capture);
});
afterAll(async () => rm(folder, { recursive: true }));

describe('sipscope compare', () => {
  test('holds two calls against each other, message by message', async () => {
    const { status, stdout, stderr } = await sipscope(['compare', good, bad, '--call', 'c1', '--with', 'c1']);

    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^- c1 {2}/);
    expect(stdout).toContain('~ outcome: answered | busy');
    expect(stdout).toMatch(/~ \+\d\.\d{3} {2}.* 200 OK \| 486 Busy Here {2}#\d+ #\d+/);
    expect(stdout).toMatch(/- \+\d+\.\d{3} {2}.* BYE {2}#\d+/);
  });

  test('holds two captures against each other', async () => {
    const { status, stdout } = await sipscope(['compare', good, bad]);

    expect(status).toBe(1);
    expect(stdout).toMatch(/statuses\n(?: {2}.*\n)* {2}\+ 486: – \| \d/);
  });

  test('ends with 0 where nothing differs', async () => {
    const calls = await sipscope(['compare', good, '--call', 'c1', '--with', 'c1']);
    const captures = await sipscope(['compare', good, good]);

    expect([calls.status, captures.status]).toEqual([0, 0]);
    expect(calls.stdout).toContain('Nothing differs that matters.');
    expect(captures.stdout).toContain('Nothing differs that matters.');
  });

  test('has all of it as JSON', async () => {
    const { stdout } = await sipscope(['compare', good, bad, '--call', 'c1', '--format', 'json']);

    expect(JSON.parse(stdout)).toMatchObject({
      left: { outcome: 'answered' },
      right: { outcome: 'busy' },
      isSame: false,
    });
  });

  test('refuses one capture without calls', async () => {
    const { status, stderr } = await sipscope(['compare', good]);

    expect(status).toBe(2);
    expect(stderr).toContain('compare needs two captures');
  });

  test('compares the findings of captures', async () => {
    const { stdout } = await sipscope(['compare', good, bad, '--format', 'json']);

    expect(JSON.parse(stdout)).toMatchObject({
      sections: expect.arrayContaining([expect.objectContaining({ section: 'findings' })]),
    });
  });
});
