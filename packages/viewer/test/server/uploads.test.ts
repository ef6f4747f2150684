import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { CaptureRow } from '../../src/api/captures.ts';
import { pcapType, temporaryFolder, testServer, upload } from './test-server.ts';

const idle = path.join(import.meta.dirname, 'waiting-worker.ts');
const bytes = Buffer.from('not yet looked at');

describe('POST /api/captures', () => {
  test('answers 201 when the bytes are on disk, with their size and SHA-256', async () => {
    const dataDir = await temporaryFolder();
    const app = await testServer({ dataDir, analysisEntry: idle });
    const large = Buffer.alloc(3 * 1024 ** 2, 'sip');

    const response = await app.inject({
      method: 'POST',
      url: '/api/captures?name=a.pcap',
      headers: pcapType,
      payload: large,
    });

    expect(response.statusCode).toBe(201);
    const row = response.json<CaptureRow>();
    expect(response.headers['location']).toBe(`/api/captures/${row.id}`);
    expect(row).toMatchObject({
      name: 'a.pcap',
      size: large.length,
      sha256: createHash('sha256').update(large).digest('hex'),
    });
    expect((await readFile(path.join(dataDir, 'captures', row.id, 'capture'))).equals(large)).toBe(true);
    expect(row).not.toHaveProperty('attempts');
  });

  test('takes the file of a form', async () => {
    const app = await testServer({ analysisEntry: idle });
    const payload = [
      '--x',
      'Content-Disposition: form-data; name="file"; filename="form.pcapng"',
      'Content-Type: application/octet-stream',
      '',
      'the bytes',
      '--x--',
      '',
    ].join('\r\n');

    const response = await app.inject({
      method: 'POST',
      url: '/api/captures',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      payload,
    });

    expect(response.statusCode).toBe(201);
    expect(response.json()).toMatchObject({ name: 'form.pcapng', size: 9 });
  });

  test('takes a body without a type under the name in the address, as curl -T sends it', async () => {
    const app = await testServer({ analysisEntry: idle });

    const response = await app.inject({
      method: 'PUT',
      url: '/api/captures/my%20trace.pcap',
      payload: bytes,
    });

    expect(response.json()).toMatchObject({ name: 'my trace.pcap', size: bytes.length });
  });

  test.each([
    ['an empty body', {}, '', 400, 'bad-request'],
    ['another type', { 'content-type': 'text/html' }, '<p>', 415, 'unsupported-media-type'],
    ['a form without a file', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--\r\n', 400, 'bad-request'],
    [
      'a form cut off',
      { 'content-type': 'multipart/form-data; boundary=x' },
      '--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nabc',
      400,
      'upload-incomplete',
    ],
  ])('refuses %s and keeps nothing', async (_what, headers, payload, status, code) => {
    const dataDir = await temporaryFolder();
    const app = await testServer({ dataDir, analysisEntry: idle });

    const response = await app.inject({
      method: 'POST',
      url: '/api/captures',
      headers: { ...pcapType, ...headers },
      payload,
    });

    expect(response.statusCode).toBe(status);
    expect(response.headers['content-type']).toMatch('application/problem+json');
    expect(response.json()).toMatchObject({ status, code });
    expect(await readdir(path.join(dataDir, 'captures'))).toEqual([]);
  });

  test('refuses a file that says it is too large, and one that turns out so', async () => {
    const dataDir = await temporaryFolder();
    const app = await testServer({ dataDir, analysisEntry: idle, uploadLimits: { fileBytes: 1000, freeBytes: 0 } });

    const said = await app.inject({
      method: 'POST',
      url: '/api/captures',
      headers: { ...pcapType, 'content-length': '99999999' },
      payload: 'x',
    });
    const grown = await app.inject({
      method: 'POST',
      url: '/api/captures',
      headers: pcapType,
      payload: Readable.from([Buffer.alloc(600), Buffer.alloc(600)]),
    });

    expect(said.json()).toMatchObject({ status: 413, code: 'body-too-large' });
    expect(grown.json()).toMatchObject({ status: 413, code: 'body-too-large' });
    expect(await readdir(path.join(dataDir, 'captures'))).toEqual([]);
  });

  test('leaves the floor of free space free', async () => {
    const app = await testServer({ analysisEntry: idle, uploadLimits: { freeBytes: Number.MAX_SAFE_INTEGER } });

    const response = await app.inject({ method: 'POST', url: '/api/captures', headers: pcapType, payload: bytes });

    expect(response.json()).toMatchObject({ status: 507, code: 'disk-full' });
  });

  test('keeps nothing of an upload that is cut off, and lists nothing', async () => {
    const dataDir = await temporaryFolder();
    const app = await testServer({ dataDir, analysisEntry: idle });
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as net.AddressInfo;
    const socket = net.connect(port, '127.0.0.1');
    socket.write(
      `POST /api/captures HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/octet-stream\r\nContent-Length: 100000\r\n\r\nabc`,
    );
    const folder = path.join(dataDir, 'captures');
    await until(async () => (await readdir(folder)).length === 1);
    const [id = ''] = await readdir(folder);
    await until(async () => existsSync(path.join(folder, id, 'capture.part')));

    const whileItComes = (await app.inject({ url: '/api/captures' })).json();
    socket.destroy();
    await until(async () => (await readdir(folder)).length === 0);

    expect(whileItComes).toEqual([]);
    expect((await app.inject({ url: '/api/captures' })).json()).toEqual([]);
  });

  test('cuts off an upload that trickles', async () => {
    const dataDir = await temporaryFolder();
    const uploadLimits = { freeBytes: 0, minimumRate: 1000, rateWindowMs: 100 };
    const app = await testServer({ dataDir, analysisEntry: idle, uploadLimits });
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as net.AddressInfo;
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    socket.write(
      `POST /api/captures HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/octet-stream\r\nContent-Length: 100000\r\n\r\nabc`,
    );

    await closed;

    await until(async () => (await readdir(path.join(dataDir, 'captures'))).length === 0);
  });
});

describe('the name of an upload', () => {
  test.each([
    '../../../../tmp/pwn.pcap',
    '/etc/passwd',
    'CON',
    '.',
    '.htaccess',
    '<img src=x onerror=globalThis.__pwned=1>.pcap',
    '%2e%2e%2f%2e%2e%2fpwn',
    'a/b/c.pcap',
    '📞.pcap',
    '=cmd|calc.pcap',
  ])('%j is shown and is nowhere in a path', async (name) => {
    const dataDir = await temporaryFolder();
    const app = await testServer({ dataDir, analysisEntry: idle });

    const row = await upload(app, bytes, name);

    expect(row.name).toBe(name);
    expect(row.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(await readdir(path.join(dataDir, 'captures'))).toEqual([row.id]);
    const inside = await readdir(path.join(dataDir, 'captures', row.id));
    expect(inside.filter((file) => !/^(capture|capture\.json(\.part)?)$/.test(file))).toEqual([]);
  });

  test.each([
    ['', 'capture'],
    ['a\r\nSet-Cookie: x\u0000\u001B[31m.pcap', 'aSet-Cookie: x[31m.pcap'],
    ['a'.repeat(400), 'a'.repeat(255)],
    ['📞'.repeat(400), '📞'.repeat(255)],
    ['\u2028\u0085', 'capture'],
  ])('%j becomes %j', async (name, shown) => {
    const app = await testServer({ analysisEntry: idle });

    expect((await upload(app, bytes, name)).name).toBe(shown);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds().catch(() => false))) await new Promise((resolve) => setTimeout(resolve, 10));
}
