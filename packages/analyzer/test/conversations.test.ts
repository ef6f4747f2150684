import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { text } from './build-capture.ts';
import { corpus, hasCorpus } from './corpus.ts';
import { conversationsOf, MessageTalk } from './message-talk.ts';

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

describe('recorded conversations', () => {
  test('a message over two proxies', async () => {
    const rows = await conversationsOf(path.join(captures, 'message-options-info.pcap'), 1);

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
    const rows = await conversationsOf(path.join(captures, 'msrp-session.pcap'), 1);

    expect(await conversationsOf(path.join(captures, 'msrp-session.pcap'), 2)).toEqual(rows);
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
