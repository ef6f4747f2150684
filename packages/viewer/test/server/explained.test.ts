import type { MessageDetail, MessageRow } from '@sipscope/analyzer';
import type { FastifyInstance } from 'fastify';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListPage } from '../../src/api/lists.ts';
import { api } from '../../src/api/routes.ts';
import { schemas } from '../../src/api/schemas.ts';
import { LocalCapture } from '../../src/app/backend/local-capture.ts';
import { buildServer } from '../../src/server/build-server.ts';
import { analysed, fixtures, upload } from './test-server.ts';

let app: FastifyInstance;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'sipscope-test-'));
  app = await buildServer({ dataDir, uploadLimits: { freeBytes: 0 } });
});
afterAll(async () => {
  await app.close();
  await rm(dataDir, { recursive: true });
});

test.each(['call/call.pcap', 'call/prack-update-100rel.pcap', 'call/loss-retransmit.pcap'])(
  'the server and the browser alone explain each message of %s alike',
  async (name) => {
    const bytes = await readFile(path.join(fixtures, name));
    const { id } = await upload(app, bytes, name);
    await analysed(app, id);
    const local = await LocalCapture.open(new Blob([new Uint8Array(bytes)]), () => {});
    const { items } = (await app.inject({ url: `${api.list(id, 'messages')}?limit=1000` })).json<
      ListPage<MessageRow>
    >();
    const context = Object.fromEntries(schemas.map((schema) => [schema.$id, schema]));
    const schema = schemas.find(({ $id }) => $id === 'ExplainedFact');
    let facts = 0;

    for (const { frame, index } of items) {
      const answered = (await app.inject({ url: api.message(id, frame, index) })).json<MessageDetail>();
      const { explained } = await local.message(frame, index);

      expect(answered.explained).toEqual(explained);
      for (const fact of answered.explained) expect(Value.Check(context, schema ?? {}, fact)).toBe(true);
      facts += explained.length;
    }

    expect(facts).toBeGreaterThan(items.length * 5);
  },
);

test('an explanation names the messages around the one that is asked for', async () => {
  const bytes = await readFile(path.join(fixtures, 'call/prack-update-100rel.pcap'));
  const { id } = await upload(app, bytes, 'prack.pcap');
  await analysed(app, id);
  const { items } = (await app.inject({ url: `${api.list(id, 'messages')}?limit=1000` })).json<ListPage<MessageRow>>();
  const prack = items.find(({ method, kind }) => method === 'PRACK' && kind === 'request');

  const { explained } = (await app.inject({ url: api.message(id, prack?.frame ?? 0) })).json<MessageDetail>();

  const rack = explained.find(({ kind }) => kind === 'reliable');
  expect(rack?.text).toMatch(/^It acknowledges the 18\d with RSeq \d+\.$/);
  expect(rack?.frames?.[0]).toBeLessThan(prack?.frame ?? 0);
});
