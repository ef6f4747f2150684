import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { CaptureError } from '../capture/capture-error.ts';
import type { CaptureInput } from '../capture/capture-input.ts';
import { openCapture } from './open-capture.ts';

const capture = Buffer.from(Array.from({ length: 500_000 }, (_, i) => `${i}|`).join(''));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'open-capture-test-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function fileOf(name: string, bytes: Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

async function bytesOfChunks(input: CaptureInput): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of input.chunks()) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}

async function failure(name: string): Promise<CaptureError> {
  const error: unknown = await openCapture(name).catch((reason: unknown) => reason);
  if (error instanceof CaptureError) return error;
  throw new Error('The capture was opened.');
}

describe('openCapture() of a file', () => {
  test('reads it in chunks, and tells how far it has come', async () => {
    const input = await openCapture(fileOf('plain', capture));

    expect(capture.length).toBeGreaterThan(3_000_000);
    expect((await bytesOfChunks(input)).equals(capture)).toBe(true);
    expect([input.size, input.bytesRead]).toEqual([capture.length, capture.length]);
    await input.close();
  });

  test('reads it from the beginning each time', async () => {
    const input = await openCapture(fileOf('twice', capture));

    for await (const _ of input.chunks()) break;

    expect((await bytesOfChunks(input)).equals(capture)).toBe(true);
    await input.close();
  });

  test('reads a place again, piece after piece, while chunks are read', async () => {
    const input = await openCapture(fileOf('places', Buffer.from('0123456789')));
    const chunks = input.chunks()[Symbol.asyncIterator]();
    await chunks.next();

    const bytes = await input.read([
      { offset: 7, length: 2 },
      { offset: 1, length: 3 },
    ]);

    expect(Buffer.from(bytes).toString()).toBe('78123');
    await chunks.next();
    await input.close();
  });

  test('fails where a place lies behind the end', async () => {
    const input = await openCapture(fileOf('short', Buffer.from('0123')));

    await expect(input.read([{ offset: 2, length: 5 }])).rejects.toMatchObject({ code: 'input-unreadable' });
    await input.close();
  });

  test.each([
    ['gzip', gzipSync(capture)],
    ['zstd', zstdCompressSync(capture)],
  ])('inflates %s, for reading and for reading again, and leaves nothing behind', async (name, packed) => {
    const temporary = mkdtempSync(path.join(folder, 'temporary-'));
    vi.stubEnv('TMPDIR', temporary);
    const input = await openCapture(fileOf(name, packed));

    expect((await bytesOfChunks(input)).equals(capture)).toBe(true);
    const bytes = await input.read([
      { offset: capture.length - 7, length: 7 },
      { offset: 0, length: 2 },
    ]);
    expect(Buffer.from(bytes).toString()).toBe('499999|0|'.slice(0, 9));
    await input.close();

    expect(readdirSync(temporary)).toEqual([]);
  });

  test('tells of damaged compression', async () => {
    const input = await openCapture(fileOf('cut', gzipSync(capture).subarray(0, 1000)));

    expect((await bytesOfChunks(input)).length).toBeGreaterThan(0);
    expect(input.diagnostics.damaged).toBe(true);
    await input.close();
  });
});

describe('openCapture() of a pipe', () => {
  test.each([capture, gzipSync(capture)])('keeps what came, to be read again', async (bytes) => {
    const pipe = path.join(folder, `pipe-${bytes.length}`);
    execFileSync('mkfifo', [pipe]);
    const input = await openCapture(pipe);
    const written = import('node:fs/promises').then(({ writeFile }) => writeFile(pipe, bytes));

    expect((await bytesOfChunks(input)).equals(capture)).toBe(true);
    expect(Buffer.from(await input.read([{ offset: 4, length: 3 }])).toString()).toBe('2|3');
    expect([input.size, input.bytesRead]).toEqual([undefined, bytes.length]);

    await written;
    await input.close();
  });

  test('keeps nothing where that was not wished', async () => {
    const pipe = path.join(folder, 'pipe-unkept');
    execFileSync('mkfifo', [pipe]);
    const input = await openCapture(pipe, { keep: false });
    const written = import('node:fs/promises').then(({ writeFile }) => writeFile(pipe, capture));

    expect((await bytesOfChunks(input)).length).toBe(capture.length);
    await expect(input.read([{ offset: 0, length: 1 }])).rejects.toThrow(TypeError);
    await expect(bytesOfChunks(input)).rejects.toThrow(TypeError);

    await written;
    await input.close();
  });
});

describe('openCapture() of what is no file', () => {
  test('says that a file is missing', async () => {
    const error = await failure('/no/such/file.pcap');

    expect(error).toMatchObject({ code: 'input-missing', message: 'There is no file "/no/such/file.pcap".' });
  });

  test('says that a name goes through a file', async () => {
    const error = await failure(path.join(fileOf('plain-file', capture), 'inside'));

    expect(error.code).toBe('input-missing');
  });

  test('says that this is a directory', async () => {
    const error = await failure(folder);

    expect(error).toMatchObject({ code: 'input-directory', message: `"${folder}" is a directory, not a capture.` });
  });

  test.runIf(existsSync('/proc/self/mem'))('says what the system says of a file that cannot be read', async () => {
    const error = await failure('/proc/self/mem');

    expect(error.code).toBe('input-unreadable');
    expect(error.message).toContain('cannot be read');
  });
});
