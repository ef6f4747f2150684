import type { CallRow, Ladder, MessageDetail, MessageRow, Summary } from '@sipscope/analyzer';
import { analyze, CaptureReader, type Packet, rowFields } from '@sipscope/analyzer';
import { chooseRules, rules } from '@sipscope/analyzer/conformance';
import type { FastifyInstance } from 'fastify';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaptureRow } from '../../src/api/captures.ts';
import type { ListPage } from '../../src/api/lists.ts';
import { api } from '../../src/api/routes.ts';
import { schemas } from '../../src/api/schemas.ts';
import { listNames } from '../../src/server/rows/row-tables.ts';
import { buildServer } from '../../src/server/build-server.ts';
import { analysed, fixtures, upload } from './test-server.ts';

const file = path.join(fixtures, 'call/ipv6-three-calls.pcap');
const expectedCalls = JSON.parse(await readFile(file.replace('.pcap', '.calls.json'), 'utf8')) as Partial<CallRow>[];
const expectedMessages = JSON.parse(
  await readFile(file.replace('.pcap', '.messages.json'), 'utf8'),
) as Partial<MessageRow>[];

let app: FastifyInstance;
let dataDir: string;
let capture: CaptureRow;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'sipscope-test-'));
  app = await buildServer({ dataDir, trashMs: 0, uploadLimits: { freeBytes: 0 } });
  const uploaded = await upload(app, await readFile(file), 'three calls.pcap');
  capture = await analysed(app, uploaded.id);
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

function list<Row>(name: string, query = ''): Promise<ListPage<Row>> {
  return get(`${api.list(capture.id, name)}${query}`);
}

async function firstCall(): Promise<CallRow> {
  const [call] = (await list<CallRow>('calls')).items;
  if (call === undefined) throw new Error('the capture holds calls');
  return call;
}

describe('a capture', () => {
  test('is ready with its facts and counts', async () => {
    expect(capture).toMatchObject({
      state: 'ready',
      name: 'three calls.pcap',
      facts: { format: 'pcap' },
      counts: { calls: 3 },
    });
    expect(capture).not.toHaveProperty('problems');
    expect(await get(api.captures)).toEqual([capture]);
  });

  test('of damaged bytes keeps what came before the damage and says so', async () => {
    const whole = await readFile(file);
    const { id } = await upload(app, whole.subarray(0, whole.length - 100));

    const row = await analysed(app, id);

    expect(row).toMatchObject({
      state: 'ready',
      facts: { damaged: true },
      counts: { messages: expectedMessages.length - 1 },
    });
    expect(row.problems?.map(({ code }) => code)).toContain('capture-truncated');
    await app.inject({ method: 'DELETE', url: api.capture(id) });
  });

  test('that is none fails with a sentence, at once', async () => {
    const { id } = await upload(app, Buffer.from('\xFF\xD8\xFF\xE0 JFIF', 'latin1'));

    const row = await analysed(app, id);

    expect(row).toMatchObject({ state: 'failed', problems: [{ code: 'capture-format' }] });
    expect(row.problems?.[0]?.message).not.toContain(dataDir);
    await app.inject({ method: 'DELETE', url: api.capture(id) });
  });

  test('is removed while it is read, and each reader gets an answer', async () => {
    const { id } = await upload(app, await readFile(file));
    await analysed(app, id);
    const urls = [api.list(id, 'messages'), api.summary(id), api.message(id, 1), api.list(id, 'calls')];

    const reads = Array.from({ length: 40 }, (_, at) => app.inject({ url: urls[at % urls.length] ?? '' }));
    const [removal, ...answers] = await Promise.all([app.inject({ method: 'DELETE', url: api.capture(id) }), ...reads]);

    expect(removal.statusCode).toBe(204);
    for (const { statusCode } of answers) expect([200, 404]).toContain(statusCode);
  });

  test('removed is gone from the list and from disk', async () => {
    const { id } = await upload(app, await readFile(file));
    await analysed(app, id);

    const response = await app.inject({ method: 'DELETE', url: api.capture(id) });

    expect(response.statusCode).toBe(204);
    expect(await get(api.captures)).toEqual([capture]);
    expect(await readdir(path.join(dataDir, 'captures'))).toEqual([capture.id]);
    expect((await app.inject({ url: api.list(id, 'calls') })).json()).toMatchObject({ code: 'not-found' });
  });
});

describe('lists', () => {
  test('hold the rows another dissector saw', async () => {
    const messages = await list<MessageRow>('messages');
    const calls = await list<CallRow>('calls');

    expect(messages.total).toBe(expectedMessages.length);
    expect(messages.items).toMatchObject(expectedMessages);
    expect(calls.items).toMatchObject(expectedCalls);
  });

  test.each([
    ['messages', 'MessageRow'],
    ['transactions', 'TransactionRow'],
    ['dialogs', 'DialogRow'],
    ['calls', 'CallRow'],
  ])('of %s answer rows as the API documents them', async (name, id) => {
    const { items } = await list<object>(name);
    const schema = schemas.find(({ $id }) => $id === id);
    if (schema === undefined) throw new Error(`${id} is documented`);

    expect(items.length).toBeGreaterThan(0);
    for (const item of items) expect([...Value.Errors(schema, item)]).toEqual([]);
  });

  test('are what the analyzer gives, to the letter', async () => {
    const analysis = await analyze([await readFile(file)], { rules: chooseRules(rules, {}) });

    expect((await list('findings')).items).toEqual([...analysis.findings()]);
    expect((await list('calls')).items).toEqual([...analysis.calls()]);
    expect((await list('dialogs')).items).toEqual([...analysis.dialogs()]);
    expect((await list('transactions')).items).toEqual([...analysis.transactions()]);
  });

  test('are filtered, sorted and paged', async () => {
    const byes = await list<MessageRow>('messages', `?filter=${encodeURIComponent('method:BYE kind:request')}`);
    const latest = await list<CallRow>('calls', '?sort=-started&limit=1');
    const jump = await list<CallRow>('calls', '?sort=-started&limit=5&offset=2');

    expect(byes.items.map(({ method, kind }) => `${method} ${kind}`)).toEqual(Array(3).fill('BYE request'));
    expect(byes.total).toBe(3);
    expect(latest.items).toMatchObject([expectedCalls[2] ?? {}]);
    expect(latest.total).toBe(3);
    expect(jump.items).toMatchObject([expectedCalls[0] ?? {}]);
    expect(jump).not.toHaveProperty('nextCursor');
  });

  test('are walked whole by their cursors', async () => {
    const seen: number[] = [];
    let cursor: string | undefined = '';
    while (cursor !== undefined) {
      const page: ListPage<MessageRow> = await list('messages', `?limit=5${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ frame }) => frame));
      cursor = page.nextCursor;
    }

    expect(seen).toEqual(expectedMessages.map(({ frame }) => frame));
  });

  test.each([
    ['filter=(', 'filter-syntax'],
    ['filter=(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((', 'filter-syntax'],
    ['filter=outcom:busy', 'filter-syntax'],
    ['sort=nothing', 'bad-request'],
    ['sort=__proto__', 'bad-request'],
    ['sort=participants', 'bad-request'],
    ['limit=0', 'bad-request'],
    ['limit=1001', 'bad-request'],
    ['limit=1e309', 'bad-request'],
    ['limit=5&limit=6', 'bad-request'],
    ['offset=1e309', 'bad-request'],
    ['offset=NaN', 'bad-request'],
    ['offset=-1', 'bad-request'],
    ['cursor=xyz', 'bad-request'],
  ])('refuse ?%s', async (query, code) => {
    const response = await app.inject({ url: `${api.list(capture.id, 'calls')}?${query}` });

    expect(response.json()).toMatchObject({ status: 400, code, detail: expect.stringMatching(/[.?]$/) });
  });

  test('tell what their fields hold, as the API documents it', async () => {
    const facets = await get<object>(
      `${api.list(capture.id, 'messages')}/facets?fields=method,status&filter=kind:request`,
    );
    const schema = schemas.find(({ $id }) => $id === 'Facets');
    if (schema === undefined) throw new Error('Facets are documented');

    expect([...Value.Errors(schema, facets)]).toEqual([]);
    expect(facets).toMatchObject({
      items: [
        { field: 'method', values: [{ count: 3 }, {}, {}] },
        { field: 'status', values: [] },
      ],
    });
  });

  test.each([
    ['fields=nothing', 'bad-request'],
    ['fields=__proto__', 'bad-request'],
    ['fields=', 'bad-request'],
    ['', 'bad-request'],
    [`fields=${Object.keys(rowFields.calls).slice(0, 17).join(',')}`, 'bad-request'],
    ['fields=outcome&limit=501', 'bad-request'],
    ['fields=outcome&filter=from:/a(b/', 'filter-syntax'],
  ])('do not count for ?%s', async (query, code) => {
    const response = await app.inject({ url: `${api.list(capture.id, 'calls')}/facets?${query}` });

    expect(response.json()).toMatchObject({ status: 400, code, detail: expect.stringMatching(/[.?]$/) });
  });

  test('are asked by regular expressions, names of Wireshark and times from the beginning', async () => {
    const invites = await list<MessageRow>(
      'messages',
      `?filter=${encodeURIComponent('sip.Method == "INVITE" && sip.from.user matches "^."')}`,
    );
    const early = await list<MessageRow>('messages', `?filter=${encodeURIComponent('time<=+0.5s')}`);

    expect(new Set(invites.items.map(({ method, kind }) => `${method} ${kind}`))).toEqual(new Set(['INVITE request']));
    expect(early.total).toBeGreaterThan(0);
    expect(early.total).toBeLessThan(expectedMessages.length);
  });

  test('say where a filter goes wrong', async () => {
    const response = await app.inject({ url: `${api.list(capture.id, 'calls')}?filter=outcome:busy%20statsu:1` });

    expect(response.json()).toMatchObject({ span: [13, 19], detail: expect.stringContaining('“status”') });
  });
});

test('the summary counts what the lists hold', async () => {
  const summary = await get<Summary>(api.summary(capture.id));

  expect(summary.counts).toMatchObject({ messages: expectedMessages.length, calls: 3 });
  expect(summary.outcomes).toEqual({ answered: 3 });
  expect(summary.methods).toMatchObject({ INVITE: expect.any(Number), BYE: expect.any(Number) });
});

describe('a call', () => {
  test('is found by its id, and only by it', async () => {
    const call = await firstCall();

    expect(await get(api.call(capture.id, call.id))).toEqual(call);
    for (const other of ['nothing', `${call.id}x`, '%', '*', "'", '__proto__']) {
      const response = await app.inject({ url: api.call(capture.id, other) });
      expect(response.json()).toMatchObject({ code: 'not-found' });
    }
  });

  test('has a ladder with an arrow for each of its messages', async () => {
    const ladder = await get<Ladder>(api.ladder(capture.id, (await firstCall()).id));

    expect(ladder.lanes.map(({ address }) => address)).toEqual(['[::1]:5071', '[::1]:5070']);
    expect(ladder.arrows.map(({ method, status }) => status ?? method)).toEqual([
      'INVITE',
      180,
      200,
      'ACK',
      'BYE',
      200,
    ]);
  });

  test.each([
    ['text', 'txt', /INVITE/],
    ['mermaid', 'mmd', /sequenceDiagram/],
    ['plantuml', 'puml', /@startuml/],
    ['svg', 'svg', /<svg/],
    ['json', 'json', /"arrows"/],
    ['csv', 'csv', /^frame,index,frames,time/],
  ])('is saved as %s', async (format, extension, content) => {
    const response = await app.inject({ url: api.exportCall(capture.id, (await firstCall()).id, format) });

    expect(response.statusCode).toBe(200);
    expect(response.headers['content-disposition']).toBe(`attachment; filename="call-1.${extension}"`);
    expect(response.headers['x-content-type-options']).toBe('nosniff');
    expect(response.body).toMatch(content);
  });

  test('is saved as pcapng that holds its packets, bytes and times', async () => {
    const calls = (await list<CallRow>('calls')).items;
    const second = calls[1];
    if (second === undefined) throw new Error('the capture holds three calls');
    const frames = (await list<MessageRow>('messages', `?filter=call:"${second.id}"`)).items.map(({ frame }) => frame);

    const response = await app.inject({ url: api.exportCall(capture.id, second.id, 'pcapng') });

    const original = readAll(await readFile(file));
    const saved = readAll(response.rawPayload);
    expect(saved.format).toBe('pcapng');
    expect(saved.packets.map(({ bytes }) => bytes)).toEqual(
      original.packets.filter(({ frame }) => frames.includes(frame)).map(({ bytes }) => bytes),
    );
    const again = await analyze([response.rawPayload]);
    const [call] = [...again.calls()];
    expect(call?.callIds).toEqual(second.callIds);
    expect(call?.started.replace(/000Z$/, 'Z')).toBe(second.started);
  });

  test('cannot be saved as something else', async () => {
    const response = await app.inject({ url: api.exportCall(capture.id, (await firstCall()).id, 'exe') });

    expect(response.json()).toMatchObject({ status: 400, code: 'bad-request' });
  });
});

describe('a message', () => {
  test('comes with its bytes, tree and row', async () => {
    const detail = await get<MessageDetail>(api.message(capture.id, 1));

    const text = Buffer.from(detail.raw, 'base64').toString('latin1');
    expect(text).toMatch(/^INVITE sip:service@\[::1\]:5070 SIP\/2.0\r\n/);
    expect(detail.row).toMatchObject(expectedMessages[0] ?? {});
    expect(detail.tree.span).toEqual([0, text.length]);
  });

  test.each(['999999', '0', '-1', 'x', '1?index=7', '1?index=x', '1?index=1e309', '1e309', '99999999999999999999'])(
    '%s is not there',
    async (frame) => {
      const response = await app.inject({ url: `${api.capture(capture.id)}/messages/${frame}` });

      expect([400, 404]).toContain(response.statusCode);
      expect(response.json()).toHaveProperty('code');
    },
  );
});

describe('POST /api/parse', () => {
  const text = 'OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP c;branch=z9hG4bKx\r\n\r\n';

  test.each([
    ['application/json', JSON.stringify({ text })],
    ['text/plain', text],
    ['message/sip', text],
    ['application/octet-stream', text],
  ])('reads a message sent as %s', async (type, payload) => {
    const response = await app.inject({ method: 'POST', url: api.parse, headers: { 'content-type': type }, payload });

    expect(response.statusCode).toBe(200);
    const detail = response.json<MessageDetail>();
    expect(Buffer.from(detail.raw, 'base64').toString()).toBe(text);
    expect(detail.tree.span).toEqual([0, text.length]);
  });

  test('reads any bytes', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, value) => value));

    const response = await app.inject({
      method: 'POST',
      url: api.parse,
      headers: { 'content-type': 'text/plain' },
      payload: bytes,
    });

    expect(response.statusCode).toBe(200);
    expect(Buffer.from(response.json<MessageDetail>().raw, 'base64').equals(bytes)).toBe(true);
  });

  test.each([
    ['application/json', '{"text": 5', 400, 'bad-request'],
    ['application/json', '{"text": {}}', 400, 'bad-request'],
    ['application/json', '{"__proto__": {"text": "x"}, "text": "y"}', 400, 'bad-request'],
    ['application/json', '[]', 400, 'bad-request'],
    ['image/png', 'x', 415, 'unsupported-media-type'],
    ['text/plain', 'x'.repeat(1024 ** 2 + 1), 413, 'body-too-large'],
  ])('refuses %s %.20s', async (type, payload, status, code) => {
    const response = await app.inject({ method: 'POST', url: api.parse, headers: { 'content-type': type }, payload });

    expect(response.json()).toMatchObject({ status, code });
  });
});

test('the OpenAPI document describes every route', async () => {
  const document = await get<{ openapi: string; paths: object; components: { schemas: object } }>('/api/openapi.json');

  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths).sort()).toEqual(
    [
      '/api/captures',
      '/api/captures/{id}',
      ...listNames.flatMap((name) => [name, `${name}/export`, `${name}/facets`, `${name}/timeline`]).map(inCapture),
      ...['cancel', 'events', 'findings/groups', 'flow', 'keylog', 'load', 'notes', 'notes/{target}'].map(inCapture),
      ...['calls/{call}/compare', 'compare', 'messages/{frame}', 'read-again', 'restore', 'summary'].map(inCapture),
      ...['', '/audio', '/audio.wav', '/export', '/ladder', '/story'].map((part) => inCapture(`calls/{call}${part}`)),
      ...['', '/audio.wav', '/envelope', '/series'].map((part) => inCapture(`streams/{stream}${part}`)),
      '/api/healthz',
      '/api/metrics',
      '/api/parse',
      '/api/rules/{rule}',
      '/api/search',
    ].sort(),
  );
  expect(Object.keys(document.components.schemas).sort()).toEqual(schemas.map(({ $id }) => $id).sort());
  expect(JSON.stringify(document)).not.toContain('"$ref":"MessageRow');
});

function inCapture(path: string): string {
  return `/api/captures/{id}/${path}`;
}

function readAll(bytes: Uint8Array): { format: string; packets: { frame: number; bytes: Buffer }[] } {
  const reader = new CaptureReader();
  const kept = (packet: Packet) => ({
    frame: packet.frame,
    bytes: Buffer.from(packet.bytes.slice(packet.start, packet.end)),
  });
  const packets = reader.receive(bytes).map(kept);
  return { format: reader.format, packets: [...packets, ...reader.end().map(kept)] };
}
