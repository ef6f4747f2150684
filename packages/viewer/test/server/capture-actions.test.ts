import type { FastifyInstance } from 'fastify';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CaptureRow } from '../../src/api/captures.ts';
import { api } from '../../src/api/routes.ts';
import { buildServer } from '../../src/server/build-server.ts';
import { analysed, fixtures, temporaryFolder, testServer, upload } from './test-server.ts';

const idle = path.join(import.meta.dirname, 'waiting-worker.ts');
const bytes = await readFile(path.join(fixtures, 'call/call.pcap'));

async function readCapture(app: FastifyInstance): Promise<CaptureRow> {
  return analysed(app, (await upload(app, bytes, 'call.pcap')).id);
}

async function ids(app: FastifyInstance): Promise<readonly string[]> {
  return (await app.inject({ url: api.captures })).json<CaptureRow[]>().map(({ id }) => id);
}

describe('a capture that was removed', () => {
  test('is gone from everywhere at once, and comes back whole', async () => {
    const app = await testServer();
    const capture = await readCapture(app);
    await app.inject({ method: 'DELETE', url: api.capture(capture.id) });
    const gone = [await ids(app), (await app.inject({ url: api.capture(capture.id) })).statusCode];
    const list = await app.inject({ url: api.list(capture.id, 'calls') });

    const restored = await app.inject({ method: 'POST', url: api.restore(capture.id) });

    expect(gone).toEqual([[], 404]);
    expect(list.statusCode).toBe(404);
    expect(restored.json()).toEqual(capture);
    expect((await app.inject({ url: api.list(capture.id, 'calls') })).json()).toMatchObject({ total: 1 });
    expect(await ids(app)).toEqual([capture.id]);
  });

  test('can be restored by the next server, and is gone for good when its time is over', async () => {
    const dataDir = await temporaryFolder();
    const first = await buildServer({ dataDir, uploadLimits: { freeBytes: 0 } });
    const [kept, lost] = [await readCapture(first), await readCapture(first)];
    for (const { id } of [kept, lost]) await first.inject({ method: 'DELETE', url: api.capture(id) });
    await first.close();

    const second = await buildServer({ dataDir, uploadLimits: { freeBytes: 0 } });
    const restored = await second.inject({ method: 'POST', url: api.restore(kept.id) });
    await second.close();
    const third = await testServer({ dataDir, trashMs: 0 });

    expect(restored.json()).toMatchObject({ id: kept.id, state: 'ready' });
    expect((await third.inject({ method: 'POST', url: api.restore(lost.id) })).statusCode).toBe(404);
    expect(await ids(third)).toEqual([kept.id]);
    expect(await readdir(path.join(dataDir, 'captures'))).toEqual([kept.id]);
  });

  test('leaves nothing behind when its time is over while the server runs', async () => {
    const dataDir = await temporaryFolder();
    const app = await testServer({ dataDir, trashMs: 50 });
    const { id } = await readCapture(app);

    await app.inject({ method: 'DELETE', url: api.capture(id) });

    await expect.poll(() => readdir(path.join(dataDir, 'captures'))).toEqual([]);
    expect((await app.inject({ method: 'POST', url: api.restore(id) })).statusCode).toBe(404);
  });

  test('makes room where an upload may need it', async () => {
    const dataDir = await temporaryFolder();
    const app = await testServer({ dataDir, uploadLimits: { freeBytes: 0, fileBytes: 2 ** 52 } });
    const { id } = await readCapture(app);
    await app.inject({ method: 'DELETE', url: api.capture(id) });

    const next = await readCapture(app);

    expect(await readdir(path.join(dataDir, 'captures'))).toEqual([next.id]);
  });

  test('is analysed when it is restored before its analysis has ended', async () => {
    const app = await testServer({ analysisEntry: idle });
    const { id } = await upload(app, bytes);
    await app.inject({ method: 'DELETE', url: api.capture(id) });

    await app.inject({ method: 'POST', url: api.restore(id) });

    await expect
      .poll(async () => (await app.inject({ url: api.capture(id) })).json<CaptureRow>().state)
      .toBe('analysing');
  });
});

describe('a name', () => {
  test('and tags are given to a capture, and kept', async () => {
    const dataDir = await temporaryFolder();
    const first = await buildServer({ dataDir, uploadLimits: { freeBytes: 0 } });
    const { id } = await readCapture(first);

    const changed = await first.inject({
      method: 'PATCH',
      url: api.capture(id),
      payload: { name: 'the bad\u0007 one', tags: ['site B', ' site B ', '', 'x'.repeat(99)] },
    });
    await first.close();

    expect(changed.json()).toMatchObject({ name: 'the bad one', tags: ['site B', 'x'.repeat(40)] });
    const second = await testServer({ dataDir });
    expect((await second.inject({ url: api.capture(id) })).json()).toEqual(changed.json());
  });

  test('is refused where it is none, or there is no such capture', async () => {
    const app = await testServer();
    const { id } = await readCapture(app);
    const change = async (capture: string, payload: object): Promise<number> =>
      (await app.inject({ method: 'PATCH', url: api.capture(capture), payload })).statusCode;

    expect(await change(id, { name: '' })).toBe(400);
    expect(await change(id, { tags: Array.from({ length: 21 }, () => 'x') })).toBe(400);
    expect(await change('nothing', { name: 'x' })).toBe(404);
  });
});

describe('an analysis', () => {
  test('that is cancelled keeps what was read, and can be begun anew', async () => {
    const app = await testServer({
      analysisEntry: path.join(import.meta.dirname, 'slow-worker.ts'),
    });
    const { id } = await upload(app, bytes);
    await expect
      .poll(async () => (await app.inject({ url: api.capture(id) })).json<CaptureRow>().progress)
      .toBeDefined();

    await app.inject({ method: 'POST', url: api.cancel(id) });

    const row = await analysed(app, id);
    expect(row).toMatchObject({ state: 'ready', problems: [{ code: 'analysis-cancelled' }] });
    const again = await app.inject({ method: 'POST', url: api.readAgain(id) });
    expect(again.json<CaptureRow>().state).toMatch(/queued|analysing/);
    expect(again.json()).not.toHaveProperty('problems');
  });

  test('that is cancelled before it began is not begun', async () => {
    const app = await testServer({ analysisEntry: idle, parallelAnalyses: 1 });
    await upload(app, bytes);
    const { id } = await upload(app, bytes);

    const answer = await app.inject({ method: 'POST', url: api.cancel(id) });

    expect(answer.json()).toMatchObject({ state: 'failed', problems: [{ code: 'analysis-cancelled' }] });
  });

  test('that has ended is not changed by a cancel', async () => {
    const app = await testServer();
    const capture = await readCapture(app);

    const answer = await app.inject({ method: 'POST', url: api.cancel(capture.id) });

    expect(answer.json()).toEqual(capture);
    expect((await app.inject({ method: 'POST', url: api.cancel('nothing') })).statusCode).toBe(404);
  });
});
