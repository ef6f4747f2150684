import { analyze, type CallMessage, type CallStory, tellCall } from '@sipscope/analyzer';
import type { FastifyInstance } from 'fastify';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { api } from '../../src/api/routes.ts';
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

/** What the analyzer tells of the first call. */
async function toldOf(capture: Uint8Array): Promise<CallStory> {
  const messages: CallMessage[] = [];
  const analysis = await analyze([capture], {
    onMessage: (number, bytes, soFar) =>
      messages.push({ row: soFar.messageRow(number, bytes), index: soFar.frame(number).index, bytes: bytes.slice() }),
  });
  const call = analysis.call('c1');
  if (call === undefined) throw new Error('the fixture holds a call');
  return tellCall(
    call,
    analysis.messagesOfCall('c1').flatMap((number) => messages[number] ?? []),
    { streams: analysis.streamsOfCall('c1') },
  );
}

describe('the story of a call', () => {
  // What the schema does not have is not answered: so it is the same only where all of it is documented.
  test.each([
    'call/reinvite-hold',
    'call/prack-update-100rel',
    'call/fork',
    'call/redirect',
    'transfer/baresip-blind-transfer',
  ])('of %s is what the analyzer tells, to the letter', async (name) => {
    const capture = await readFile(path.join(fixtures, `${name}.pcap`));
    const { id } = await upload(app, capture);
    await analysed(app, id);

    const response = await app.inject({ url: api.story(id, 'c1') });

    expect(response.json()).toEqual(await toldOf(capture));
  });

  test('of a call that is not there is refused', async () => {
    const { id } = await upload(app, await readFile(path.join(fixtures, 'call/call.pcap')));
    await analysed(app, id);

    expect((await app.inject({ url: api.story(id, 'c99') })).json()).toMatchObject({ code: 'not-found' });
  });
});
