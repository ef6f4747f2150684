import type { CallRow } from '@sipscope/analyzer';
import type { FastifyInstance } from 'fastify';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaptureLoad } from '../../src/api/capture-load.ts';
import type { ListPage } from '../../src/api/lists.ts';
import { api } from '../../src/api/routes.ts';
import { LocalCapture } from '../../src/app/backend/local-capture.ts';
import { buildServer } from '../../src/server/build-server.ts';
import { analysed, errorsOf, fixtures, upload } from './test-server.ts';

const file = path.join(fixtures, 'call/ipv6-three-calls.pcap');

let app: FastifyInstance;
let dataDir: string;
let id: string;
let load: CaptureLoad;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'sipscope-test-'));
  app = await buildServer({ dataDir, uploadLimits: { freeBytes: 0 } });
  ({ id } = await analysed(app, (await upload(app, await readFile(file))).id));
  load = (await app.inject({ url: api.load(id, 60) })).json<CaptureLoad>();
}, 60_000);
afterAll(async () => {
  await app.close();
  await rm(dataDir, { recursive: true });
});

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

describe('what a capture had to carry', () => {
  test('is as the API documents it', () => {
    expect(errorsOf('CaptureLoad', load)).toEqual([]);
  });

  test('counts every call and message once', async () => {
    const { items } = (await app.inject({ url: api.list(id, 'calls') })).json<ListPage<CallRow>>();

    expect(sum(load.calls)).toBe(items.length);
    expect(sum(load.failedCalls)).toBe(items.filter(({ outcome }) => outcome === 'failed').length);
    expect(load.messages).toHaveLength(load.calls.length);
  });

  test('knows how many calls were up', async () => {
    const { items } = (await app.inject({ url: api.list(id, 'calls') })).json<ListPage<CallRow>>();
    const isAnswered = items.some(({ answered }) => answered !== undefined);

    expect(isAnswered).toBe(true);
    expect(Math.max(...load.concurrentCalls)).toBeGreaterThan(0);
  });

  test('is the same where the browser reads the capture', async () => {
    const local = await LocalCapture.open(new Blob([await readFile(file)]), () => {});

    expect(await local.load(60)).toEqual(load);
  });

  test('refuses buckets that are none', async () => {
    expect((await app.inject({ url: api.load(id, 0) })).statusCode).toBe(400);
  });
});
