import { readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fixtures, temporaryFolder } from '../../test/server/test-server.ts';
import { OpenCaptures } from './open-captures.ts';

const file = path.join(fixtures, 'call/cancel.pcap');
const place = [{ offset: 0, length: 24 }];

test('OpenCaptures reads places again, many at once, of a plain and of a compressed capture', async () => {
  const bytes = await readFile(file);
  const compressed = path.join(await temporaryFolder(), 'capture');
  await writeFile(compressed, gzipSync(bytes));
  const captures = new OpenCaptures(4);

  const reads = [file, compressed, compressed, file, compressed].map((name) =>
    captures.read(name, [place, [...place, { offset: 40, length: 10 }]]),
  );

  for (const [first, second] of await Promise.all(reads)) {
    expect(first).toEqual(new Uint8Array(bytes.subarray(0, 24)));
    expect(second).toEqual(new Uint8Array(Buffer.concat([bytes.subarray(0, 24), bytes.subarray(40, 50)])));
  }
  await captures.closeAll();
});

test('OpenCaptures keeps no more captures open than it may, and none once closed', async () => {
  const openBefore = await openFiles();
  const captures = new OpenCaptures(1);

  await Promise.all(
    ['call/cancel.pcap', 'call/fork.pcap', 'call/call.pcap'].map((name) =>
      captures.read(path.join(fixtures, name), [place]),
    ),
  );
  await expect.poll(openFiles).toBe(openBefore + 1);
  await captures.closeAll();

  expect(await openFiles()).toBe(openBefore);

  async function openFiles(): Promise<number> {
    const names = await Promise.all((await readdir('/proc/self/fd')).map((fd) => linkOf(fd)));
    return names.filter((name) => name.startsWith(fixtures)).length;
  }
});

test('OpenCaptures tells what cannot be read, and reads it once it can be', async () => {
  const later = path.join(await temporaryFolder(), 'capture');
  const captures = new OpenCaptures(1);

  await expect(captures.read(later, [place])).rejects.toThrow('There is no file');
  await writeFile(later, await readFile(file));

  expect(await captures.read(later, [place])).toHaveLength(1);
  await captures.closeAll();
});

async function linkOf(fd: string): Promise<string> {
  return readlink(`/proc/self/fd/${fd}`).catch(() => '');
}
