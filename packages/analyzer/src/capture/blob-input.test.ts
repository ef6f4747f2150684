import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openBlob } from './blob-input.ts';
import type { CaptureInput } from './capture-input.ts';

async function bytesOfChunks(input: CaptureInput): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of input.chunks()) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}

const capture = Buffer.from(Array.from({ length: 1_000_000 }, (_, i) => `${i}|`).join(''));

describe('openBlob()', () => {
  test('reads a blob of several chunks', async () => {
    const input = await openBlob(new Blob([capture]));

    expect((await bytesOfChunks(input)).equals(capture)).toBe(true);
    expect([input.size, input.bytesRead]).toEqual([capture.length, capture.length]);
  });

  test('reads a place again, piece after piece', async () => {
    const input = await openBlob(new Blob(['0123456789']));

    const bytes = await input.read([
      { offset: 7, length: 2 },
      { offset: 1, length: 3 },
    ]);

    expect(Buffer.from(bytes).toString()).toBe('78123');
  });

  test('inflates a compressed blob, for reading and for reading again', async () => {
    const input = await openBlob(new Blob([gzipSync(capture)]));

    expect((await bytesOfChunks(input)).equals(capture)).toBe(true);
    expect(Buffer.from(await input.read([{ offset: 2, length: 3 }])).toString()).toBe('1|2');
    await input.close();
  });

  test('tells of damaged compression', async () => {
    const packed = gzipSync(capture);
    const input = await openBlob(new Blob([packed.subarray(0, packed.length - 100)]));

    await bytesOfChunks(input);

    expect(input.diagnostics.damaged).toBe(true);
  });

  test('fails where the place lies behind the end', async () => {
    const input = await openBlob(new Blob(['0123']));

    await expect(input.read([{ offset: 2, length: 5 }])).rejects.toMatchObject({ code: 'input-unreadable' });
  });

  test('gives no chunk of an empty blob', async () => {
    const input = await openBlob(new Blob([]));

    expect(await bytesOfChunks(input)).toHaveLength(0);
  });
});
