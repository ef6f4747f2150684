import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { CaptureRow } from '../../src/api/captures.ts';
import { api } from '../../src/api/routes.ts';
import { analysed, fixtures, testServer, upload } from './test-server.ts';

const idle = path.join(import.meta.dirname, 'waiting-worker.ts');

test('events tell a capture until it is ready, one line of JSON each', async () => {
  const app = await testServer();
  const { id } = await upload(app, await readFile(path.join(fixtures, 'call/cancel.pcap')));

  const response = await app.inject({ url: api.events(id) });

  expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  const rows = response.body
    .split('\n\n')
    .filter((event) => event.startsWith('event: capture\n'))
    .map((event) => JSON.parse(event.slice('event: capture\ndata: '.length)) as CaptureRow);
  expect(rows.at(-1)).toEqual(await analysed(app, id));
  expect(rows.at(-1)?.state).toBe('ready');
  expect(rows.length).toBeGreaterThan(1);
});

test('events of a capture that is ready tell it once and end', async () => {
  const app = await testServer();
  const { id } = await upload(app, await readFile(path.join(fixtures, 'call/cancel.pcap')));
  await analysed(app, id);

  const response = await app.inject({ url: api.events(id) });

  expect(response.body.match(/^event: capture$/gm)).toHaveLength(1);
});

test('events end when the capture is removed', async () => {
  const app = await testServer({ analysisEntry: idle, heartbeatMs: 10 });
  const { id } = await upload(app, Buffer.from('a'));
  const events = app.inject({ url: api.events(id) });
  await new Promise((resolve) => setTimeout(resolve, 100));

  await app.inject({ method: 'DELETE', url: api.capture(id) });

  expect((await events).body).toContain(': still here\n\n');
});

test('watchers that go away leave nothing behind, and too many are refused', async () => {
  const app = await testServer({ analysisEntry: idle, streamsPerClient: 5 });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const { id } = await upload(app, Buffer.from('a'));
  const url = `http://127.0.0.1:${port}${api.events(id)}`;

  for (let round = 0; round < 40; round++) {
    const stop = new AbortController();
    await expect.poll(async () => (await open(stop.signal)).status).toBe(200);
    stop.abort();
  }
  const stop = new AbortController();
  const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await open(stop.signal)).status));
  stop.abort();

  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(3);
  await expect
    .poll(async () => {
      const again = new AbortController();
      const { status } = await open(again.signal);
      again.abort();
      return status;
    })
    .toBe(200);

  async function open(signal: AbortSignal): Promise<Response> {
    return fetch(url, { signal });
  }
});
