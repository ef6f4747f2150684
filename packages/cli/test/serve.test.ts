import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { capture, sipscope, startSipscope } from './sipscope.ts';

let folder: string;
let running: ChildProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sipscope-test-'));
});
afterEach(async () => {
  running?.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

/** Starts the viewer, with its temporary folders in a folder of ours. */
async function startViewer(args: readonly string[]): Promise<{ url: string; end: () => Promise<number | null> }> {
  const child = startSipscope(args, { TMPDIR: folder });
  running = child;
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
    child.once('close', (status) => reject(new Error(`the viewer ended with ${status}`)));
  });
  const end = (): Promise<number | null> => {
    const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    return closed;
  };
  return { url, end };
}

async function captureNames(url: string): Promise<readonly string[]> {
  const response = await fetch(new URL('/api/captures', url));
  const captures = (await response.json()) as readonly { readonly name: string }[];
  return captures.map(({ name }) => name);
}

test(
  'sipscope FILE… shows the captures on a free loopback port and leaves nothing behind',
  { timeout: 60_000 },
  async () => {
    const { url, end } = await startViewer([capture('call/cancel.pcap'), capture('call/fork.pcap')]);

    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/?$/);
    expect((await captureNames(url)).toSorted()).toEqual(['cancel.pcap', 'fork.pcap']);
    expect(await end()).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  },
);

test('sipscope serve keeps its captures in the folder it is given', { timeout: 60_000 }, async () => {
  const data = join(folder, 'data');

  const first = await startViewer(['serve', capture('call/cancel.pcap'), '--port', '0', '--data', data]);
  expect(await captureNames(first.url)).toEqual(['cancel.pcap']);
  expect(await first.end()).toBe(0);
  const second = await startViewer(['serve', '--port', '0', '--data', data]);

  expect(await captureNames(second.url)).toEqual(['cancel.pcap']);
  expect(await second.end()).toBe(0);
});

test(
  'sipscope serve - shows the rows of a pipe as they come, and ends with a summary',
  { timeout: 60_000 },
  async () => {
    const bytes = await readFile(capture('call/cancel.pcap'));
    const child = startSipscope(['serve', '-', '--port', '0', '--data', join(folder, 'data')], { TMPDIR: folder });
    running = child;
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdin.on('error', () => {});
    const [url] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
    const counted = async (messages: number): Promise<void> => {
      for (;;) {
        const [row] = (await (await fetch(new URL('/api/captures', url))).json()) as {
          state: string;
          live?: boolean;
          counts?: { messages: number };
        }[];
        expect(row).toMatchObject({ state: 'analysing' });
        if (row?.live === true && row.counts?.messages === messages) return;
        await setTimeout(50);
      }
    };

    child.stdin.write(bytes.subarray(0, 1000));
    await counted(1);
    child.stdin.write(bytes.subarray(1000));
    await counted(20);
    const closed = once(child, 'close');
    child.kill('SIGINT');

    expect(await closed).toEqual([0, null]);
    expect(stderr).toMatch(/^sipscope: stdin: ended after [\d.]+ s with 20 packets, 20 messages, 1 calls\.\n$/);
  },
);

test('sipscope serve says that its port is taken', { timeout: 60_000 }, async () => {
  const { url, end } = await startViewer([]);

  const { status, stdout, stderr } = await sipscope([
    'serve',
    '--port',
    new URL(url).port,
    '--data',
    join(folder, 'data'),
  ]);
  await end();

  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^sipscope: Port \d+ is taken on 127\.0\.0\.1[^\n]*\n$/);
});
