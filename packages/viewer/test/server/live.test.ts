import type { CallRow, MessageDetail, Summary } from '@sipscope/analyzer';
import type { FastifyInstance } from 'fastify';
import { appendFile, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { CaptureRow } from '../../src/api/captures.ts';
import type { ListPage } from '../../src/api/lists.ts';
import { followKeyLogFile } from '@sipscope/analyzer/node';
import { takeSecrets } from '../take-secrets.ts';
import { analysed, fixtures, temporaryFolder, testServer } from './test-server.ts';

const cancelled = await readFile(path.join(fixtures, 'call/cancel.pcap'));

/** A pipe whose writer is the test. */
class Pipe {
  readonly #chunks: Uint8Array[] = [];
  #wake = (): void => {};
  #isClosed = false;

  write(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    this.#wake();
  }

  close(): void {
    this.#isClosed = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      yield* this.#chunks.splice(0);
      if (this.#isClosed) return;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

/** Where each packet of a pcap ends. */
function packetEnds(bytes: Buffer): number[] {
  const ends: number[] = [];
  for (let at = 24; at < bytes.length; ends.push(at)) at += 16 + bytes.readUInt32LE(at + 8);
  return ends;
}

async function ask<T>(app: FastifyInstance, url: string): Promise<T> {
  const response = await app.inject({ url });
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.body}`);
  return response.json<T>();
}

/** Waits until the capture has as many messages; how long that took. */
async function untilMessages(app: FastifyInstance, id: string, wanted: number): Promise<number> {
  const began = performance.now();
  for (;;) {
    const response = await app.inject({ url: `/api/captures/${id}/messages?limit=1` });
    const { total } = response.json<ListPage<object>>();
    if (response.statusCode === 200 && total === wanted) return performance.now() - began;
    if (performance.now() - began > 15_000) throw new Error(`${total} of ${wanted} messages: ${response.body}`);
    await setTimeout(20);
  }
}

test('a capture that is still being written shows its rows as they come', { timeout: 60_000 }, async () => {
  const app = await testServer();
  const pipe = new Pipe();
  const ends = packetEnds(cancelled);

  const { capture, ended } = await app.library.follow({ chunks: pipe }, 'live');
  pipe.write(cancelled.subarray(0, ends[4]));
  await untilMessages(app, capture.id, 5);
  const early = await ask<ListPage<CallRow>>(app, `/api/captures/${capture.id}/calls`);
  pipe.write(cancelled.subarray(ends[4], ends[9]! + 7));
  const waited = await untilMessages(app, capture.id, 10);

  expect(capture).toMatchObject({ name: 'live', state: 'analysing' });
  expect(early).toMatchObject({ total: 1, items: [{ outcome: 'ongoing' }] });
  expect(waited).toBeLessThan(2000);
  expect(await ask<CaptureRow>(app, `/api/captures/${capture.id}`)).toMatchObject({
    state: 'analysing',
    live: true,
    counts: { messages: 10, calls: 1 },
    progress: { packets: 10, messages: 10, calls: 1 },
  });
  expect(await ask<Summary>(app, `/api/captures/${capture.id}/summary`)).toMatchObject({ counts: { messages: 10 } });

  const detail = await ask<MessageDetail>(app, `/api/captures/${capture.id}/messages/10`);
  expect(Buffer.from(detail.raw, 'base64').toString()).toContain('SIP/2.0');
  const [call] = early.items;
  const ladder = await ask<{ arrows: unknown[] }>(app, `/api/captures/${capture.id}/calls/${call?.id}/ladder`);
  expect(ladder.arrows).toHaveLength(10);

  pipe.write(cancelled.subarray(ends[9]! + 7));
  pipe.close();
  await ended;
  const ready = await analysed(app, capture.id);

  expect(ready).toMatchObject({ state: 'ready', size: cancelled.length, counts: { messages: 20, calls: 1 } });
  expect(ready.live).toBeUndefined();
  const calls = await ask<ListPage<CallRow>>(app, `/api/captures/${capture.id}/calls`);
  expect(calls.items).toMatchObject([{ outcome: 'cancelled', messages: 20 }]);
});

test('rows that changed are shown as they are now, in their order, under filters', { timeout: 60_000 }, async () => {
  const app = await testServer();
  const pipe = new Pipe();
  const fork = await readFile(path.join(fixtures, 'call/fork.pcap'));
  const { capture } = await app.library.follow({ chunks: pipe }, 'live');

  for (const [packet, end] of packetEnds(fork).entries()) {
    pipe.write(fork.subarray(packet === 0 ? 0 : packetEnds(fork)[packet - 1], end));
    await setTimeout(30);
  }
  await untilMessages(app, capture.id, 36);

  for (const list of ['transactions', 'dialogs', 'calls']) {
    const live = await ask<ListPage<{ id: string }>>(app, `/api/captures/${capture.id}/${list}?limit=1000`);
    const filtered = await ask<ListPage<object>>(app, `/api/captures/${capture.id}/${list}?filter=id:nothing`);
    expect(new Set(live.items.map(({ id }) => id)).size).toBe(live.items.length);
    expect(filtered.total).toBe(0);
    pipe.close();
    await analysed(app, capture.id);
    expect((await ask<ListPage<object>>(app, `/api/captures/${capture.id}/${list}?limit=1000`)).items).toEqual(
      live.items,
    );
  }
});

test('a capture whose server stopped is analysed as far as it came', { timeout: 60_000 }, async () => {
  const dataDir = await temporaryFolder();
  const first = await testServer({ dataDir });
  const pipe = new Pipe();
  const { capture } = await first.library.follow({ chunks: pipe }, 'live');
  pipe.write(cancelled.subarray(0, packetEnds(cancelled)[7]));
  await untilMessages(first, capture.id, 8);

  await first.close();
  const second = await testServer({ dataDir });

  expect(await analysed(second, capture.id)).toMatchObject({ state: 'ready', counts: { messages: 8 } });
  const files = await readdir(path.join(dataDir, 'captures', capture.id));
  expect(files.toSorted()).toEqual(['capture', 'capture.json', 'rows.duckdb']);
});

test('a capture that is being written can be removed', { timeout: 60_000 }, async () => {
  const dataDir = await temporaryFolder();
  const app = await testServer({ dataDir, trashMs: 0 });
  const pipe = new Pipe();
  const { capture, ended } = await app.library.follow({ chunks: pipe }, 'live');
  pipe.write(cancelled.subarray(0, 3000));
  await setTimeout(300);

  const { statusCode } = await app.inject({ method: 'DELETE', url: `/api/captures/${capture.id}` });

  await ended;
  expect(statusCode).toBe(204);
  expect(await readdir(path.join(dataDir, 'captures'))).toEqual([]);
});

test('what is no capture fails as an upload would', { timeout: 60_000 }, async () => {
  const app = await testServer();
  const pipe = new Pipe();
  const { capture } = await app.library.follow({ chunks: pipe }, 'live');

  pipe.write(Buffer.from('ffd8ffe000104a464946', 'hex'));
  pipe.close();

  expect(await analysed(app, capture.id)).toMatchObject({ state: 'failed', problems: [{ code: 'capture-format' }] });
});

describe('the key log of a capture that is still being written', async () => {
  const { capture: bytes, keyLog } = takeSecrets(await readFile(path.join(fixtures, 'tls/tls12-withkeys.pcapng')));
  const tls = { connections: 1, decrypted: 1 };

  test('is followed, and what waited for its keys shown', { timeout: 60_000 }, async () => {
    const app = await testServer();
    const pipe = new Pipe();
    const file = path.join(await temporaryFolder(), 'keys.log');
    const source = { chunks: pipe, keyLog: followKeyLogFile(file) };
    const { capture } = await app.library.follow(source, 'live');
    pipe.write(bytes);
    // Those that came by UDP.
    await untilMessages(app, capture.id, 24);

    await appendFile(file, keyLog.slice(0, 100));
    await appendFile(file, keyLog.slice(100));

    await untilMessages(app, capture.id, 40);
    pipe.close();
    expect(await analysed(app, capture.id)).toMatchObject({ state: 'ready', keyLog: true, facts: { tls } });
    await untilMessages(app, capture.id, 40);
  });

  test('can be sent while it is written', { timeout: 60_000 }, async () => {
    const app = await testServer();
    const pipe = new Pipe();
    const { capture } = await app.library.follow({ chunks: pipe }, 'live');
    pipe.write(bytes);

    const url = `/api/captures/${capture.id}/keylog`;
    await app.inject({ method: 'PUT', url, headers: { 'content-type': 'text/plain' }, payload: keyLog });
    await untilMessages(app, capture.id, 40);

    expect(await ask<CaptureRow>(app, `/api/captures/${capture.id}`)).toMatchObject({ live: true, keyLog: true });
    pipe.close();
    expect(await analysed(app, capture.id)).toMatchObject({ state: 'ready', keyLog: true, facts: { tls } });
  });
});
