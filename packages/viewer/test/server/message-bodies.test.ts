import type { FastifyInstance } from 'fastify';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type MessageDetail, messageDetail, type SdpComparison } from '@sipscope/analyzer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { api } from '../../src/api/routes.ts';
import { LocalCapture } from '../../src/app/backend/local-capture.ts';
import { buildServer } from '../../src/server/build-server.ts';
import { analysed, fixtures, testServer, upload } from './test-server.ts';

type Ask = (frame: number) => Promise<MessageDetail>;

const file = path.join(fixtures, 'call/reinvite-hold.pcap');

let app: FastifyInstance;
let dataDir: string;

async function askServer(): Promise<Ask> {
  dataDir = await mkdtemp(path.join(tmpdir(), 'sipscope-test-'));
  app = await buildServer({ dataDir, uploadLimits: { freeBytes: 0 } });
  const { id } = await analysed(app, (await upload(app, await readFile(file))).id);
  return async (frame) => (await app.inject({ url: api.message(id, frame) })).json<MessageDetail>();
}

async function askHere(): Promise<Ask> {
  const capture = await LocalCapture.open(new Blob([new Uint8Array(await readFile(file))]), () => {});
  return async (frame) => capture.message(frame);
}

function told(detail: MessageDetail): readonly string[] {
  const against: readonly SdpComparison[] = detail.bodies?.[0]?.sdp?.against ?? [];
  return against.map(
    ({ with: other, frame, changes }) => `${other} ${frame}: ${changes.map(({ text }) => text).join('; ')}`,
  );
}

describe('bodies', () => {
  let server: Ask;
  let here: Ask;

  beforeAll(async () => {
    [server, here] = [await askServer(), await askHere()];
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await rm(dataDir, { recursive: true });
  });

  test.each([
    ['the server', (): Ask => server],
    ['this browser alone', (): Ask => here],
  ])('are told by %s, and how offers and answers differ', async (_name, ask) => {
    const message = ask();

    const held = await message(17);
    expect(held.bodies).toMatchObject([
      { kind: 'sdp', depth: 0, sdp: { media: [{ kind: { value: 'audio' }, direction: { value: 'sendonly' } }] } },
    ]);
    expect((await message(2)).bodies).toBeUndefined();
    // An offer beside what its side said last, on the same way; an answer beside its offer, too.
    expect(told(await message(3))).toEqual([]);
    expect(told(held)).toEqual(['previous 3: sendrecv → sendonly: put on hold']);
    expect(told(await message(9))).toEqual(['offer 5: PCMA chosen of PCMA, PCMU']);
    expect(told(await message(20))).toEqual(['offer 19: PCMA chosen of PCMA, PCMU', 'previous 9: sendrecv → recvonly']);
  });

  test('are told alike: the API documents all that this browser tells', async () => {
    const [one, other] = [await server(20), await here(20)];

    expect(one.bodies).toEqual(JSON.parse(JSON.stringify(other.bodies)));
  });
});

test('POST /api/parse tells the bodies of a message, as the API documents them', async () => {
  const app = await testServer();
  const part = (type: string, text: string): string => `--b\r\nContent-Type: ${type}\r\n\r\n${text}\r\n`;
  const text = [
    'NOTIFY sip:a@example.com SIP/2.0',
    'Content-Type: multipart/mixed;boundary=b',
    '',
    `${part('message/sipfrag', 'SIP/2.0 200 OK')}${part('application/pidf+xml', '<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="pres:a@x"/>')}${part('application/sdp', 'v=0\r\nm=audio 1 RTP/AVP 0')}--b--`,
  ].join('\r\n');

  const response = await app.inject({ method: 'POST', url: api.parse, payload: { text } });

  const detail = response.json<MessageDetail>();
  const here = await messageDetail(new TextEncoder().encode(text));
  expect(detail.bodies).toEqual(JSON.parse(JSON.stringify(here.bodies)));
  expect(detail.bodies?.map(({ kind }) => kind)).toEqual(['multipart', 'sipfrag', 'xml', 'sdp']);
});
