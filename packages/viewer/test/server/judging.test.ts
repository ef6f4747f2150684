import type { FindingRow } from '@sipscope/analyzer';
import type { FastifyInstance } from 'fastify';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CaptureRow, isSettled } from '../../src/api/captures.ts';
import type { ListPage } from '../../src/api/lists.ts';
import { api } from '../../src/api/routes.ts';
import { analysed, fixtures, temporaryFolder, testServer, upload } from './test-server.ts';

const capture = await readFile(path.join(fixtures, 'call/call.pcap'));
const analysisEntry = path.join(import.meta.dirname, 'judging-worker.ts');

/** Judges captures of any size after their rows are shown. */
const late = { judgedAtOnceBytes: 0, analysisEntry };

async function rowOf(app: FastifyInstance, id: string): Promise<CaptureRow> {
  return (await app.inject({ url: api.capture(id) })).json<CaptureRow>();
}

async function settled(app: FastifyInstance, id: string): Promise<CaptureRow> {
  await expect.poll(async () => isSettled(await rowOf(app, id)), { timeout: 30_000 }).toBe(true);
  return rowOf(app, id);
}

async function findings(app: FastifyInstance, id: string): Promise<readonly FindingRow[]> {
  return (await app.inject({ url: api.list(id, 'findings') })).json<ListPage<FindingRow>>().items;
}

async function calls(app: FastifyInstance, id: string): Promise<unknown> {
  return (await app.inject({ url: api.list(id, 'calls') })).json();
}

describe('a large capture', { timeout: 60_000 }, () => {
  test('shows its rows before it is judged, and what was found once it is', async () => {
    const dataDir = await temporaryFolder();
    await writeFile(path.join(dataDir, 'wait'), '');
    const app = await testServer({ ...late, dataDir });

    const { id } = await upload(app, capture);
    const ready = await analysed(app, id);

    expect(ready).toMatchObject({ state: 'ready', judging: true, counts: { calls: 1 } });
    expect(await calls(app, id)).toMatchObject({ total: 1 });
    expect(await findings(app, id)).toEqual([]);
  });

  test('has the same rows in the end as one that is judged at once', async () => {
    const [app, other] = [await testServer(late), await testServer()];

    const { id } = await upload(app, capture);
    const row = await settled(app, id);
    const { id: atOnce } = await upload(other, capture);
    const whole = await settled(other, atOnce);

    expect(row).not.toHaveProperty('judging');
    expect({ ...row, id: '', uploaded: '' }).toEqual({ ...whole, id: '', uploaded: '' });
    expect(await findings(app, id)).not.toEqual([]);
    expect(await findings(app, id)).toEqual(await findings(other, atOnce));
    expect(await calls(app, id)).toEqual(await calls(other, atOnce));
  });

  test('answers all the time while the rows are replaced', async () => {
    const app = await testServer(late);
    const { id } = await upload(app, capture);
    await analysed(app, id);

    const statuses = new Set<number>();
    while (!isSettled(await rowOf(app, id)))
      statuses.add((await app.inject({ url: api.list(id, 'calls') })).statusCode);

    expect([...statuses]).toEqual([200]);
  });

  test('keeps its rows where it could not be judged, and says so', async () => {
    const dataDir = await temporaryFolder();
    await writeFile(path.join(dataDir, 'crash'), '');
    const app = await testServer({ ...late, dataDir });

    const { id } = await upload(app, capture);
    const row = await settled(app, id);

    expect(row).toMatchObject({ state: 'ready', problems: [{ code: 'not-judged' }] });
    expect(await calls(app, id)).toMatchObject({ total: 1 });
    expect((await readdir(path.join(dataDir, 'captures', id))).filter((name) => name.includes('.part'))).toEqual([]);
  });

  test('is judged by the next server where the first one ended', async () => {
    const dataDir = await temporaryFolder();
    await writeFile(path.join(dataDir, 'wait'), '');
    const first = await testServer({ ...late, dataDir });
    const { id } = await upload(first, capture);
    await analysed(first, id);
    await first.close();
    await rm(path.join(dataDir, 'wait'));

    const second = await testServer({ ...late, dataDir });

    expect(await rowOf(second, id)).toMatchObject({ state: 'ready' });
    await settled(second, id);
    expect(await findings(second, id)).not.toEqual([]);
  });

  test('can be stopped while it is judged', async () => {
    const dataDir = await temporaryFolder();
    await writeFile(path.join(dataDir, 'wait'), '');
    const app = await testServer({ ...late, dataDir, analysisLimits: { graceMs: 200 } });
    const { id } = await upload(app, capture);
    await analysed(app, id);

    await expect
      .poll(async () => {
        await app.inject({ method: 'POST', url: `${api.capture(id)}/cancel` });
        return isSettled(await rowOf(app, id));
      })
      .toBe(true);

    expect(await rowOf(app, id)).toMatchObject({ state: 'ready', problems: [{ code: 'not-judged' }] });
  });
});
