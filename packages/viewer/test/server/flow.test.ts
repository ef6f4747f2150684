import type { Ladder } from '@sipscope/analyzer';
import type { FastifyInstance } from 'fastify';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFlow } from '../../../analyzer/test/flow/find-flows.ts';
import type { FlowQuery } from '../../src/api/flow.ts';
import { api } from '../../src/api/routes.ts';
import { LocalCapture } from '../../src/app/backend/local-capture.ts';
import { buildServer } from '../../src/server/build-server.ts';
import { analysed, errorsOf, fixtures, upload } from './test-server.ts';

const transfer = openFlow('fixtures/flows/transfer/attended.flow').capture;

let app: FastifyInstance;
let dataDir: string;
let id: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'sipscope-test-'));
  app = await buildServer({ dataDir, uploadLimits: { freeBytes: 0 } });
  id = await uploaded(transfer);
});
afterAll(async () => {
  await app.close();
  await rm(dataDir, { recursive: true });
});

async function uploaded(capture: Uint8Array): Promise<string> {
  return (await analysed(app, (await upload(app, Buffer.from(capture))).id)).id;
}

async function flowOf(query: FlowQuery, of = id): Promise<Ladder> {
  const response = await app.inject({ url: api.flow(of, query) });
  expect(response.statusCode).toBe(200);
  return response.json<Ladder>();
}

describe('several calls in one picture', () => {
  test('have the messages of all, in order, each with its call, and what ties them', async () => {
    const flow = await flowOf({ calls: ['c1', 'c2', 'c3'] });

    expect(errorsOf('Ladder', flow)).toEqual([]);
    expect(flow.call).toBeUndefined();
    expect(flow.calls?.map((call) => call.id)).toEqual(['c1', 'c2', 'c3']);
    expect(new Set(flow.arrows.map(({ call }) => call))).toEqual(new Set([0, 1, 2]));
    expect(flow.arrows.map(({ frame }) => frame)).toEqual(flow.arrows.map((_, at) => at + 1));
    expect(flow.links?.filter(({ kind }) => kind === 'transfer')).toHaveLength(1);
  });

  test('extended, one brings those it is tied to', async () => {
    const flow = await flowOf({ calls: ['c1'], extended: true });

    expect(flow).toEqual(await flowOf({ calls: ['c1', 'c2', 'c3'] }));
  });

  test('dialogs, transactions and Call-IDs have theirs, and no others', async () => {
    const [dialog, transaction, callId] = await Promise.all([
      flowOf({ dialogs: ['d2'] }),
      flowOf({ transactions: ['t1'] }),
      flowOf({ callIds: ['call-3@192.0.2.2'] }),
    ]);

    expect(new Set(dialog.arrows.map((arrow) => arrow.callId))).toEqual(new Set(['call-2@192.0.2.1']));
    expect(dialog.arrows[0]?.label).toBe('INVITE');
    expect(transaction.arrows.map(({ label }) => label)).toEqual(['INVITE', '180 Ringing', '200 OK']);
    expect(callId.arrows).toHaveLength(5);
  });

  test('a registration has its messages', async () => {
    const registered = await uploaded(await readFile(path.join(fixtures, 'registration/register.pcap')));

    const flow = await flowOf({ registrations: ['r1'] }, registered);

    expect(errorsOf('Ladder', flow)).toEqual([]);
    expect(flow.calls).toBeUndefined();
    expect(flow.arrows[0]?.label).toBe('REGISTER');
    expect(flow.links?.map(({ kind }) => kind)).toContain('retry');
  });

  test('are the same in the browser alone', async () => {
    const local = await LocalCapture.open(new Blob([new Uint8Array(transfer)]), () => {});
    const queries: readonly FlowQuery[] = [
      { calls: ['c1', 'c3'] },
      { calls: ['c2'], extended: true },
      { dialogs: ['d2'], transactions: ['t1'] },
      { callIds: ['call-3@192.0.2.2'] },
    ];

    for (const query of queries) expect(await local.flow(query)).toEqual(await flowOf(query));
    const ladder = await app.inject({ url: api.ladder(id, 'c1') });
    expect(await local.ladder('c1')).toEqual(ladder.json());
    await expect(local.flow({ dialogs: ['d99'] })).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  const many = Array.from({ length: 501 }, (_, at) => `c${at + 1}`).join(',');
  test.each([
    ['a call that is not there', 'calls=c1,c99', 404, 'not-found'],
    ['what is no id', "calls=c1'--", 404, 'not-found'],
    ['nothing', '', 400, 'bad-request'],
    ['nothing but commas', 'calls=,', 400, 'bad-request'],
    ['too much', `calls=${many}`, 400, 'bad-request'],
  ])('%s is refused', async (_, search, status, code) => {
    const response = await app.inject({ url: `/api/captures/${id}/flow?${search}` });

    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ code });
  });
});

test('a ladder has the timers of its transactions', async () => {
  const never = await uploaded(openFlow('fixtures/flows/calls/answered-and-never-acknowledged.flow').capture);

  const ladder = (await app.inject({ url: api.ladder(never, 'c1') })).json<Ladder>();

  expect(errorsOf('Ladder', ladder)).toEqual([]);
  expect(ladder.timers).toMatchObject([{ name: 'L', fires: true }]);
  expect(ladder.ghosts).toMatchObject([{ label: 'ACK' }]);
});
