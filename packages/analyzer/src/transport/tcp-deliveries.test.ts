import { describe, expect, test } from 'vitest';
import { FIN, handshake, RST, segments, sipRequest, SYN, TcpCapture } from '../../test/tcp-segments.ts';

const a = sipRequest('a');
const b = sipRequest('b', 20);
const c = sipRequest('c');

describe('TcpDeliveries', () => {
  test('delivers the messages of both directions, with place, flow and transport', () => {
    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 1001, acknowledgement: 5001, payload: a },
      { from: 'server', sequence: 5001, acknowledgement: 1001 + a.length, payload: b },
    );

    expect(capture.texts).toEqual([a, b]);
    expect(capture.messages.map(({ textAtPlace }) => textAtPlace)).toEqual([a, b]);
    expect(capture.messages.map(({ from }) => from)).toEqual(['192.0.2.1:40000', '192.0.2.2:5060']);
    expect(capture.messages[0]).toMatchObject({ transport: 'TCP', frame: 4, index: 0, timeNs: 4e6, frames: undefined });
    expect(capture.codes).toEqual({});
  });

  test('reads IPv6', () => {
    const capture = new TcpCapture().receive(...handshake().map((segment) => ({ ...segment, isIpv6: true })), {
      isIpv6: true,
      sequence: 1001,
      payload: a,
    });

    expect(capture.texts).toEqual([a]);
    expect(capture.messages[0]?.from).toBe('[2001:db8::c000:201]:40000');
  });

  test('numbers the messages of one segment', () => {
    const capture = new TcpCapture().receive(...handshake(), { sequence: 1001, payload: a + b + c });

    expect(capture.texts).toEqual([a, b, c]);
    expect(capture.messages.map(({ frame, index }) => `${frame}.${index}`)).toEqual(['4.0', '4.1', '4.2']);
    expect(capture.messages.map(({ textAtPlace }) => textAtPlace)).toEqual([a, b, c]);
  });

  test('puts a message together that came byte by byte, and names all its packets', () => {
    const capture = new TcpCapture().receive(...handshake(), ...segments(a, 1001, 1), { sequence: 1001 + a.length });

    expect(capture.texts).toEqual([a]);
    expect(capture.messages[0]?.textAtPlace).toBe(a);
    expect(capture.messages[0]?.frame).toBe(3 + a.length);
    expect(capture.messages[0]?.frames).toEqual(Array.from(a, (_, i) => 4 + i));
  });

  test.each([
    ['in order', [0, 1, 2, 3, 4, 5]],
    ['backwards', [5, 4, 3, 2, 1, 0]],
    ['shuffled', [3, 0, 5, 1, 4, 2]],
    ['twice', [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]],
    ['twice and shuffled', [3, 1, 1, 0, 0, 5, 4, 3, 2, 5]],
  ])('gives the same messages when segments come %s', (_, order) => {
    const stream = a + b + c;
    const parts = segments(stream, 1001, Math.ceil(stream.length / 6));

    const capture = new TcpCapture().receive(...handshake(), ...order.map((part) => parts[part] ?? {})).end();

    expect(capture.texts).toEqual([a, b, c]);
    expect(capture.messages.map(({ textAtPlace }) => textAtPlace)).toEqual([a, b, c]);
    expect(capture.codes).toEqual({});
  });

  test('tells the packet that completes a message, which need not carry its end', () => {
    const [first, second] = [a.slice(0, 100), a.slice(100)];

    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 1101, payload: second },
      { sequence: 1001, payload: first },
    );

    expect(capture.messages[0]).toMatchObject({ frame: 5, frames: [4, 5], timeNs: 5e6 });
  });

  test('goes on across the wrap-around of sequence numbers', () => {
    const initial = 2 ** 32 - 1 - 150;
    const parts = segments(a + b, initial + 1, 90);

    const capture = new TcpCapture().receive(...handshake(initial), ...parts.toReversed()).end();

    expect(capture.texts).toEqual([a, b]);
    expect(capture.codes).toEqual({});
  });

  test('keeps what came first where an overlap contradicts it, and says so', () => {
    const other = a.replaceAll('alice', 'malle');

    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 1001, payload: a.slice(0, 200) },
      { sequence: 1001, payload: other.slice(0, 200) },
      { sequence: 1251, payload: other.slice(250) },
      { sequence: 1101, payload: a.slice(100) },
    );

    expect(capture.texts).toEqual([a.slice(0, 250) + other.slice(250)]);
    expect(capture.codes).toEqual({ 'reasm-overlap': 1 });
  });

  test('tells an overlap that contradicts what waits for its turn', () => {
    const other = b.replace(/x+$/, 'y'.repeat(20));

    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 1101, payload: b.slice(100) },
      { sequence: 1151, payload: other.slice(150) },
      { sequence: 1001, payload: b.slice(0, 100) },
    );

    expect(capture.texts).toEqual([b]);
    expect(capture.codes).toEqual({ 'reasm-overlap': 1 });
  });

  test('takes no probe of a silent connection for data', () => {
    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 1001, payload: a },
      { sequence: 1000 + a.length },
      { sequence: 1000 + a.length, payload: '\0' },
      { sequence: 1001 + a.length, payload: b },
    );

    expect(capture.texts).toEqual([a, b]);
    expect(capture.codes).toEqual({});
  });

  test('reads on where a zero window was probed with the next byte', () => {
    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 1001, payload: a.slice(0, 1) },
      { sequence: 1001, payload: a.slice(0, 1) },
      { sequence: 1001, payload: a },
    );

    expect(capture.texts).toEqual([a]);
    expect(capture.codes).toEqual({});
  });

  test('reads data that comes with the SYN', () => {
    const capture = new TcpCapture().receive(
      { flags: SYN, sequence: 1000, payload: a.slice(0, 99) },
      { sequence: 1100, payload: a.slice(99) },
    );

    expect(capture.texts).toEqual([a]);
  });

  test('ends with the FIN: a message that is not complete is given as far as it goes', () => {
    const capture = new TcpCapture().receive(...handshake(), {
      sequence: 1001,
      payload: a + b.slice(0, -5),
      flags: FIN,
    });

    expect(capture.texts).toEqual([a, b.slice(0, -5)]);
    expect(capture.messages.map(({ cut }) => cut)).toEqual([false, true]);
    expect(capture.codes).toEqual({ 'sip-framing': 1 });
  });

  test('waits for what is missing before the FIN', () => {
    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 1001 + a.length, flags: FIN },
      { sequence: 1101, payload: a.slice(100) },
      { sequence: 1001, payload: a.slice(0, 100) },
    );

    expect(capture.texts).toEqual([a]);
    expect(capture.codes).toEqual({});
  });

  test('gives nothing twice that is sent again after the end', () => {
    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 1001, payload: a, flags: FIN },
      { sequence: 1001, payload: a, flags: FIN },
      { from: 'server', sequence: 5001, acknowledgement: 1002 + a.length, flags: FIN },
      { sequence: 1001, payload: a, flags: FIN },
    );

    expect(capture.end().texts).toEqual([a]);
    expect(capture.codes).toEqual({});
  });

  test('reads on behind an RST that nobody heeds', () => {
    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 1001, payload: a.slice(0, 50) },
      { sequence: 1051, flags: RST },
      { sequence: 1051, payload: a.slice(50) },
    );

    expect(capture.texts).toEqual([a]);
  });

  test('gives what an RST cut off', () => {
    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 1001, payload: b.slice(0, -5) },
      { sequence: 996 + b.length, flags: RST },
      ...handshake(90_000, 95_000, 40_001),
      { clientPort: 40_001, sequence: 90_001, payload: a, atMs: 5000 },
    );

    expect(capture.texts).toEqual([a, b.slice(0, -5)]);
    expect(capture.messages[1]?.cut).toBe(true);
  });

  test('goes on anew where a SYN begins another connection of the same ports', () => {
    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 1001, payload: a + b.slice(0, -5) },
      ...handshake(700_000, 900_000),
      { sequence: 700_001, payload: c },
      { from: 'server', sequence: 900_001, acknowledgement: 700_001, payload: a },
    );

    expect(capture.texts).toEqual([a, b.slice(0, -5), c, a]);
  });

  test('takes a SYN sent again for the same connection', () => {
    const [syn = {}, ...rest] = handshake();

    const capture = new TcpCapture().receive(syn, syn, ...rest, { sequence: 1001, payload: a.slice(0, 60) }, syn, {
      sequence: 1061,
      payload: a.slice(60),
    });

    expect(capture.texts).toEqual([a]);
  });

  test('knows another connection of the same ports whose SYN was not captured', () => {
    const capture = new TcpCapture().receive(
      ...handshake(2_000_000_000),
      { sequence: 2_000_000_001, payload: a },
      { from: 'server', sequence: 77, acknowledgement: 1_000_000_000 },
      { sequence: 1_000_000_000, acknowledgement: 77, payload: b },
    );

    expect(capture.texts).toEqual([a, b]);
  });
});
