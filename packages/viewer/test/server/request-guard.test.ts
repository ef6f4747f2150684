import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { testServer } from './test-server.ts';

const foreign = 'http://evil.example';

describe('the Host of a request', () => {
  test.each([
    'evil.example',
    'localhost.evil.example',
    '169.254.169.254',
    'evil@localhost',
    '127.0.0.1.evil.example',
    'localhost:x',
    '[::1',
  ])('%j is refused before anything is looked up', async (host) => {
    const app = await testServer();

    for (const url of ['/api/captures', '/', '/nothing/here', '/api/openapi.json', '/api/docs']) {
      const response = await app.inject({ url, headers: { host } });

      expect(response.statusCode).toBe(403);
      expect(response.json()).toMatchObject({ code: 'host-rejected' });
    }
  });

  test.each(['localhost', 'LOCALHOST:5090', '127.0.0.1:80', '[::1]:5090', 'viewer.example:443'])(
    '%j is taken',
    async (host) => {
      const app = await testServer({ allowedHosts: ['viewer.example'] });

      expect((await app.inject({ url: '/api/captures', headers: { host } })).statusCode).toBe(200);
    },
  );
});

test('an empty Host is refused', async () => {
  const app = await testServer();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const socket = net.connect((app.server.address() as net.AddressInfo).port, '127.0.0.1');
  socket.end('GET /api/captures HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n');

  const answer = Buffer.concat(await socket.toArray()).toString();

  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  expect(answer).toContain('host-rejected');
});

describe('a request that changes something', () => {
  test.each([
    ['another origin', { origin: foreign }],
    ['an origin that only begins like ours', { origin: 'http://localhost.evil.example' }],
    ['another port', { origin: 'http://localhost:9999' }],
    ['an opaque origin', { origin: 'null' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a same-site fetch', { 'sec-fetch-site': 'same-site' }],
  ])('is refused from %s', async (_what, headers) => {
    const app = await testServer();
    const requests = [
      ['POST', '/api/captures'],
      ['PUT', '/api/captures/a'],
      ['DELETE', '/api/captures/a'],
      ['POST', '/api/parse'],
      ['GET', '/api/captures/a/events'],
      ['GET', '/api/captures/a/calls/b/export?format=text'],
      ['OPTIONS', '/api/captures'],
    ] as const;

    for (const [method, url] of requests) {
      const response = await app.inject({
        method,
        url,
        headers: { host: 'localhost:5090', 'content-type': 'text/plain', ...headers },
        payload: 'x',
      });

      expect(response.statusCode).toBe(403);
      expect(response.json()).toMatchObject({ code: 'origin-rejected' });
      expect(response.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test.each([
    ['our own page', { origin: 'http://localhost:5090', 'sec-fetch-site': 'same-origin' }],
    ['a typed address', { 'sec-fetch-site': 'none' }],
    ['a program', {}],
  ])('is taken from %s', async (_what, headers) => {
    const app = await testServer();

    const response = await app.inject({
      method: 'DELETE',
      url: '/api/captures/a',
      headers: { host: 'localhost:5090', ...headers },
    });

    expect(response.json()).toMatchObject({ code: 'not-found' });
  });
});

test('every answer carries the security headers', async () => {
  const app = await testServer();

  for (const url of ['/', '/api/captures', '/api/nothing', '/api/captures/x/calls']) {
    const { headers } = await app.inject({ url });

    expect(headers['content-security-policy']).toBe(
      "default-src 'none';script-src 'self' 'wasm-unsafe-eval';style-src 'self';img-src 'self' data:;" +
        "media-src 'self' blob:;connect-src 'self';worker-src 'self';" +
        "base-uri 'none';form-action 'none';frame-ancestors 'none';require-trusted-types-for 'script';" +
        'trusted-types lit-html sipscope',
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
    });
  }
});
