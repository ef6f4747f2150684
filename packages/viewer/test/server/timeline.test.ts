import type { FastifyInstance } from 'fastify';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaptureRow } from '../../src/api/captures.ts';
import type { ListName } from '../../src/api/lists.ts';
import type { Timeline } from '../../src/api/timeline.ts';
import { LocalCapture } from '../../src/app/backend/local-capture.ts';
import { withTimeRange } from '../../src/app/timeline/time-range.ts';
import { buildServer } from '../../src/server/build-server.ts';
import { listNames } from '../../src/server/rows/row-tables.ts';
import { analysed, errorsOf, fixtures, upload } from './test-server.ts';

const file = path.join(fixtures, 'call/ipv6-three-calls.pcap');

let app: FastifyInstance;
let dataDir: string;
let capture: CaptureRow;
let local: LocalCapture;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'sipscope-test-'));
  app = await buildServer({ dataDir, uploadLimits: { freeBytes: 0 } });
  capture = await analysed(app, (await upload(app, await readFile(file))).id);
  local = await LocalCapture.open(new Blob([await readFile(file)]), () => {});
});
afterAll(async () => {
  await app.close();
  await rm(dataDir, { recursive: true });
});

async function timeline(list: ListName, search: Record<string, string>): Promise<Timeline> {
  const answer = await app.inject({ url: `/api/captures/${capture.id}/${list}/timeline`, query: search });
  expect(answer.statusCode).toBe(200);
  return answer.json<Timeline>();
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

describe('the timeline of a list', () => {
  test('counts every row once, over the time of the capture', async () => {
    const { from, until, bucketMs, counts } = await timeline('messages', { buckets: '50' });
    const { total } = await local.list('messages', {});

    expect(sum(counts)).toBe(total);
    expect(counts.length).toBeLessThanOrEqual(50);
    expect(Date.parse(until) - Date.parse(from)).toBe(bucketMs * counts.length);
    expect(Date.parse(from)).toBeLessThanOrEqual(Date.parse(capture.facts?.started ?? ''));
    expect(Date.parse(until)).toBeGreaterThan(Date.parse(capture.facts?.ended ?? ''));
  });

  test('follows the filter, and covers the same time', async () => {
    const all = await timeline('messages', { buckets: '50' });
    const invites = await timeline('messages', { buckets: '50', filter: 'method:INVITE' });

    expect([invites.from, invites.until]).toEqual([all.from, all.until]);
    expect(sum(invites.counts)).toBe((await local.list('messages', { filter: 'method:INVITE' })).total);
  });

  test('is as documented, and the same where the browser reads the capture', async () => {
    for (const list of listNames) {
      const told = await timeline(list, { buckets: '40' });

      expect(errorsOf('Timeline', told)).toEqual([]);
      expect([list, await local.timeline(list, { buckets: 40 })]).toEqual([list, told]);
    }
  });

  test('holds in each bucket what a filter by its ends finds', async () => {
    const { from, bucketMs, counts } = await timeline('messages', { buckets: '10' });
    for (const [bucket, count] of counts.entries()) {
      const start = Date.parse(from) + bucket * bucketMs;
      const filter = withTimeRange('', 'time', { from: start, until: start + bucketMs });
      const answer = await app.inject({ url: `/api/captures/${capture.id}/messages`, query: { filter } });
      const { total } = answer.json<{ total: number }>();

      expect(total).toBe(count);
    }
  });

  test('is refused with a filter that cannot be read, or too many buckets', async () => {
    const url = `/api/captures/${capture.id}/calls/timeline`;

    expect((await app.inject({ url, query: { filter: 'outcom:failed' } })).json()).toMatchObject({
      code: 'filter-syntax',
    });
    expect((await app.inject({ url, query: { buckets: '1001' } })).statusCode).toBe(400);
  });
});
