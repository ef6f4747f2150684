import { describe, expect, test } from 'vitest';
import { TlsScript } from '../../test/build-tls.ts';
import { handshake, sipRequest, TcpCapture, type TestSegment } from '../../test/tcp-segments.ts';
import { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import { KeyLog } from './tls/key-log.ts';

const a = sipRequest('a');
const b = sipRequest('b', 20);
const half = a.length >> 1;

/** Two segments of `a`, and one of `b`. */
const first: TestSegment = { sequence: 1001, acknowledgement: 5001, payload: a.slice(0, half), ipId: 11, atMs: 100 };
const second: TestSegment = { ...first, sequence: 1001 + half, payload: a.slice(half), ipId: 12, atMs: 101 };
const third: TestSegment = { ...first, sequence: 1001 + a.length, payload: b, ipId: 13, atMs: 102 };

function again(segment: TestSegment, laterMs = 1): TestSegment {
  return { ...segment, atMs: (segment.atMs ?? 0) + laterMs };
}

function capture(...segments: readonly TestSegment[]): TcpCapture {
  return new TcpCapture().receive(...handshake(), ...segments).end();
}

describe('a message of TCP captured twice', () => {
  test('is delivered twice, the second time with the packets and the time that brought it then', () => {
    const { messages, codes } = capture(first, second, again(first), again(second));

    expect(messages).toMatchObject([
      { text: a, textAtPlace: a, frame: 5, frames: [4, 5], timeNs: 101e6 },
      { text: a, textAtPlace: a, frame: 7, frames: [6, 7], timeNs: 102e6 },
    ]);
    expect(codes).toEqual({});
  });

  test.each([
    ['segment by segment', [first, again(first), second, again(second), third, again(third)], [a, a, b, b]],
    [
      'the second tap behind the first',
      [first, second, third, again(first), again(second), again(third)],
      [a, b, a, b],
    ],
    ['out of order', [second, again(second), first, third, again(third), again(first)], [a, b, b, a]],
    ['all of it before it is complete', [second, again(second), first, again(first)], [a, a]],
    ['by three taps', [third, again(third), again(third, 2), first, second], [a, b, b, b]],
    ['in one packet with another', [{ ...first, payload: a + b }, again({ ...first, payload: a + b })], [a, b, a, b]],
  ])('is delivered twice: %s', (_, segments, texts) => {
    const { messages } = capture(...segments);

    expect(messages.map(({ text }) => text)).toEqual(texts);
    expect(messages.map(({ textAtPlace }) => textAtPlace)).toEqual(texts);
    const keys = messages.map(({ frame, index }) => `${frame}.${index}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('lies at both places in the capture', () => {
    const segments = [first, second, again(first), again(second)];
    const places: unknown[] = [];
    const reading = new TcpCapture().receive(...handshake());
    const receive = reading.transport.receive.bind(reading.transport);
    reading.transport.receive = (datagram) => {
      const deliveries = receive(datagram);
      for (const { place } of deliveries) places.push(place);
      return deliveries;
    };

    reading.receive(...segments);

    // Three packets of addresses only, then the segments, each behind 8 bytes of addresses.
    expect(places).toEqual(
      [24, 24 + a.length + 16].map((start) => [
        { offset: start + 8, length: half },
        { offset: start + 16 + half, length: a.length - half },
      ]),
    );
  });

  test('without identifications is known by its time', () => {
    const blind = { ...third, sequence: 1001, ipId: 0 };

    expect(capture(blind, again(blind, 4)).texts).toEqual([b, b]);
    expect(capture(blind, again(blind, 6)).texts).toEqual([b]);
  });
});

describe('one message of TCP', () => {
  const whole = { ...third, sequence: 1001 };

  test.each([
    ['was sent again', [whole, { ...again(whole, 20), ipId: 99 }]],
    [
      'was sent again, which two taps saw',
      [whole, { ...again(whole, 20), ipId: 99 }, { ...again(whole, 21), ipId: 99 }],
    ],
    ['has its packet long after it once more', [whole, again(whole, 51)]],
    ['was captured twice in part', [first, second, again(second), again(second, 2)]],
    ['was sent again with other bytes', [whole, { ...again(whole), payload: b.replace('x', 'y') }]],
    ['was acknowledging less when sent first', [whole, { ...again(whole), acknowledgement: 5002 }]],
    [
      'was sent again in other segments',
      [whole, again({ ...first, payload: b.slice(0, 50) }), again({ ...first, sequence: 1051, payload: b.slice(50) })],
    ],
  ])('stays one where it %s', (_, segments) => {
    expect(capture(...segments).texts).toHaveLength(1);
  });

  test('whose sender has timestamps stays one though it was sent again at once', () => {
    // RFC 7323 §3.2, behind two bytes that align it.
    const timestamps = (value: number): Uint8Array => Uint8Array.of(1, 1, 8, 10, 0, 0, 0, value, 0, 0, 0, 1);
    const blind = (value: number): TestSegment => ({ ...whole, ipId: 0, header: timestamps(value) });

    expect(capture(blind(7), again(blind(8))).texts).toEqual([b]);
    expect(capture(blind(7), again(blind(7))).texts).toEqual([b, b]);
  });
});

test('what is remembered of messages is bounded, and the latest copies are still known', () => {
  const count = 1200;
  const all = Array.from({ length: count }, (_, i) => sipRequest(`m${i}`));
  let sequence = 1001;
  const sent = all.map((payload, i): TestSegment => {
    const segment = { sequence, acknowledgement: 5001, payload, ipId: i + 1, atMs: 100 };
    sequence += payload.length;
    return segment;
  });

  const { texts } = capture(...sent, ...sent);

  expect(texts.slice(0, count)).toEqual(all);
  const copies = texts.slice(count);
  expect(copies.length).toBeGreaterThan(1000);
  expect(all.slice(-1024)).toEqual(expect.arrayContaining(copies));
});

test.each(['before', 'behind'])(
  'a message of TLS captured twice is delivered twice, also with its keys %s it',
  (order) => {
    const script = new TlsScript(1);
    const keyLog = new KeyLog(new CaptureDiagnostics());
    if (order === 'before') keyLog.add(script.keyLog);
    const [hello, answer, finished] = script.handshake();
    const record = script.seal(0, new TextEncoder().encode(b));
    const sequence = 1001 + hello.length + finished.length;
    const one: TestSegment = { sequence, payload: record.subarray(0, 100), ipId: 21, atMs: 100 };
    const other: TestSegment = { sequence: sequence + 100, payload: record.subarray(100), ipId: 22, atMs: 100 };
    const reading = new TcpCapture({}, keyLog).receive(
      ...handshake(),
      { sequence: 1001, payload: hello },
      { from: 'server', sequence: 5001, payload: answer },
      { sequence: 1001 + hello.length, payload: finished },
      one,
      again(one),
      other,
      again(other),
    );

    keyLog.add(script.keyLog);
    const late = reading.transport.receiveKeys();

    const frames = [...reading.messages, ...late].map((message) => message.frames);
    expect(frames).toEqual([
      [7, 9],
      [8, 10],
    ]);
  },
);
