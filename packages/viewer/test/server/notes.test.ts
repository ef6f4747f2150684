import type { FastifyInstance } from 'fastify';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaptureRow } from '../../src/api/captures.ts';
import { type Note, noteLimits } from '../../src/api/notes.ts';
import { api } from '../../src/api/routes.ts';
import { buildServer } from '../../src/server/build-server.ts';
import { analysed, errorsOf, fixtures, upload } from './test-server.ts';

let app: FastifyInstance;
let capture: CaptureRow;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'sipscope-test-'));
  app = await buildServer({ uploadLimits: { freeBytes: 0 }, dataDir, trashMs: 0 });
  capture = await analysed(app, (await upload(app, await readFile(path.join(fixtures, 'call/cancel.pcap')))).id);
}, 60_000);

afterAll(async () => {
  await app.close();
  await rm(dataDir, { recursive: true, force: true });
});

function put(target: string, text: string, version?: number, bookmark = false) {
  return app.inject({
    method: 'PUT',
    url: api.note(capture.id, target),
    payload: { text, bookmark },
    headers: version === undefined ? {} : { 'if-match': `"${version}"` },
  });
}

async function notes(): Promise<readonly Note[]> {
  return (await app.inject({ url: api.notes(capture.id) })).json<{ items: readonly Note[] }>().items;
}

function remove(target: string, version: number) {
  return app.inject({ method: 'DELETE', url: api.note(capture.id, target), headers: { 'if-match': `"${version}"` } });
}

describe('notes of a capture', () => {
  test.each(['capture', 'call:c1', 'message:3'])('are of it, of its calls and messages: %s', async (target) => {
    const written = await put(target, 'Look <b>here</b>', undefined, true);

    expect(written.statusCode).toBe(200);
    expect(written.headers.etag).toBe('"1"');
    expect(errorsOf('Note', written.json())).toEqual([]);
    expect(await notes()).toContainEqual(written.json());
    expect((await remove(target, 1)).statusCode).toBe(204);
    expect(await notes()).not.toContainEqual(written.json());
  });

  test('know the Call-ID of what they are of', async () => {
    const { callId } = (await put('call:c1', 'The caller gave up')).json<Note>();

    expect(callId).toMatch(/@/);
    await remove('call:c1', 1);
  });

  test('are not written over by whoever has not seen the last', async () => {
    await put('message:1', 'first');
    const second = await put('message:1', 'second', 1);
    const late = await put('message:1', 'too late', 1);
    const unseen = await put('message:1', 'never looked');
    const removed = await remove('message:1', 1);

    expect(second.headers.etag).toBe('"2"');
    for (const refused of [late, unseen, removed])
      expect(refused.json()).toMatchObject({ status: 412, code: 'changed-meanwhile' });
    expect((await app.inject({ url: api.note(capture.id, 'message:1') })).json<Note>().text).toBe('second');
    await remove('message:1', 2);
  });

  test('are all kept where several are written at once', async () => {
    const targets = Array.from({ length: 12 }, (_, index) => `message:${index + 1}`);

    await Promise.all(targets.map((target) => put(target, target)));

    expect((await notes()).map(({ target }) => target).toSorted()).toEqual(targets.toSorted());
    await Promise.all(targets.map((target) => remove(target, 1)));
  });

  test.each([
    ['call:c99', 'x', 'not-found'],
    ['message:9999', 'x', 'not-found'],
    ['nonsense', 'x', 'bad-request'],
    ['call:../../etc', 'x', 'bad-request'],
    ['capture', 'ä'.repeat(noteLimits.textBytes / 2 + 1), 'body-too-large'],
    ['capture', 'x'.repeat(noteLimits.textBytes + 1), 'bad-request'],
  ])('are refused where they cannot be: %s %.5s', async (target, text, code) => {
    expect((await put(target, text)).json()).toMatchObject({ code });
  });

  test('stand in a pcapng as comments of packets, where that is wanted', async () => {
    await put('message:2', 'This one is late');

    const plain = await app.inject({ url: api.exportCall(capture.id, 'c1', 'pcapng') });
    const told = await app.inject({ url: api.exportCall(capture.id, 'c1', 'pcapng', { notes: true }) });
    const hidden = await app.inject({
      url: api.exportCall(capture.id, 'c1', 'pcapng', { notes: true, anonymize: true }),
    });

    expect(plain.rawPayload.toString('latin1')).not.toContain('late');
    expect(told.rawPayload.toString('latin1')).toContain('This one is late');
    expect(hidden.rawPayload.toString('latin1')).not.toContain('late');
    await remove('message:2', 1);
  });

  test('lie beside the capture, are there after a restart, and go with it', async () => {
    const file = path.join(dataDir, 'captures', capture.id, 'notes.json');
    await put('capture', 'The bad one');
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject([{ target: 'capture', text: 'The bad one' }]);

    await app.close();
    app = await buildServer({ uploadLimits: { freeBytes: 0 }, dataDir, trashMs: 0 });
    expect(await notes()).toMatchObject([{ text: 'The bad one' }]);

    await app.close();
    await writeFile(file, '{damaged');
    app = await buildServer({ uploadLimits: { freeBytes: 0 }, dataDir, trashMs: 0 });
    expect((await app.inject({ url: api.notes(capture.id) })).json()).toMatchObject({ code: 'notes-damaged' });
    expect((await put('capture', 'over it')).json()).toMatchObject({ code: 'notes-damaged' });
    expect(await readFile(file, 'utf8')).toBe('{damaged');

    await app.inject({ method: 'DELETE', url: api.capture(capture.id) });
    expect((await app.inject({ url: api.notes(capture.id) })).statusCode).toBe(404);
  }, 60_000);
});
