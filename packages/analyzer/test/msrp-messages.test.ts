import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, text } from './build-capture.ts';
import { upgradeRequest, upgradeResponse, webSocketFrame } from './build-websocket.ts';
import { answer, conversationsOf, MessageTalk, send } from './message-talk.ts';

/** What was sent, cut into chunks of MSRP and segments of TCP. */
const cuts = fc.record({
  body: fc.uint8Array({ minLength: 1, maxLength: 400 }),
  chunks: fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 5 }),
  segments: fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 }),
  saysEnd: fc.boolean(),
});

function chunked(body: Uint8Array, lengths: readonly number[], saysEnd: boolean): Uint8Array {
  const chunks: Uint8Array[] = [];
  let turn = 0;
  for (let at = 0; at < body.length;) {
    const end = Math.min(body.length, at + (lengths[turn++ % lengths.length] ?? 1));
    const range = `${at + 1}-${saysEnd ? end : '*'}/${body.length}`;
    const flag = end === body.length ? '$' : '+';
    const chunk = body.subarray(at, end);
    chunks.push(
      send({ id: `t${turn}xx`, from: 'alice', messageId: 'm1', range, flag, type: 'image/png', body: chunk }),
    );
    at = end;
  }
  return bytesOf(...chunks);
}

describe('messages of MSRP', () => {
  test('are the same however they are cut into chunks and segments', async () => {
    await fc.assert(
      fc.asyncProperty(cuts, async ({ body, chunks, segments, saysEnd }) => {
        const stream = chunked(body, chunks, saysEnd);

        const [row] = await new MessageTalk().session(0).stream(10, 'alice', stream, segments).conversations();

        const sha1 = createHash('sha1').update(body).digest('hex');
        expect(row?.instantMessages).toMatchObject([
          { kind: 'data', transfer: { bytes: body.length, total: body.length, complete: true, sha1 } },
        ]);
      }),
      { numRuns: 60 },
    );
  });

  test('may come in turns, chunk by chunk', async () => {
    const part = (messageId: string, id: string, range: string, flag: '+' | '$', body: string): Uint8Array =>
      send({ id, from: 'alice', messageId, range, flag, body });
    const stream = bytesOf(
      part('m1', 'aaaa', '1-3/6', '+', 'one'),
      part('m2', 'bbbb', '1-3/6', '+', 'two'),
      part('m1', 'cccc', '4-6/6', '$', 'ONE'),
      part('m2', 'dddd', '4-6/6', '$', 'TWO'),
    );

    const [row] = await new MessageTalk().session(0).stream(10, 'alice', stream).conversations();

    expect(row?.instantMessages).toMatchObject([{ text: 'oneONE' }, { text: 'twoTWO' }]);
  });

  test('are counted once, though they come again', async () => {
    const chunk = (id: string): Uint8Array =>
      send({ id, from: 'alice', messageId: 'm1', range: '1-5/5', body: 'Hello' });
    const talk = new MessageTalk().session(0).stream(10, 'alice', bytesOf(chunk('aaaa'), chunk('bbbb')));

    const [row] = await talk.stream(20, 'bob', answer('bbbb', 'bob')).conversations();

    expect(row).toMatchObject({ exchanged: 1, session: { bytes: 5, chunks: 2 } });
    expect(row?.instantMessages).toMatchObject([{ text: 'Hello', status: 200, transfer: { bytes: 5 } }]);
  });

  test('are counted beyond the limit, each once', async () => {
    const talk = new MessageTalk().session(0);
    for (let i = 0; i < 1003; i++) {
      const part = { from: 'alice', messageId: `m${i}` } as const;
      talk.stream(10 + i, 'alice', send({ ...part, id: `a${i}xx`, range: '1-2/4', flag: '+', body: 'on' }));
      talk.stream(10 + i, 'alice', send({ ...part, id: `b${i}xx`, range: '3-4/4', body: 'e!' }));
    }

    const [row] = await talk.conversations();

    expect(row).toMatchObject({ exchanged: 1003, moreInstantMessages: 3 });
    expect(row?.instantMessages.at(-1)).toMatchObject({ text: 'one!', messageId: 'm999' });
  });

  test('are the same read in two threads', async () => {
    const talk = new MessageTalk().session(0);
    for (let i = 0; i < 1500; i++) {
      talk.stream(10 + i, 'alice', send({ id: `a${i}xx`, from: 'alice', messageId: `m${i}`, body: 'Hello' }));
      talk.stream(11 + i, 'bob', answer(`a${i}xx`, 'bob'));
      if (i === 700) talk.sip(11 + i, 'alice', 'MESSAGE', { callId: 'm', type: 'text/plain', body: 'Hello' });
    }
    const folder = mkdtempSync(path.join(tmpdir(), 'sipscope-conversations-'));
    const file = path.join(folder, 'long.pcap');
    writeFileSync(file, talk.capture());
    try {
      const rows = await conversationsOf(file, 1);

      expect(await conversationsOf(file, 2)).toEqual(rows);
      expect(rows).toMatchObject([
        { kind: 'session', exchanged: 1500 },
        { kind: 'page', exchanged: 1 },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('that lose bytes are told as far as they came', async () => {
    const chunk = send({ id: 'aaaa', from: 'alice', messageId: 'm1', range: '1-300/300', body: 'x'.repeat(300) });
    const next = send({ id: 'bbbb', from: 'alice', messageId: 'm2', range: '1-5/5', body: 'Hello' });
    const headLength = chunk.length - 300 - '\r\n-------aaaa$\r\n'.length;
    const talk = new MessageTalk()
      .session(0)
      .stream(10, 'alice', chunk.subarray(0, headLength + 100))
      .lost('alice', 50)
      .stream(20, 'alice', chunk.subarray(headLength + 150))
      .stream(90_000, 'alice', next);

    const [row] = await talk.conversations();

    expect(row?.instantMessages).toMatchObject([
      { kind: 'text', text: 'x'.repeat(100), transfer: { bytes: 100, total: 300, complete: false } },
      { kind: 'text', text: 'Hello', transfer: { complete: true } },
    ]);
  });

  test('of many characters are cut where their beginning is known only', async () => {
    const body = 'y'.repeat(20_000);
    const chunk = send({ id: 'aaaa', from: 'alice', messageId: 'm1', range: '1-*/*', body });

    const [row] = await new MessageTalk()
      .session(0)
      .stream(10, 'alice', chunk)
      .stream(20, 'bob', answer('aaaa', 'bob'))
      .conversations();

    expect(row?.instantMessages).toMatchObject([
      { text: 'y'.repeat(200), cut: true, status: 200, transfer: { bytes: 20_000, total: 20_000, complete: true } },
    ]);
  });

  test('notify of each other in CPIM', async () => {
    const cpim = (messageId: string, content: string): string =>
      `From: <sip:a@x>\r\nTo: <sip:b@x>\r\nNS: imdn <urn:ietf:params:imdn>\r\nimdn.Message-ID: ${messageId}\r\n\r\n${content}`;
    const sent = cpim('id1', 'Content-Type: text/plain\r\n\r\nHello');
    const notification = cpim(
      'id2',
      'Content-Type: message/imdn+xml\r\n\r\n<imdn><message-id>id1</message-id><display-notification><status><displayed/></status></display-notification></imdn>',
    );
    const message = (from: 'alice' | 'bob', messageId: string, body: string): Uint8Array =>
      send({
        id: `t${messageId}`,
        from,
        messageId,
        range: `1-${body.length}/${body.length}`,
        type: 'message/cpim',
        body,
      });

    const [row] = await new MessageTalk()
      .session(0)
      .stream(10, 'alice', message('alice', 'aaa', sent))
      .stream(20, 'bob', message('bob', 'bbb', notification))
      .conversations();

    expect(row).toMatchObject({ exchanged: 1 });
    expect(row?.instantMessages).toMatchObject([
      { kind: 'text', messageId: 'id1', text: 'Hello', notifications: [{ kind: 'display', state: 'displayed' }] },
      { kind: 'notification', notifies: [{ messageId: 'id1', state: 'displayed' }] },
    ]);
  });
});

describe('MSRP over other transports', () => {
  test('is read in WebSockets (RFC 7977)', async () => {
    const masked = (bytes: Uint8Array): Uint8Array => webSocketFrame(bytes, { opcode: 1, maskingKey: [1, 2, 3, 4] });
    const long = 'x'.repeat(3000);
    const chunk = send({ id: 'aaaa', from: 'alice', messageId: 'm1', range: '1-3000/3000', body: long });
    const short = send({ id: 'bbbb', from: 'alice', messageId: 'm2', body: 'Hello' });

    const [row] = await new MessageTalk()
      .session(0)
      .stream(10, 'alice', upgradeRequest([]).replace('sip', 'msrp'))
      .stream(20, 'bob', upgradeResponse([]).replace('sip', 'msrp'))
      .stream(30, 'alice', bytesOf(masked(chunk), masked(short)), [700])
      .stream(40, 'bob', webSocketFrame(text(answer('aaaa', 'bob')), { opcode: 1 }))
      .conversations();

    expect(row?.instantMessages).toMatchObject([
      { text: 'x'.repeat(200), status: 200, transfer: { bytes: 3000, complete: true } },
      { text: 'Hello' },
    ]);
  });
});
