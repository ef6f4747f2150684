import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Direction } from '../src/transport/stream.ts';
import { bytesOf, text } from './build-capture.ts';
import { MessageDeflater, upgradeRequest, upgradeResponse, webSocketFrame } from './build-websocket.ts';
import { readWebSocket, type StreamEvent } from './read-websocket.ts';
import { deflate } from './websocket-connection.ts';

type Sent = {
  readonly from: Direction;
  readonly callId: string;
  readonly body: string;
  /** Where the message is cut into frames. */
  readonly cuts: readonly number[];
  readonly isText: boolean;
  readonly isCompressed: boolean;
  readonly maskingKey: number;
  /** Control frames between its frames, and before it. */
  readonly pings: readonly number[];
};

const sent: fc.Arbitrary<Sent> = fc.record({
  from: fc.constantFrom(0, 1),
  callId: fc.stringMatching(/^[a-z0-9]{1,12}$/),
  body: fc.oneof(fc.string({ maxLength: 40 }), fc.string({ minLength: 200, maxLength: 400 })),
  cuts: fc.array(fc.nat(600), { maxLength: 4 }),
  isText: fc.boolean(),
  isCompressed: fc.boolean(),
  maskingKey: fc.nat(0xffff_ffff),
  pings: fc.array(fc.nat(3), { maxLength: 2 }),
});

const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 20 });

function messageText({ callId, body }: Sent): string {
  const fields = [
    'Via: SIP/2.0/WS a.invalid;branch=z9hG4bK1',
    `Call-ID: ${callId}`,
    'CSeq: 1 MESSAGE',
    'c: text/plain',
  ];
  return ['MESSAGE sip:bob@example.com SIP/2.0', ...fields, `l: ${text(body).length}`, '', body].join('\r\n');
}

/** The frames of a message, as a client masks them and a server does not. */
function framesOf(one: Sent, deflater: MessageDeflater): Uint8Array {
  const bytes = one.isCompressed ? deflater.compress(messageText(one)) : text(messageText(one));
  const { maskingKey: key } = one;
  const maskingKey = [key >>> 24, (key >>> 16) & 0xff, (key >>> 8) & 0xff, key & 0xff];
  const masked = one.from === 0 ? { maskingKey } : {};
  const cuts = [0, ...one.cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
  const frames = cuts.slice(1).map((end, at) => {
    const isFirst = at === 0;
    const opcode = isFirst ? (one.isText ? 1 : 2) : 0;
    const isFinal = at === cuts.length - 2;
    const isCompressed = isFirst && one.isCompressed;
    const ping = one.pings.includes(at) ? webSocketFrame('ping', { opcode: 9, ...masked }) : new Uint8Array(0);
    return bytesOf(ping, webSocketFrame(bytes.subarray(cuts[at], end), { opcode, isFinal, isCompressed, ...masked }));
  });
  return bytesOf(...frames);
}

/** What each side sends, cut into chunks of these sizes in turn. */
function chunked(messages: readonly Sent[], chunkSizes: readonly number[]): StreamEvent[] {
  const deflaters = [new MessageDeflater(), new MessageDeflater()] as const;
  let at = 0;
  return messages.flatMap((one) => {
    const bytes = framesOf(one, deflaters[one.from]);
    const chunks: StreamEvent[] = [];
    for (let start = 0; start < bytes.length;) {
      const size = chunkSizes[at++ % chunkSizes.length] ?? 1;
      chunks.push({ from: one.from, bytes: bytes.subarray(start, start + size) });
      start += size;
    }
    return chunks;
  });
}

const upgrade: readonly StreamEvent[] = [
  { from: 0, bytes: upgradeRequest([deflate]) },
  { from: 1, bytes: upgradeResponse([deflate]) },
];

test('however messages are cut into frames, masked, compressed, interrupted by pings and cut into chunks, they are the same', () => {
  fc.assert(
    fc.property(fc.array(sent, { maxLength: 8 }), sizes, (messages, chunkSizes) => {
      const read = readWebSocket([...upgrade, ...chunked(messages, chunkSizes)]);

      expect(read.messages.map(({ direction, text: own }) => [direction, own])).toEqual(
        messages.map((one) => [one.from, messageText(one)]),
      );
      expect(read.messages.map(({ textAtPlace }) => textAtPlace)).toEqual(read.texts);
      expect(read.codes).toEqual([]);
      // What later messages may repeat, and nothing else.
      expect(read.waitingBytes).toBeLessThanOrEqual(2 * 32_768);
    }),
  );
});

test('without the upgrade, messages that repeat nothing are found from the first frame on', () => {
  fc.assert(
    fc.property(fc.array(sent, { minLength: 1, maxLength: 5 }), sizes, fc.nat(30), (given, chunkSizes, skipped) => {
      const messages = given.map((one) => ({ ...one, cuts: [], pings: [], isCompressed: false, from: 0 as const }));
      const before = { from: 0, bytes: new Uint8Array(skipped).fill(0x7b) } as const;

      const read = readWebSocket([before, ...chunked(messages, chunkSizes)]);

      expect(read.texts).toEqual(messages.map(messageText));
      expect(read.codes).toEqual([]);
    }),
  );
});

test('bytes that were changed or lost raise nothing, hold nothing in the end, and make no more messages', () => {
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 10 });
  const lost = fc.option(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 5000 })), { nil: undefined });

  fc.assert(
    fc.property(
      fc.array(sent, { minLength: 1, maxLength: 6 }),
      sizes,
      damage,
      lost,
      (messages, chunkSizes, changes, gap) => {
        const events = [...upgrade, ...chunked(messages, chunkSizes)].map((event) =>
          'bytes' in event
            ? { ...event, bytes: typeof event.bytes === 'string' ? text(event.bytes) : event.bytes }
            : event,
        );
        for (const [at, value] of changes) {
          const event = events[at % events.length];
          if (event !== undefined && 'bytes' in event) event.bytes[at % event.bytes.length] = value;
        }
        if (gap !== undefined) events.splice(gap[0] % events.length, 1, { from: 0, lost: gap[1] });
        const ends: readonly StreamEvent[] = [
          { from: 0, ends: true },
          { from: 1, ends: true },
        ];

        const read = readWebSocket([...events, ...ends]);

        expect(read.messages.length).toBeLessThanOrEqual(messages.length);
        expect(read.waitingBytes).toBe(0);
      },
    ),
    { numRuns: 300 },
  );
});

test('any bytes raise nothing and are read to their end', () => {
  const frameLike = fc.tuple(
    fc.constantFrom(0x81, 0x82, 0x01, 0x00, 0xc1, 0x89, 0x88),
    fc.uint8Array({ maxLength: 60 }),
  );
  const bytes = fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      frameLike.map(([first, rest]) => bytesOf(first, rest)),
      fc
        .constantFrom(
          'GET / HTTP/1.1\r\n',
          'HTTP/1.1 101 x\r\n',
          'Upgrade: websocket\r\n',
          '\r\n',
          'SIP/2.0 200 OK\r\n',
        )
        .map(text),
    ),
    { maxLength: 20 },
  );

  fc.assert(
    fc.property(bytes, fc.boolean(), (chunks, isUpgraded) => {
      const events = chunks.map((one, at): StreamEvent => ({ from: at % 3 === 0 ? 1 : 0, bytes: one }));

      const read = readWebSocket([
        ...(isUpgraded ? upgrade : []),
        ...events,
        { from: 0, ends: true },
        { from: 1, ends: true },
      ]);

      expect(read.texts.every((own) => own.length > 0)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
