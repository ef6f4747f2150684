import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Summary } from '@sipscope/analyzer';
import type { CaptureRow } from '../../src/api/captures.ts';
import { takeSecrets } from '../take-secrets.ts';
import { analysed, fixtures, temporaryFolder, testServer, upload } from './test-server.ts';

const { capture, keyLog } = takeSecrets(await readFile(path.join(fixtures, 'tls/tls12-withkeys.pcapng')));
const text = { 'content-type': 'text/plain' };

describe('PUT /api/captures/:id/keylog', () => {
  test('has the capture analysed anew, with what its TLS connections carry', async () => {
    const app = await testServer();
    const { id } = await upload(app, capture);
    const before = await analysed(app, id);

    const response = await app.inject({
      method: 'PUT',
      url: `/api/captures/${id}/keylog`,
      headers: text,
      payload: keyLog,
    });

    expect(before.facts?.tls).toMatchObject({ connections: 1, decrypted: 0 });
    expect(response.statusCode).toBe(202);
    expect(response.json()).toMatchObject({ id, keyLog: true });
    expect(response.json()).not.toHaveProperty('facts');
    const after = await analysed(app, id);
    expect(after).toMatchObject({ state: 'ready', keyLog: true, facts: { tls: { connections: 1, decrypted: 1 } } });
    const summary = (await app.inject({ url: `/api/captures/${id}/summary` })).json<Summary>();
    expect(summary.transports).toMatchObject({ TLS: 16 });
    const list = await app.inject({ url: `/api/captures/${id}/messages?filter=transport:TLS&limit=1` });
    const { items } = list.json<{ items: { frame: number }[] }>();
    const message = await app.inject({ url: `/api/captures/${id}/messages/${items[0]?.frame}` });
    const { raw } = message.json<{ raw: string }>();
    expect(Buffer.from(raw, 'base64').toString()).toMatch(/^REGISTER sip:/);
  });

  test('keeps the keys where nobody else reads them, and shows them never', async () => {
    const dataDir = await temporaryFolder();
    const app = await testServer({ dataDir, trashMs: 0 });
    const { id } = await upload(app, capture);

    await app.inject({ method: 'PUT', url: `/api/captures/${id}/keylog`, headers: text, payload: keyLog });

    const folder = path.join(dataDir, 'captures', id);
    const row = await analysed(app, id);
    expect((await stat(path.join(folder, 'keys.log'))).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).filter((name) => name.startsWith('keys.log.'))).toEqual([]);
    const secret = keyLog.trim().split(' ').at(-1) ?? '';
    expect(JSON.stringify(row)).not.toContain(secret);
    expect((await app.inject({ url: `/api/captures/${id}/summary` })).body).not.toContain(secret);
    expect((await app.inject({ url: `/api/captures/${id}/keylog` })).statusCode).toBe(404);
    await app.inject({ method: 'DELETE', url: `/api/captures/${id}` });
    expect(await readdir(path.join(dataDir, 'captures'))).toEqual([]);
  });

  test('takes the last of several that come at once', async () => {
    const app = await testServer();
    const { id } = await upload(app, capture);

    const answers = await Promise.all(
      ['', keyLog, keyLog].map((payload) =>
        app.inject({ method: 'PUT', url: `/api/captures/${id}/keylog`, headers: text, payload: payload || '#' }),
      ),
    );

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202, 202]);
    expect(await analysed(app, id)).toMatchObject({ state: 'ready', keyLog: true });
  });

  test.each([
    ['an empty body', '', {}, 400, 'bad-request'],
    ['more bytes than a key log may have', keyLog, { 'content-length': `${100 * 1024 ** 2}` }, 413, 'body-too-large'],
  ])('refuses %s', async (_what, payload, headers, status, code) => {
    const app = await testServer();
    const { id } = await upload(app, capture);

    const url = `/api/captures/${id}/keylog`;
    const response = await app.inject({ method: 'PUT', url, headers: { ...text, ...headers }, payload });

    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ code });
    expect((await analysed(app, id)).keyLog).toBeUndefined();
  });

  test('knows no capture that is not there', async () => {
    const app = await testServer();

    const url = '/api/captures/00000000-0000-4000-8000-000000000000/keylog';
    const response = await app.inject({ method: 'PUT', url, headers: text, payload: keyLog });

    expect(response.statusCode).toBe(404);
  });

  test('is refused where another site asks for it', async () => {
    const app = await testServer();
    const { id } = await upload(app, capture);

    const response = await app.inject({
      method: 'PUT',
      url: `/api/captures/${id}/keylog`,
      headers: { ...text, origin: 'https://elsewhere.example' },
      payload: keyLog,
    });

    expect(response.statusCode).toBe(403);
  });

  test('is found again by the next server', async () => {
    const dataDir = await temporaryFolder();
    const first = await testServer({ dataDir });
    const { id } = await upload(first, capture);
    await first.inject({ method: 'PUT', url: `/api/captures/${id}/keylog`, headers: text, payload: keyLog });
    await analysed(first, id);
    await first.close();

    const second = await testServer({ dataDir });

    const row = (await second.inject({ url: `/api/captures/${id}` })).json<CaptureRow>();
    expect(row).toMatchObject({ state: 'ready', keyLog: true });
  });
});
