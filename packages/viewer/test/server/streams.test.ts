import { analyze, type CallRow, type Ladder, type StreamRow } from '@sipscope/analyzer';
import type { FastifyInstance } from 'fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFlow } from '../../../analyzer/test/flow/find-flows.ts';
import type { ListPage } from '../../src/api/lists.ts';
import { api } from '../../src/api/routes.ts';
import { buildServer } from '../../src/server/build-server.ts';
import { analysed, errorsOf, upload } from './test-server.ts';

const { capture } = openFlow('fixtures/flows/media/media-after-the-end.flow');

let app: FastifyInstance;
let dataDir: string;
let id: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'sipscope-test-'));
  app = await buildServer({ dataDir, uploadLimits: { freeBytes: 0 } });
  ({ id } = await analysed(app, (await upload(app, Buffer.from(capture))).id));
});
afterAll(async () => {
  await app.close();
  await rm(dataDir, { recursive: true });
});

async function get<Answer>(url: string): Promise<Answer> {
  const response = await app.inject({ url });
  expect(response.statusCode).toBe(200);
  return response.json<Answer>();
}

describe('streams', () => {
  test('are what the analyzer tells, to the letter, as the API documents them', async () => {
    const analysis = await analyze([capture]);

    const { items, total } = await get<ListPage<StreamRow>>(api.list(id, 'streams'));

    expect(total).toBe(2);
    expect(items).toEqual([...analysis.streams()]);
    for (const item of items) expect(errorsOf('StreamRow', item)).toEqual([]);
  });

  test('can be asked for one by one, with how they went over time', async () => {
    const [first] = (await get<ListPage<StreamRow>>(api.list(id, 'streams'))).items;
    const series = await get<object>(api.series(id, 'x1'));

    expect(await get(api.stream(id, 'x1'))).toEqual(first);
    expect(series).toEqual((await analyze([capture])).seriesOfStream('x1'));
    expect(errorsOf('StreamSeries', series)).toEqual([]);
    expect((await app.inject({ url: api.stream(id, 'x99') })).json()).toMatchObject({ code: 'not-found' });
    expect((await app.inject({ url: api.series(id, 'x99') })).json()).toMatchObject({ code: 'not-found' });
  });

  test('are found by their call, their figures and their problems', async () => {
    const totalOf = async (filter: string): Promise<number> =>
      (await get<ListPage<StreamRow>>(`${api.list(id, 'streams')}?filter=${encodeURIComponent(filter)}`)).total;

    expect(await totalOf('call:c1')).toBe(2);
    expect(await totalOf('from:callee mos>4')).toBe(1);
    expect(await totalOf('problems:after-bye')).toBe(1);
  });

  test('are in the row, the ladder and the summary of their call', async () => {
    const { items } = await get<ListPage<CallRow>>(api.list(id, 'calls'));
    const ladder = await get<Ladder>(api.ladder(id, 'c1'));

    expect(items).toMatchObject([{ streams: ['x1', 'x2'], media: { audio: 'both' } }]);
    expect(errorsOf('CallRow', items[0])).toEqual([]);
    expect(ladder.media?.map(({ stream }) => stream)).toEqual(['x1', 'x2']);
    expect(errorsOf('Ladder', ladder)).toEqual([]);
    expect(await get(api.summary(id))).toMatchObject({ counts: { streams: 2 }, media: { codecs: { PCMA: 2 } } });
  });
});

test('a server that leaves media out has none', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sipscope-test-'));
  const without = await buildServer({ dataDir: folder, media: false, uploadLimits: { freeBytes: 0 } });
  const added = await analysed(without, (await upload(without, Buffer.from(capture))).id);

  const streams = (await without.inject({ url: api.list(added.id, 'streams') })).json<ListPage<StreamRow>>();
  const calls = (await without.inject({ url: api.list(added.id, 'calls') })).json<ListPage<CallRow>>();

  expect(streams.total).toBe(0);
  expect(calls.items[0]).not.toHaveProperty('media');
  await without.close();
  await rm(folder, { recursive: true });
});
