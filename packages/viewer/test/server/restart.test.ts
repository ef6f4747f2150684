import { DuckDBInstance } from '@duckdb/node-api';
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import type { CaptureRow } from '../../src/api/captures.ts';
import { buildServer } from '../../src/server/build-server.ts';
import { analysed, fixtures, temporaryFolder, testServer, upload } from './test-server.ts';

const idle = path.join(import.meta.dirname, 'waiting-worker.ts');
const misbehaving = path.join(import.meta.dirname, 'misbehaving-worker.ts');
const callFile = path.join(fixtures, 'call/call.pcap');

/** A server in a process of its own, to be killed. */
async function serverProcess(dataDir: string, analysisEntry = ''): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(
    process.execPath,
    ['--conditions=@sipscope/source', path.join(import.meta.dirname, 'run-server.ts'), dataDir, analysisEntry],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout })) return { url: line, child };
  throw new Error('the server ended before it listened');
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function post(url: string, body: Uint8Array, name: string): Promise<CaptureRow> {
  const response = await fetch(`${url}/api/captures?name=${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: Buffer.from(body),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as CaptureRow;
}

test('a server killed after the upload is followed by one that analyses the capture', async () => {
  const dataDir = await temporaryFolder();
  const body = await readFile(callFile);
  const first = await serverProcess(dataDir, idle);
  const { id } = await post(first.url, body, 'call.pcap');

  await kill(first.child);
  const app = await testServer({ dataDir });

  const row = await analysed(app, id);
  expect(row).toMatchObject({ state: 'ready', name: 'call.pcap', counts: { calls: 1 } });
  expect(row.sha256).toBe(createHash('sha256').update(body).digest('hex'));
});

test('a server killed twice during an analysis is followed by one that does not try again', async () => {
  const dataDir = await temporaryFolder();
  const first = await serverProcess(dataDir, idle);
  const { id } = await post(first.url, Buffer.from('a'), 'a');
  await expect
    .poll(async () => (await (await fetch(`${first.url}/api/captures/${id}`)).json()) as CaptureRow)
    .toMatchObject({ state: 'analysing' });
  await kill(first.child);
  const second = await serverProcess(dataDir, idle);
  await expect
    .poll(async () => (await (await fetch(`${second.url}/api/captures/${id}`)).json()) as CaptureRow)
    .toMatchObject({ state: 'analysing' });
  await kill(second.child);

  const app = await testServer({ dataDir, analysisEntry: idle });

  expect((await app.inject({ url: `/api/captures/${id}` })).json()).toMatchObject({
    state: 'failed',
    problems: [{ code: 'worker-crash' }],
  });
});

test('a server closed in order is no failed attempt', async () => {
  const dataDir = await temporaryFolder();
  for (let round = 0; round < 3; round++) {
    const { child, url } = await serverProcess(dataDir, idle);
    if (round === 0) await post(url, Buffer.from('a'), 'a');
    await expect
      .poll(async () => (await (await fetch(`${url}/api/captures`)).json()) as CaptureRow[])
      .toMatchObject([{ state: 'analysing' }]);
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
  }

  const app = await testServer({ dataDir, analysisEntry: idle });

  await expect
    .poll(async () => (await app.inject({ url: '/api/captures' })).json<CaptureRow[]>())
    .toMatchObject([{ state: 'analysing' }]);
});

test('a server killed at random times loses no capture it has acknowledged', async () => {
  const dataDir = await temporaryFolder();
  const body = await readFile(callFile);
  const acknowledged: string[] = [];
  for (const delay of [0, 10, 40, 150]) {
    const { child, url } = await serverProcess(dataDir);
    const uploads = Array.from({ length: 3 }, async (_, at) => {
      const { id } = await post(url, body, `${delay}-${at}`);
      acknowledged.push(id);
    });
    const settled = Promise.allSettled(uploads);
    await new Promise((resolve) => setTimeout(resolve, delay));
    await kill(child);
    await settled;
  }

  const app = await testServer({ dataDir });

  const rows = (await app.inject({ url: '/api/captures' })).json<CaptureRow[]>();
  const sha256 = createHash('sha256').update(body).digest('hex');
  expect(acknowledged.filter((id) => !rows.some((row) => row.id === id))).toEqual([]);
  for (const row of rows) {
    expect(row.sha256).toBe(sha256);
    const kept = await readFile(path.join(dataDir, 'captures', row.id, 'capture'));
    expect(kept.equals(body)).toBe(true);
    const ended = await analysed(app, row.id);
    // Killed during both attempts, it says so; else its calls were found.
    expect(ended.counts?.calls ?? ended.problems?.[0]?.code).toBeOneOf([1, 'worker-crash']);
  }
  const files = await readdir(path.join(dataDir, 'captures'), { recursive: true });
  expect(files.filter((file) => file.includes('.part'))).toEqual([]);
}, 60_000);

test('an analysis that is killed is begun again', async () => {
  const dataDir = await temporaryFolder();
  const crashing = await testServer({ dataDir, analysisEntry: misbehaving });

  const { id } = await upload(crashing, Buffer.from('exits'));

  expect(await analysed(crashing, id)).toMatchObject({ state: 'failed' });
  const record = JSON.parse(await readFile(path.join(dataDir, 'captures', id, 'capture.json'), 'utf8')) as object;
  expect(record).toMatchObject({ attempts: 2 });
});

test('a start clears away what was half done, and leaves what is not ours', async () => {
  const dataDir = await temporaryFolder();
  const captures = path.join(dataDir, 'captures');
  const unacknowledged = '6f9619ff-8b86-4d01-b42d-00c04fc964ff';
  await mkdir(path.join(captures, unacknowledged), { recursive: true });
  await writeFile(path.join(captures, unacknowledged, 'capture.part'), 'half');
  await writeFile(path.join(captures, 'notes.txt'), 'mine');

  const app = await testServer({ dataDir });

  expect((await app.inject({ url: '/api/captures' })).json()).toEqual([]);
  expect(await readdir(captures)).toEqual(['notes.txt']);
});

test('rows that cannot be opened any more are made again', async () => {
  const dataDir = await temporaryFolder();
  const first = await testServer({ dataDir });
  const { id } = await upload(first, await readFile(callFile));
  await analysed(first, id);
  await first.close();
  await writeFile(path.join(dataDir, 'captures', id, 'rows.duckdb'), 'damaged');

  const app = await testServer({ dataDir });

  expect(await analysed(app, id)).toMatchObject({ state: 'ready' });
  expect((await app.inject({ url: `/api/captures/${id}/calls` })).json()).toMatchObject({ total: 1 });
});

test.each([
  ['no JSON', '{"id": "'],
  ['another capture', (id: string) => JSON.stringify({ id: `${id.slice(0, -4)}ffff`, name: 'a', size: 1 })],
  ['no state', (id: string) => JSON.stringify({ id, name: 'a', size: 1, uploaded: 'now', attempts: 0 })],
])('a record that is %s makes its capture a failed one, and keeps its files and all others', async (_, damage) => {
  const dataDir = await temporaryFolder();
  const body = await readFile(callFile);
  const first = await testServer({ dataDir });
  const { id } = await upload(first, body);
  const { id: other } = await upload(first, body);
  await analysed(first, id);
  await analysed(first, other);
  await first.close();
  const record = path.join(dataDir, 'captures', id, 'capture.json');
  const damaged = typeof damage === 'string' ? damage : damage(id);
  await writeFile(record, damaged);

  const app = await testServer({ dataDir, trashMs: 0 });

  expect((await app.inject({ url: `/api/captures/${id}` })).json()).toMatchObject({
    state: 'failed',
    size: body.length,
    problems: [{ code: 'record-damaged', message: expect.stringContaining(`captures/${id}/capture.json`) as string }],
  });
  expect(await analysed(app, other)).toMatchObject({ state: 'ready' });
  expect(await readFile(record, 'utf8')).toBe(damaged);
  expect((await readFile(path.join(dataDir, 'captures', id, 'capture'))).equals(body)).toBe(true);
  expect((await app.inject({ method: 'DELETE', url: `/api/captures/${id}` })).statusCode).toBe(204);
  expect(await readdir(path.join(dataDir, 'captures'))).toEqual([other]);
});

test.each([
  [
    'without a version, as before there were findings',
    ['DROP TABLE version', 'DROP TABLE findings', 'DROP TABLE groups'],
  ],
  ['of another version', ["UPDATE version SET rows = 'other'"]],
])('rows %s are made anew', async (_name, changes) => {
  const dataDir = await temporaryFolder();
  const first = await buildServer({ dataDir, uploadLimits: { freeBytes: 0 } });
  const { id } = await upload(first, await readFile(callFile));
  const before = await analysed(first, id);
  await first.close();
  const rows = await DuckDBInstance.create(path.join(dataDir, 'captures', id, 'rows.duckdb'));
  const connection = await rows.connect();
  for (const change of changes) await connection.run(change);
  connection.closeSync();
  rows.closeSync();

  const app = await testServer({ dataDir });
  const begun = (await app.inject({ url: `/api/captures/${id}` })).json<CaptureRow>();
  const after = await analysed(app, id);

  expect(['queued', 'analysing']).toContain(begun.state);
  expect(after).toEqual(before);
  for (const list of ['findings', 'findings/groups', 'calls'])
    expect((await app.inject({ url: `/api/captures/${id}/${list}` })).statusCode).toBe(200);
});
