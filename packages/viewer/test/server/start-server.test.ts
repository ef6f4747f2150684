import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CaptureRow } from '../../src/api/captures.ts';
import { BindError, startServer } from '../../src/server/start-server.ts';
import { fixtures, temporaryFolder } from './test-server.ts';

const files = ['call/cancel.pcap', 'call/fork.pcap'].map((name) => path.join(fixtures, name));
const uploadLimits = { freeBytes: 0 };

test('startServer() listens on the loopback with the captures loaded', async () => {
  const server = await startServer({ captures: files, uploadLimits });
  onTestFinished(() => server.close());

  const captures = (await (await fetch(`${server.url}/api/captures`)).json()) as CaptureRow[];

  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(captures.map(({ name }) => name)).toEqual(['cancel.pcap', 'fork.pcap']);
});

test('startServer() loads a capture once, however often it is started with it', async () => {
  const dataDir = await temporaryFolder();
  for (let round = 0; round < 2; round++) await (await startServer({ dataDir, captures: files, uploadLimits })).close();

  const server = await startServer({ dataDir, captures: files.slice(0, 1), uploadLimits });
  onTestFinished(() => server.close());

  const captures = (await (await fetch(`${server.url}/api/captures`)).json()) as CaptureRow[];
  expect(captures).toHaveLength(2);
  expect(await readFile(files[0] ?? '')).toEqual(
    await readFile(path.join(dataDir, 'captures', captures[0]?.id ?? '', 'capture')),
  );
});

test.each(['0.0.0.0', '::', '192.0.2.1', '127.evil.example', ''])(
  'startServer() refuses to listen on %j',
  async (host) => {
    const dataDir = await temporaryFolder();

    await expect(startServer({ host, dataDir })).rejects.toThrow(BindError);

    expect(await readdir(dataDir)).toEqual([]);
  },
);

test('startServer() says which capture it cannot find', async () => {
  const dataDir = await temporaryFolder();

  await expect(startServer({ dataDir, captures: ['/nowhere/x.pcap'] })).rejects.toThrow('/nowhere/x.pcap');
});
