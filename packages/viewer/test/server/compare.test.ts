import type { CallComparison, CaptureComparison } from '@sipscope/analyzer';
import type { FastifyInstance } from 'fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFlow } from '../../../analyzer/test/flow/find-flows.ts';
import { api } from '../../src/api/routes.ts';
import { LocalCapture } from '../../src/app/backend/local-capture.ts';
import { buildServer } from '../../src/server/build-server.ts';
import { analysed, errorsOf, upload } from './test-server.ts';

const good = openFlow('fixtures/flows/calls/answered-through-a-proxy.flow').capture;
const bad = openFlow('fixtures/flows/calls/busy.flow').capture;

let app: FastifyInstance;
let dataDir: string;
let goodId: string;
let badId: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'sipscope-test-'));
  app = await buildServer({ dataDir, uploadLimits: { freeBytes: 0 } });
  goodId = await uploaded(good);
  badId = await uploaded(bad);
});
afterAll(async () => {
  await app.close();
  await rm(dataDir, { recursive: true });
});

async function uploaded(capture: Uint8Array): Promise<string> {
  return (await analysed(app, (await upload(app, Buffer.from(capture))).id)).id;
}

async function get<Body>(url: string): Promise<Body> {
  const response = await app.inject({ url });
  expect(response.statusCode).toBe(200);
  return response.json<Body>();
}

const local = async (capture: Uint8Array): Promise<LocalCapture> =>
  LocalCapture.open(new Blob([capture.slice()]), () => {});

describe('two calls', () => {
  test('of two captures are compared as the browser alone does', async () => {
    const compared = await get<CallComparison>(api.compareCalls(goodId, 'c1', 'c1', badId));

    const [one, other] = await Promise.all([local(good), local(bad)]);
    expect(errorsOf('CallComparison', compared)).toEqual([]);
    expect(compared.isSame).toBe(false);
    expect(compared.facts).toContainEqual(
      expect.objectContaining({ fact: 'outcome', left: 'answered', right: 'busy' }),
    );
    expect(await one.compareCall('c1', await other.callToCompare('c1'))).toEqual(compared);
  });

  test('that are one do not differ', async () => {
    const compared = await get<CallComparison>(api.compareCalls(goodId, 'c1', 'c1'));

    expect(compared.isSame).toBe(true);
    expect(compared.messages.every(({ state }) => state === 'same')).toBe(true);
  });

  test('are refused in words where one is not there, or only in a browser', async () => {
    const missing = await app.inject({ url: api.compareCalls(goodId, 'c1', 'c9') });
    const elsewhere = await app.inject({ url: api.compareCalls(goodId, 'c1', 'c1', 'local-1') });

    expect([missing.statusCode, elsewhere.statusCode]).toEqual([404, 400]);
    expect(missing.json()).toMatchObject({ detail: expect.stringContaining('There is no call c9') });
    expect(elsewhere.json()).toMatchObject({ detail: expect.stringContaining('in a browser only') });
  });
});

describe('two captures', () => {
  test('are compared as the browser alone does', async () => {
    const compared = await get<CaptureComparison>(api.compareCaptures(goodId, badId));

    const [one, other] = await Promise.all([local(good), local(bad)]);
    expect(errorsOf('CaptureComparison', compared)).toEqual([]);
    expect(compared.isSame).toBe(false);
    const right = { summary: await other.summary(), findings: await other.findingGroups() };
    expect(await one.compareCapture(right)).toEqual(compared);
  });

  test('that are one do not differ', async () => {
    expect((await get<CaptureComparison>(api.compareCaptures(goodId, goodId))).isSame).toBe(true);
  });
});
