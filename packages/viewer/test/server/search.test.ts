import type { FastifyInstance } from 'fastify';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { api } from '../../src/api/routes.ts';
import type { SearchEvent, SearchHit } from '../../src/api/search/search.ts';
import { LocalCapture } from '../../src/app/backend/local-capture.ts';
import { readWanted } from '../../src/api/search/wanted.ts';
import { buildServer } from '../../src/server/build-server.ts';
import { analysed, fixtures, upload } from './test-server.ts';

const call = await readFile(path.join(fixtures, 'call/call.pcap'));
const calls = await readFile(path.join(fixtures, 'call/ipv6-three-calls.pcap'));

let app: FastifyInstance;
let dataDir: string;
let first: string;
let second: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'sipscope-test-'));
  app = await buildServer({ dataDir, uploadLimits: { freeBytes: 0 } });
  first = (await upload(app, call)).id;
  second = (await upload(app, calls)).id;
  await analysed(app, first);
  await analysed(app, second);
});
afterAll(async () => {
  await app.close();
  await rm(dataDir, { recursive: true });
});

async function search(query: Readonly<Record<string, string>>): Promise<readonly SearchEvent[]> {
  const response = await app.inject({ url: `${api.search}?${new URLSearchParams(query)}` });
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
  return response.body
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as SearchEvent);
}

function hitsOf(events: readonly SearchEvent[]): readonly SearchHit[] {
  return events.flatMap((event) => (event.kind === 'hits' ? event.hits : []));
}

describe('a search across captures', () => {
  test('finds the call of a Call-ID, and its messages', async () => {
    const hits = hitsOf(await search({ q: '2-13742@::1' }));

    expect(hits.every(({ capture }) => capture === second)).toBe(true);
    expect(hits.filter((hit) => hit.call !== undefined)).toHaveLength(1);
    expect(hits.filter((hit) => hit.message !== undefined)).toHaveLength(6);
    expect(hits.find((hit) => hit.message !== undefined)?.found.in).toMatch(/call-id/i);
  });

  test('finds text of a body, which stands in no row', async () => {
    const hits = hitsOf(await search({ q: 'v=0' }));

    expect(hits.length).toBeGreaterThan(0);
    expect(hits.every(({ found, message }) => message !== undefined && found.in === 'body')).toBe(true);
  });

  test('shows of everything that it contains the text', async () => {
    for (const q of ['ALICE@example', '127.0.1.1', 'sipp', 'z9hg4bk'])
      for (const { found } of hitsOf(await search({ q })))
        expect(found.text.slice(...found.at).toLowerCase()).toBe(q.toLowerCase());
  });

  test('finds registrations', async () => {
    const hits = hitsOf(await search({ q: 'bob@example.test', capture: first, messages: 'false' }));

    expect(hits.some((hit) => hit.registration !== undefined)).toBe(true);
    expect(hits.some((hit) => hit.message !== undefined)).toBe(false);
  });

  test('tells no more than twenty of each, and that there are more', async () => {
    const events = await search({ q: 'SIP/2.0', capture: first });

    expect(hitsOf(events).filter((hit) => hit.message !== undefined)).toHaveLength(20);
    expect(events).toContainEqual({ kind: 'more', capture: first, list: 'messages' });
  });

  test('says how far it is, to the end', async () => {
    const events = await search({ q: 'found nowhere at all' });

    expect(hitsOf(events)).toEqual([]);
    expect(events.at(-1)).toEqual({ kind: 'progress', read: 54, total: 54 });
  });

  test.each([
    [{ q: 'a' }, 400],
    [{ q: 'a'.repeat(201) }, 400],
    [{ q: 'alice', capture: 'nothing' }, 404],
  ])('refuses %j', async (query, status) => {
    const url = `${api.search}?${new URLSearchParams(query as Record<string, string>)}`;

    expect((await app.inject({ url })).statusCode).toBe(status);
  });

  test('of another site is refused', async () => {
    const headers = { origin: 'http://elsewhere.test', 'sec-fetch-site': 'cross-site' };

    expect((await app.inject({ url: `${api.search}?q=alice`, headers })).statusCode).toBe(403);
  });
});

test('the browser alone finds what the server finds', async () => {
  const local = await LocalCapture.open(new Blob([new Uint8Array(call)]), () => {});
  for (const q of ['alice', '127.0.1.1', 'v=0', 'ob@exam']) {
    const wanted = readWanted(q);
    if (wanted === undefined) continue;
    const rows = [await local.searchRows('calls', wanted, 20), await local.searchRows('registrations', wanted, 20)];
    const messages = await local.searchMessages(0, wanted, 20);

    const here = [...rows.flat(), ...messages.hits].map((hit) => ({ ...hit, capture: first }));

    expect(here).toEqual(hitsOf(await search({ q, capture: first })));
  }
});
