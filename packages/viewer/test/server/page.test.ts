import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, testServer } from './test-server.ts';

async function builtPage(): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(path.join(folder, 'assets'));
  await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>page</title>');
  await writeFile(path.join(folder, 'assets/main-1a2b.js'), 'export {};');
  return folder;
}

test('the page is served at every address of its own', async () => {
  const app = await testServer({ pageDir: await builtPage() });

  for (const url of ['/', '/captures/x/calls/y', '/?a=b', '/apix']) {
    const response = await app.inject({ url });
    expect(response.body).toContain('<title>page</title>');
    expect(response.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
  }
});

test('assets are kept by browsers for ever, since their names change with them', async () => {
  const app = await testServer({ pageDir: await builtPage() });

  const response = await app.inject({ url: '/assets/main-1a2b.js' });

  expect(response.body).toBe('export {};');
  expect(response.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
  });
});

test('no address leads out of the page', async () => {
  const app = await testServer({ pageDir: await builtPage() });

  for (const url of [
    '/assets/nothing.js',
    '/assets/__proto__',
    '/assets/%2e%2e%2findex.html',
    '/api',
    '/api/',
    '/api/x',
  ]) {
    const response = await app.inject({ url });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'not-found' });
  }
  for (const url of ['/../../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '//etc/passwd', '/..%2f..%2fetc/passwd'])
    expect((await app.inject({ url })).body).toContain('<title>page</title>');
});

test('a page that is not built is said so', async () => {
  const app = await testServer({ pageDir: path.join(await temporaryFolder(), 'nothing') });

  const response = await app.inject({ url: '/' });

  expect(response.statusCode).toBe(503);
  expect(response.body).toContain('The page is not built.');
});
