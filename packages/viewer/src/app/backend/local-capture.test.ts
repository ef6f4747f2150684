import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { CallRow, MessageRow } from '@sipscope/analyzer';
import { takeSecrets } from '../../../test/take-secrets.ts';
import { BackendError } from './backend-error.ts';
import { LocalCapture, openingProblem } from './local-capture.ts';

const captures = path.join(import.meta.dirname, '../../../../../fixtures/captures');

async function openFixture(name: string): Promise<LocalCapture> {
  return LocalCapture.open(new Blob([await readFile(path.join(captures, name))]), () => {});
}

async function expected<Row>(name: string): Promise<readonly Row[]> {
  return JSON.parse(await readFile(path.join(captures, name), 'utf8')) as readonly Row[];
}

describe('LocalCapture', () => {
  test('gives the rows the fixture expects', async () => {
    const capture = await openFixture('call/call.pcap');

    const messages = await capture.list('messages', { limit: 1000 });
    const calls = await capture.list('calls', {});

    const expectedMessages = await expected<Partial<MessageRow>>('call/call.messages.json');
    const expectedCalls = await expected<Partial<CallRow>>('call/call.calls.json');
    expect(messages.items).toHaveLength(expectedMessages.length);
    for (const [at, row] of expectedMessages.entries()) expect(messages.items[at]).toMatchObject(row);
    expect(calls.items).toHaveLength(expectedCalls.length);
  });

  test('reads with a key log what TLS carries, and a message of it again', async () => {
    const { capture: file, keyLog } = takeSecrets(await readFile(path.join(captures, 'tls/tls12-withkeys.pcapng')));

    const without = await LocalCapture.open(new Blob([new Uint8Array(file)]), () => {});
    const capture = await LocalCapture.open(new Blob([new Uint8Array(file)]), () => {}, { keyLog: new Blob([keyLog]) });

    expect(without.contents.facts.tls).toMatchObject({ connections: 1, decrypted: 0 });
    expect(capture.contents.facts.tls).toMatchObject({ connections: 1, decrypted: 1 });
    const { items } = await capture.list('messages', { filter: 'transport:TLS', limit: 1 });
    const { raw } = await capture.message(items[0]?.frame ?? 0);
    expect(atob(raw)).toMatch(/^REGISTER sip:/);
  });

  test('reads a message again from its place', async () => {
    const capture = await openFixture('call/call.pcap');

    const { row, raw, tree } = await capture.message(17);

    expect(row?.method).toBe('INVITE');
    expect(atob(raw)).toMatch(/^INVITE sip:bob@example\.test SIP\/2\.0\r\n/);
    expect(tree.span).toEqual([0, atob(raw).length]);
  });

  test('refuses a frame that completes no message', async () => {
    const capture = await openFixture('call/call.pcap');

    await expect(capture.message(999_999)).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await expect(capture.message(17, 4)).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  test('draws and exports a call', async () => {
    const capture = await openFixture('call/call.pcap');
    const [call] = (await capture.list('calls', {})).items;
    if (call === undefined) throw new Error('the fixture holds a call');

    const ladder = await capture.ladder(call.id);
    const mermaid = await (await capture.exportCall(call.id, 'mermaid')).text();
    const csv = await (await capture.exportCall(call.id, 'csv')).text();

    expect(ladder.arrows).toHaveLength(call.messages);
    expect(mermaid).toContain('sequenceDiagram');
    expect(csv.split('\r\n')).toHaveLength(call.messages + 2);
    await expect(capture.ladder('c999')).rejects.toBeInstanceOf(BackendError);
  });

  test('tells a call', async () => {
    const capture = await openFixture('call/reinvite-hold.pcap');

    const story = await capture.story('c1');

    expect(story.events.map(({ kind }) => kind)).toEqual(['call', 'ringing', 'answered', 'hold', 'resume', 'hangup']);
    await expect(capture.story('c999')).rejects.toBeInstanceOf(BackendError);
  });

  test('filters, sorts and pages as the server does', async () => {
    const capture = await openFixture('call/call.pcap');

    const filtered = await capture.list('messages', { filter: 'method:INVITE kind:request', sort: '-frame', limit: 2 });
    const rest = await capture.list('messages', {
      filter: 'method:INVITE kind:request',
      sort: '-frame',
      limit: 2,
      ...(filtered.nextCursor !== undefined && { cursor: filtered.nextCursor }),
    });

    const frames = [...filtered.items, ...rest.items].map((row) => row.frame);
    expect(frames).toEqual(frames.toSorted((one, other) => other - one));
    expect(filtered.total).toBe(3);
    expect(rest.nextCursor).toBeUndefined();
    expect([...filtered.items, ...rest.items].every((row) => row.method === 'INVITE' && row.kind === 'request')).toBe(
      true,
    );
  });

  test('refuses a filter and a sort it cannot read', async () => {
    const capture = await openFixture('call/call.pcap');

    await expect(capture.list('calls', { filter: 'outcom:failed' })).rejects.toMatchObject({
      problem: { code: 'filter-syntax', span: [0, 6] },
    });
    await expect(capture.list('calls', { sort: '__proto__' })).rejects.toMatchObject({
      problem: { code: 'bad-request' },
    });
  });

  test('tells that a capture was cut and gives what came before', async () => {
    const capture = await openFixture('encoding/cut-mid-packet.pcap');

    expect(capture.contents.facts.damaged).toBe(true);
    expect(capture.contents.problems.length).toBeGreaterThan(0);
    expect(capture.contents.counts.messages).toBeGreaterThan(0);
  });

  test.each([
    ['nothing at all', new Uint8Array()],
    ['a JPEG', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46)],
  ])('says why %s cannot be opened', async (_, bytes) => {
    const failure: unknown = await LocalCapture.open(new Blob([bytes]), () => {}).catch((reason: unknown) => reason);

    expect(openingProblem(failure).code).toMatch(/^capture-/);
    expect(openingProblem(failure).message).toMatch(/\.$/);
  });
});
