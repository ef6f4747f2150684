import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyzeCapture, openCapture } from '../src/node.ts';
import type { ConversationRow } from '../src/rows.ts';
import { bytesOf, text } from './build-capture.ts';
import { codesOf, dataFromPhone, dataToPhone, deliver, packed, statusReport, submit } from './build-sms.ts';
import { upgradeRequest, upgradeResponse, webSocketFrame } from './build-websocket.ts';
import { corpus, hasCorpus } from './corpus.ts';
import { answer, MessageTalk, send } from './message-talk.ts';

const type = 'application/vnd.3gpp.sms';
const phone = 'sip:alice@ims.example.com';
const centre = 'sip:+491720@ims.example.com;user=phone';
const gateway = 'sip:ipsmgw.ims.example.com';

/** A phone submits a text, which is accepted. */
function submitted(): MessageTalk {
  const body = dataFromPhone(3, submit('491712345678', 'Hello', { first: 0x21 }));
  return new MessageTalk()
    .sip(0, 'alice', 'MESSAGE', { callId: 'submit', from: phone, to: centre, type, body })
    .sip(10, 'bob', '202 Accepted MESSAGE', { callId: 'submit', from: phone, to: centre });
}

describe('short messages over IMS', () => {
  test('are told as such, with who acknowledged them', async () => {
    const rows = await submitted()
      .sip(20, 'bob', 'MESSAGE', {
        callId: 'ack',
        from: gateway,
        to: phone,
        headers: ['In-Reply-To: submit'],
        type,
        body: Uint8Array.of(3, 3),
      })
      .sip(30, 'alice', '200 OK MESSAGE', { callId: 'ack', from: gateway, to: phone })
      .conversations();

    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ from: phone, to: 'tel:+491720', exchanged: 1 });
    expect(rows[0]?.instantMessages).toMatchObject([
      {
        kind: 'sms',
        contentType: type,
        text: 'Hello',
        status: 202,
        sms: {
          type: 'RP-DATA',
          direction: 'from-phone',
          reference: 3,
          transfer: 'SMS-SUBMIT',
          address: '+491712345678',
          alphabet: 'GSM 7 bit',
          wantsReport: true,
          acknowledgedBy: { type: 'RP-ACK', frame: 3 },
        },
      },
      {
        kind: 'sms',
        inReplyTo: ['submit'],
        sms: { type: 'RP-ACK', direction: 'to-phone', reference: 3, acknowledges: 1 },
      },
    ]);
  });

  test('fail where the network says so', async () => {
    const [row] = await submitted()
      .sip(20, 'bob', 'MESSAGE', { callId: 'error', from: centre, to: phone, type, body: Uint8Array.of(5, 3, 1, 21) })
      .conversations();

    expect(row).toMatchObject({ exchanged: 1, failed: 1 });
    expect(row?.instantMessages[0]?.sms?.acknowledgedBy).toEqual({ type: 'RP-ERROR', cause: 21, frame: 3 });
  });

  test('are reported to have been delivered', async () => {
    const body = dataToPhone(9, statusReport('491712345678', 7, 0));

    const rows = await submitted()
      .sip(900, 'bob', 'MESSAGE', { callId: 'r', from: gateway, to: phone, type, body })
      .conversations();

    expect(rows[0]?.instantMessages[0]?.notifications).toMatchObject([
      { kind: 'delivery', state: 'delivered', status: 0, frame: 3 },
    ]);
    expect(rows[1]).toMatchObject({ exchanged: 0 });
    expect(rows[1]?.instantMessages[0]?.sms).toMatchObject({ transfer: 'SMS-STATUS-REPORT', transferReference: 7 });
  });

  test('are told with the part of a long text that they are', async () => {
    const data = bytesOf(5, 0, 3, 0x5a, 3, 2, packed(codesOf('and on'), 1));
    const body = dataToPhone(1, deliver('4917', 0, 7 + 6, data, 0x44));

    const [row] = await new MessageTalk()
      .sip(0, 'bob', 'MESSAGE', { from: gateway, to: phone, type, body })
      .conversations();

    expect(row?.instantMessages).toMatchObject([
      {
        text: 'and on',
        sms: { part: '2/3', partReference: 0x5a, address: '+4917', serviceCentreTime: '2026-11-22T15:05:59+01:00' },
      },
    ]);
  });

  test('that cannot be read are unknown', async () => {
    const [row] = await new MessageTalk().sip(0, 'alice', 'MESSAGE', { type, body: 'RP-DATA' }).conversations();

    expect(row?.instantMessages).toMatchObject([{ kind: 'unknown', contentType: type, bytes: 7 }]);
  });
});

describe('page messages', () => {
  test('are told up to a limit, and the others counted', async () => {
    const talk = new MessageTalk();
    for (let i = 0; i < 1005; i++) {
      talk.sip(2 * i, 'alice', 'MESSAGE', { callId: `m${i}`, type: 'text/plain', body: 'Hello' });
      talk.sip(2 * i + 1, 'bob', '200 OK MESSAGE', { callId: `m${i}` });
    }

    const [row] = await talk.conversations();

    expect(row).toMatchObject({ exchanged: 1005, moreInstantMessages: 5 });
    expect(row?.instantMessages).toHaveLength(1000);
  });

  test('have no more text than is shown, and never half a character', async () => {
    const body = `${'x'.repeat(199)}😀 and more`;

    const [row] = await new MessageTalk().sip(0, 'alice', 'MESSAGE', { type: 'text/plain', body }).conversations();

    expect(row?.instantMessages).toMatchObject([{ text: 'x'.repeat(199), cut: true, bytes: 212 }]);
  });

  test('of octets are told by their size', async () => {
    const body = Uint8Array.of(0, 1, 2, 255);

    const [row] = await new MessageTalk().sip(0, 'alice', 'MESSAGE', { type: 'image/png', body }).conversations();

    const [message] = row?.instantMessages ?? [];
    expect(message).toMatchObject({ kind: 'data', contentType: 'image/png', bytes: 4 });
    expect(message).not.toHaveProperty('text');
  });
});

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
      const rows = await rowsOf(file, 1);

      expect(await rowsOf(file, 2)).toEqual(rows);
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

describe('examples of RFCs', () => {
  test.runIf(hasCorpus)('RFC 5365: a list of recipients, told to the service and to one of them', async () => {
    // Its lengths are those of another body.
    const [toService, toBill] = ['rfc5365-01', 'rfc5365-02'].map((name) =>
      readExample(name).replaceAll(/Content-Length: .*\r\n/g, ''),
    );

    const rows = await new MessageTalk().datagram(0, 'alice', toService!).datagram(10, 'bob', toBill!).conversations();

    expect(rows.map(({ to }) => to)).toEqual(['sip:list-service.example.com', 'sip:bill@example.com']);
    const [message] = rows[0]?.instantMessages ?? [];
    expect(message?.text?.trim()).toBe('Hello World!');
    expect(message?.recipients).toHaveLength(7);
    expect(message?.recipients?.[6]).toBe('sip:andy@example.com');
  });

  test.runIf(hasCorpus)('RFC 5547: a file is offered, and another in a new offer', async () => {
    const [first, second] = ['rfc5547-01', 'rfc5547-03'].map((name) =>
      // Long lines are folded there, which SDP is not, and there is no Via.
      readExample(name)
        .replaceAll(/\r\n {2}/g, ' ')
        .replaceAll('sha-1: ', 'sha-1:')
        .replaceAll(/Content-Length: \[.*\r\n/g, '')
        .replace('\r\n', '\r\nVia: SIP/2.0/UDP alicepc.example.com;branch=z9hG4bK1\r\n'),
    );

    const rows = await new MessageTalk().datagram(0, 'alice', first!).datagram(10, 'alice', second!).conversations();

    expect(rows).toMatchObject([
      {
        from: 'sip:alice@example.com',
        session: {
          state: 'offered',
          offerPath: ['msrp://alicepc.example.com:7654/jshA7we;tcp'],
          acceptWrappedTypes: ['*'],
        },
        files: [
          {
            name: 'My cool picture.jpg',
            type: 'image/jpeg',
            size: 4092,
            transferId: 'Q6LMoGymJdh0IKIgD6wD0jkcfgva4xvE',
            disposition: 'render',
            hash: 'not-checked',
          },
        ],
      },
      { files: [{ name: 'sunset.jpg', size: 4096 }] },
    ]);
  });
});

function readExample(name: string): string {
  return readFileSync(path.join(corpus, 'rfc-examples', `${name}.sip`), 'latin1');
}

const captures = path.join(import.meta.dirname, '../../../fixtures/captures/messaging');

async function rowsOf(name: string, threads: 1 | 2): Promise<readonly ConversationRow[]> {
  const capture = await openCapture(path.resolve(captures, name));
  try {
    return [...(await analyzeCapture(capture, { threads })).conversations()];
  } finally {
    await capture.close();
  }
}

describe('recorded conversations', () => {
  test('a message over two proxies', async () => {
    const rows = await rowsOf('message-options-info.pcap', 1);

    expect(rows).toMatchObject([
      {
        kind: 'page',
        to: 'sip:bob@example.test',
        exchanged: 1,
        messages: [1, 2, 3, 4, 5, 6],
        instantMessages: [{ kind: 'text', frame: 1, status: 200, delayMs: 21.404 }],
      },
    ]);
    expect(rows[0]?.instantMessages[0]?.hops).toHaveLength(3);
  });

  test('a session of MSRP, in one thread and in two', async () => {
    const rows = await rowsOf('msrp-session.pcap', 1);

    expect(await rowsOf('msrp-session.pcap', 2)).toEqual(rows);
    expect(rows).toMatchObject([
      {
        kind: 'session',
        from: 'sip:a@127.0.1.5',
        to: 'sip:b@127.0.2.5',
        exchanged: 1,
        session: { state: 'ended', bytes: 12, chunks: 2 },
        messages: [1, 2, 7, 9, 11, 13, 15, 18],
        instantMessages: [
          {
            kind: 'text',
            text: 'abcdEFGHijkl',
            status: 200,
            notifications: [{ kind: 'report', state: 'delivered', frame: 15 }],
            transfer: { complete: true, sha1: createHash('sha1').update(text('abcdEFGHijkl')).digest('hex') },
          },
        ],
      },
    ]);
  });
});
