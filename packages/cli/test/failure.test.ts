import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { capture, expectedRows, nodeArguments, readRows, sipscope } from './sipscope.ts';

const cancelled = capture('call/cancel.pcap');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sipscope-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, bytes: Uint8Array | string): Promise<string> {
  await writeFile(join(folder, name), bytes);
  return join(folder, name);
}

/** One sentence of ours, and no trace of the stack. */
function isSentence(stderr: string): boolean {
  return /^sipscope: [^\n]+\n$/.test(stderr) && !/\n\s+at /.test(stderr);
}

describe('an input that is no capture', () => {
  test.each(['messages', 'calls', 'summary', 'flow'])(
    'is told by %s in one sentence with status 3',
    async (command) => {
      const jpeg = await file('photo.jpg', Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'));

      const { status, stdout, stderr } = await sipscope([command, jpeg, '--format', 'json']);

      expect({ status, isSentence: isSentence(stderr) }).toEqual({ status: 3, isSentence: true });
      expect(stderr).toContain('photo.jpg');
      expect(stderr).toContain('JPEG');
      expect(['', '[]\n']).toContain(stdout);
    },
  );

  test.each([
    ['an empty file', () => file('empty.pcap', ''), 'empty'],
    ['a missing file', async () => join(folder, 'missing.pcap'), 'missing.pcap'],
    ['a directory', async () => folder, 'directory'],
    ['text', () => file('notes.txt', 'not a capture at all\n'), 'not a capture'],
    ['less than a file header', () => file('short.pcap', Buffer.from('d4c3b2a102000400', 'hex')), 'short.pcap'],
  ])('%s is told in one sentence with status 3', async (_, make, words) => {
    const { status, stdout, stderr } = await sipscope(['messages', await make()]);

    expect({ status, stdout, isSentence: isSentence(stderr) }).toEqual({ status: 3, stdout: '', isSentence: true });
    expect(stderr).toContain(words);
  });

  test('does not keep the captures beside it from being read', async () => {
    const { status, stdout } = await sipscope(['messages', join(folder, 'missing.pcap'), cancelled]);

    expect(status).toBe(3);
    expect(readRows(stdout)).toHaveLength((await expectedRows('call/cancel.pcap', 'messages')).length);
  });

  test('is told before the viewer starts', async () => {
    const { status, stdout, stderr } = await sipscope([await file('photo.jpg', Buffer.from('ffd8ffe0', 'hex'))]);

    expect({ status, stdout, isSentence: isSentence(stderr) }).toEqual({ status: 3, stdout: '', isSentence: true });
  });
});

describe('a capture that was cut', () => {
  const cut = capture('encoding/cut-mid-packet.pcap');

  test('gives everything before the cut, the damage on stderr, and status 4', async () => {
    const { status, stdout, stderr } = await sipscope(['messages', cut]);

    expect({ status, isSentence: isSentence(stderr) }).toEqual({ status: 4, isSentence: true });
    expect(stderr).toContain('capture-truncated');
    expect(readRows(stdout)).toHaveLength((await expectedRows('encoding/cut-mid-packet.pcap', 'messages')).length);
  });

  test.each(['calls', 'summary', 'flow'])('makes %s end with status 4', async (command) => {
    const { status, stdout, stderr } = await sipscope([command, cut]);

    expect({ status, isSentence: isSentence(stderr) }).toEqual({ status: 4, isSentence: true });
    expect(stdout).not.toBe('');
  });

  test('anywhere never loses what came before, nor shows a trace', async () => {
    const bytes = await readFile(cancelled);
    const whole = (await sipscope(['messages', cancelled])).stdout.split('\n');

    for (const share of [0.11, 0.53, 0.97]) {
      const { status, stdout, stderr } = await sipscope(['messages', '-'], {
        input: bytes.subarray(0, bytes.length * share),
      });

      const rows = stdout.split('\n').slice(0, -1);
      expect({ status, isSentence: isSentence(stderr) }).toEqual({ status: 4, isSentence: true });
      expect(rows.length).toBeGreaterThan(0);
      expect(rows).toEqual(whole.slice(0, rows.length));
    }
  });
});

describe('arguments that cannot be followed', () => {
  test.each([
    [['nonsense'], 'There is no command'],
    [['messages', cancelled, '--limit', 'many'], '--limit'],
    [['messages', cancelled, '--filter', 'nokey:1'], 'nokey'],
    [['serve', '--host', '0.0.0.0'], '0.0.0.0'],
  ])('%j end with status 2 and one sentence', async (args, words) => {
    const { status, stdout, stderr } = await sipscope(args);

    expect({ status, stdout, isSentence: isSentence(stderr) }).toEqual({ status: 2, stdout: '', isSentence: true });
    expect(stderr).toContain(words);
  });

  test('are shown without what steers a terminal', async () => {
    const { stderr } = await sipscope(['messages', cancelled, '--limit', '\u001b[2J']);

    expect(stderr).toContain('\\x1b[2J');
  });
});

describe('sipscope --help and --version', () => {
  test.each([[['--help']], [['calls', '--help']]])('%j print to stdout with status 0', async (args) => {
    const { status, stdout, stderr } = await sipscope(args);

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('Exit status');
  });

  test('the version is that of the package', async () => {
    const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };

    expect((await sipscope(['--version'])).stdout).toBe(`${version}\n`);
  });
});

describe.runIf(existsSync('/dev/full'))('an output that cannot be written', () => {
  test.each([[['--help']], [['messages', cancelled]]])('makes %j end with status 74 and one sentence', async (args) => {
    const disk = await open('/dev/full', 'w');

    const { status, stderr } = spawnSync(process.execPath, nodeArguments(args), {
      stdio: ['ignore', disk.fd, 'pipe'],
      encoding: 'utf8',
    });
    await disk.close();

    expect({ status, isSentence: isSentence(stderr) }).toEqual({ status: 74, isSentence: true });
  });
});
