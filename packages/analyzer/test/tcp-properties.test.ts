/** Whatever TCP does to the bytes on their way: the messages are those that were sent. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callIdOf, handshake, type KeptMessage, sipRequest, TcpCapture, type TestSegment } from './tcp-segments.ts';

/** Up to so many segments late. */
const windowSegments = 24;

type Sent = { readonly messages: readonly string[]; readonly stream: string };

const sent: fc.Arbitrary<Sent> = fc
  .array(fc.record({ body: fc.nat({ max: 300 }), pings: fc.nat({ max: 2 }), isResponse: fc.boolean() }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((items) => {
    const messages = items.map(({ body, isResponse }, i) => {
      const request = sipRequest(`call-${i}`, body);
      return isResponse ? request.replace(/^.*/, 'SIP/2.0 200 OK') : request;
    });
    return {
      messages,
      stream: messages.map((message, i) => message + '\r\n\r\n'.repeat(items[i]?.pings ?? 0)).join(''),
    };
  });

const initial = fc.oneof(
  fc.integer({ min: 0, max: 0xffff_ffff }),
  fc.integer({ min: -2000, max: 2000 }).map((near) => near >>> 0),
  fc.integer({ min: -2000, max: 2000 }).map((near) => (2 ** 31 + near) >>> 0),
);

const lengths = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 });

/** The stream cut into segments of these lengths in turn. */
function cut(stream: string, sequence: number, turns: readonly number[]): TestSegment[] {
  const parts: TestSegment[] = [];
  for (let at = 0; at < stream.length;) {
    const length = turns[parts.length % turns.length] ?? 1;
    parts.push({ sequence: (sequence + at) >>> 0, payload: stream.slice(at, at + length) });
    at += length;
  }
  return parts;
}

/** Each segment late by up to `windowSegments`. */
function reordered(parts: readonly TestSegment[], delays: readonly number[]): TestSegment[] {
  return parts
    .map((part, i) => ({ part, at: i + (delays[i % delays.length] ?? 0) }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ part }) => part);
}

const delays = fc.array(fc.nat({ max: windowSegments }), { minLength: 1, maxLength: 60 });

function rows(messages: readonly KeptMessage[]): readonly string[] {
  return messages.map(({ from, text, transport }) => `${from} ${transport} ${text}`);
}

function asSent(messages: readonly string[]): readonly string[] {
  return messages.map((message) => `192.0.2.1:40000 TCP ${message}`);
}

describe('the messages of a TCP connection', () => {
  test('are the same however it is segmented and wherever its numbers begin', () => {
    fc.assert(
      fc.property(sent, initial, lengths, ({ messages, stream }, first, turns) => {
        const capture = new TcpCapture().receive(...handshake(first), ...cut(stream, first + 1, turns)).end();

        expect(rows(capture.messages)).toEqual(asSent(messages));
        expect(capture.messages.map(({ textAtPlace }) => textAtPlace)).toEqual(messages);
        expect(capture.codes).toEqual({});
      }),
      { numRuns: 200 },
    );
  });

  test('are the same in any order, sent twice, and overlapping', () => {
    const again = fc.array(fc.record({ at: fc.nat(), length: fc.integer({ min: 1, max: 900 }), late: fc.nat() }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(sent, initial, lengths, delays, again, ({ messages, stream }, first, turns, late, repeats) => {
        const parts = cut(stream, first + 1, turns);
        for (const { at, length, late: place } of repeats) {
          const from = at % stream.length;
          const part = { sequence: (first + 1 + from) >>> 0, payload: stream.slice(from, from + length) };
          parts.splice(place % (parts.length + 1), 0, part);
        }

        const capture = new TcpCapture().receive(...handshake(first), ...reordered(parts, late)).end();

        expect(rows(capture.messages)).toEqual(asSent(messages));
        expect(capture.messages.map(({ textAtPlace }) => textAtPlace)).toEqual(messages);
        expect(capture.codes).toEqual({});
      }),
      { numRuns: 300 },
    );
  });

  test('are the same in any order with acknowledgements between, the handshake among them', () => {
    fc.assert(
      fc.property(sent, lengths, delays, ({ messages, stream }, turns, late) => {
        const parts = cut(stream, 1001, turns).flatMap((part): TestSegment[] => [
          { ...part, acknowledgement: 5001 },
          {
            from: 'server',
            sequence: 5001,
            acknowledgement: (part.sequence ?? 0) + (part.payload?.length ?? 0),
          },
        ]);

        const near = late.map((delay) => delay % 8);
        const capture = new TcpCapture().receive(...reordered([...handshake(), ...parts], near)).end();

        expect(rows(capture.messages).toSorted()).toEqual(asSent(messages).toSorted());
        expect(capture.codes['reasm-gap']).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test('are only such as were sent, where segments are lost', () => {
    const losses = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(sent, lengths, delays, losses, fc.boolean(), ({ messages, stream }, turns, late, lost, isMid) => {
        const parts = cut(stream, 1001, turns).filter((_, i) => lost[i % lost.length] !== true);
        const opening = isMid ? [] : handshake();

        const capture = new TcpCapture().receive(...opening, ...reordered(parts, late)).end();

        for (const { text, cut: isCut } of capture.messages) {
          const original = messages.find((message) => callIdOf(message) === callIdOf(text));
          expect(isCut ? original?.startsWith(text) : original).toBe(isCut ? true : text);
        }
        const callIds = capture.texts.map(callIdOf);
        expect(new Set(callIds).size).toBe(callIds.length);
      }),
      { numRuns: 300 },
    );
  });

  test('raise nothing, whatever the segments are', () => {
    const segment: fc.Arbitrary<TestSegment> = fc.record({
      from: fc.constantFrom('client' as const, 'server' as const),
      sequence: fc.oneof(fc.integer({ min: 900, max: 3000 }), fc.integer({ min: 0, max: 0xffff_ffff })),
      acknowledgement: fc.oneof(fc.integer({ min: 900, max: 3000 }), fc.integer({ min: 0, max: 0xffff_ffff })),
      flags: fc.oneof(fc.constant(0), fc.nat({ max: 255 })),
      payload: fc.oneof(
        fc.constantFrom('', '\r\n', sipRequest('x', 40), 'INVITE ', 'sip:b SIP/2.0\r\n', 'l: 5\r\n'),
        fc.uint8Array({ maxLength: 60 }),
      ),
      slicedBytes: fc.oneof(fc.constant(0), fc.nat({ max: 100_000 })),
      clientPort: fc.constantFrom(40_000, 40_001),
      atMs: fc.oneof(fc.nat({ max: 1000 }), fc.integer({ min: -100_000, max: 1_000_000 })),
    });
    const limits = { outOfOrderBytes: 2000, waitingBytes: 6000, connections: 1, acknowledgedPackets: 4 };
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 60 }), fc.boolean(), (all, isNarrow) => {
        const capture = new TcpCapture(isNarrow ? limits : {}).receive(...all).end();

        expect(capture.messages.map(({ textAtPlace }) => textAtPlace)).toEqual(capture.texts);
        const keys = capture.messages.map(({ frame, index }) => `${frame}.${index}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 1000 },
    );
  });
});
