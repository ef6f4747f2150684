import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { CaptureRow } from '../../src/api/captures.ts';
import { analysed, temporaryFolder, testServer, upload } from './test-server.ts';

const misbehaving = path.join(import.meta.dirname, 'misbehaving-worker.ts');
const idle = path.join(import.meta.dirname, 'waiting-worker.ts');

test.each([
  ['loops', 'worker-timeout', 2000],
  ['grows', 'worker-memory', 15_000],
  ['throws late', 'worker-crash', 15_000],
  ['exits', 'worker-crash', 15_000],
])('an analysis that %s fails as %s, and the server goes on', async (how, code, timeMs) => {
  const dataDir = await temporaryFolder();
  const analysisLimits = { timeMs, graceMs: 500, memoryBytes: 400 * 1024 ** 2 };
  const app = await testServer({ dataDir, analysisEntry: misbehaving, analysisLimits });

  const { id } = await upload(app, Buffer.from(how));
  const row = await analysed(app, id);

  expect(row).toMatchObject({ state: 'failed', problems: [{ code, message: expect.stringMatching(/\.$/) }] });
  expect((await readdir(path.join(dataDir, 'captures', id))).sort()).toEqual(['capture', 'capture.json']);
  expect((await app.inject({ url: '/api/healthz' })).json()).toEqual({ status: 'ok' });
  const list = await app.inject({ url: `/api/captures/${id}/calls` });
  expect(list.json()).toMatchObject({
    status: 409,
    code: 'capture-not-ready',
    detail: expect.stringContaining(row.problems?.[0]?.message ?? '?'),
  });
});

test('analyses wait for a free core', async () => {
  const app = await testServer({ analysisEntry: idle, parallelAnalyses: 1 });

  const first = await upload(app, Buffer.from('a'));
  const second = await upload(app, Buffer.from('b'));
  await state(first.id, 'analysing');

  await state(second.id, 'queued');
  await app.inject({ method: 'DELETE', url: `/api/captures/${first.id}` });
  await state(second.id, 'analysing');

  async function state(id: string, wanted: CaptureRow['state']): Promise<void> {
    await expect
      .poll(async () => (await app.inject({ url: `/api/captures/${id}` })).json<CaptureRow>().state)
      .toBe(wanted);
  }
});

test('DELETE stops a running analysis and leaves nothing', async () => {
  const dataDir = await temporaryFolder();
  const app = await testServer({ dataDir, analysisEntry: idle, trashMs: 0 });
  const { id } = await upload(app, Buffer.from('a'));

  const [first, second] = await Promise.all(
    [1, 2].map(() => app.inject({ method: 'DELETE', url: `/api/captures/${id}` })),
  );
  const third = await app.inject({ method: 'DELETE', url: `/api/captures/${id}` });

  expect(first?.statusCode).toBe(204);
  expect(first?.body).toBe('');
  expect([204, 404]).toContain(second?.statusCode);
  expect(third.statusCode).toBe(404);
  expect(await readdir(path.join(dataDir, 'captures'))).toEqual([]);
});
