import {
  analyze,
  type CallRow,
  type FindingGroupRow,
  type FindingRow,
  judgeMessage,
  type Ladder,
  type MessageDetail,
} from '@sipscope/analyzer';
import { chooseRules, rules } from '@sipscope/analyzer/conformance';
import type { FastifyInstance } from 'fastify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFlow } from '../../../analyzer/test/flow/run-flow.ts';
import type { ListPage } from '../../src/api/lists.ts';
import { api } from '../../src/api/routes.ts';
import type { RuleDetail } from '../../src/api/rule-detail.ts';
import { buildServer } from '../../src/server/build-server.ts';
import { analysed, errorsOf, upload } from './test-server.ts';

/** Its INVITE lacks a field that every request has (RFC 3261 §8.1.1). */
const { capture } = readFlow(
  'without-max-forwards.flow',
  `# A phone leaves Max-Forwards out
alice 192.0.2.1 sip:alice@example.com "Phone 1.0"
bob   192.0.2.2

0.0   alice -> bob INVITE sip:bob@example.com without Max-Forwards sdp offer audio 4000 PCMU
+0.1  alice <- bob 486
+0.01 alice -> bob ACK
`,
);

let app: FastifyInstance;
let dataDir: string;
let id: string;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'sipscope-test-'));
  app = await buildServer({ dataDir, uploadLimits: { freeBytes: 0 } });
  ({ id } = await analysed(app, (await upload(app, Buffer.from(capture))).id));
}, 60_000);
afterAll(async () => {
  await app.close();
  await rm(dataDir, { recursive: true });
});

async function get<Answer>(url: string): Promise<Answer> {
  const response = await app.inject({ url });
  expect(response.statusCode).toBe(200);
  return response.json<Answer>();
}

describe('findings', () => {
  test('are a list of what the analyzer tells, as the API documents them', async () => {
    const analysis = await analyze([capture], { rules: chooseRules(rules, {}) });

    const { items } = await get<ListPage<FindingRow>>(api.list(id, 'findings'));

    expect(items).toEqual([...analysis.findings()]);
    expect(items.map(({ rule }) => rule)).toContain('SIP-MF-001');
    for (const item of items) expect(errorsOf('FindingRow', item)).toEqual([]);
  });

  test('are filtered as other lists are', async () => {
    const { items } = await get<ListPage<FindingRow>>(`${api.list(id, 'findings')}?filter=rule:SIP-MF-001`);

    expect(new Set(items.map(({ rule }) => rule))).toEqual(new Set(['SIP-MF-001']));
  });

  test('are counted by rule and device', async () => {
    const groups = await get<{ readonly items: readonly FindingGroupRow[] }>(api.findingGroups(id));

    expect(groups.items).toContainEqual(expect.objectContaining({ rule: 'SIP-MF-001', device: 'Phone 1.0' }));
    expect(errorsOf('FindingGroups', groups)).toEqual([]);
  });

  test('are counted by level in their call, and of the whole capture in its row', async () => {
    const call = await get<CallRow>(api.call(id, 'c1'));
    const { counts } = await get<{ readonly counts: { readonly findings: number } }>(api.capture(id));

    expect(call.findings?.must).toBeGreaterThan(0);
    expect(errorsOf('CallRow', call)).toEqual([]);
    expect(counts.findings).toBeGreaterThan(0);
  });

  test('stand on the arrows of the ladder, and in their message', async () => {
    const ladder = await get<Ladder>(api.ladder(id, 'c1'));
    const detail = await get<MessageDetail>(api.message(id, 1));

    expect(ladder.arrows[0]?.findings?.must).toBeGreaterThan(0);
    expect(errorsOf('Ladder', ladder)).toEqual([]);
    expect(detail.findings).toContainEqual(expect.objectContaining({ rule: 'SIP-MF-001', frame: 1 }));
    for (const finding of detail.findings) expect(errorsOf('MessageFinding', finding)).toEqual([]);
  });
});

describe('a message by itself', () => {
  const text = [
    'OPTIONS sip:bob@example.com SIP/2.0',
    'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1',
    'From: <sip:alice@example.com>;tag=1',
    'To: <sip:bob@example.com>',
    'Call-ID: a',
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');

  test('is judged by the rules of messages', async () => {
    const response = await app.inject({ method: 'POST', url: api.parse, payload: { text } });
    const detail = response.json<MessageDetail>();

    const found = detail.findings.find(({ rule }) => rule === 'SIP-MF-001');
    expect(found?.seen).toContain('Max-Forwards');
    expect(found).not.toHaveProperty('frame');
    expect(errorsOf('MessageFinding', found)).toEqual([]);
  });

  test('that is none, or longer than a datagram, has no findings', async () => {
    expect(await judgeMessage(new Uint8Array([1, 2, 3]), rules)).toEqual([]);
    expect(await judgeMessage(new Uint8Array(70_000), rules)).toEqual([]);
  });
});

describe('a rule', () => {
  test('tells what it says, why, and what keeps and breaks it', async () => {
    const rule = await get<RuleDetail>(api.rule('SIP-MF-001'));

    expect(rule).toMatchObject({ id: 'SIP-MF-001', level: 'must', rfc: 3261 });
    expect(rule.link).toMatch(/^https:\/\/www\.rfc-editor\.org\/rfc\/rfc3261#section-/);
    expect(errorsOf('RuleDetail', rule)).toEqual([]);
  });

  test('that there is not is said so', async () => {
    expect((await app.inject({ url: api.rule('SIP-XXX-001') })).json()).toMatchObject({ code: 'not-found' });
  });
});
