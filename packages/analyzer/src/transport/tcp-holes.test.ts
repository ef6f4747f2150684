import { describe, expect, test } from 'vitest';
import { FIN, handshake, segments, sipRequest, SYN, TcpCapture, type TestSegment } from '../../test/tcp-segments.ts';

const a = sipRequest('a');
const b = sipRequest('b', 20);
const c = sipRequest('c');
const stream = a + b + c;
const behindA = 1001 + a.length;
const behindB = behindA + b.length;
const end = 1001 + stream.length;

/** `a`, half of `b` missing, and `c`. */
const withHole: readonly TestSegment[] = [
  ...handshake(),
  { sequence: 1001, payload: a },
  { sequence: behindA, payload: b.slice(0, 200) },
  { sequence: behindB, payload: c },
];

function acknowledgements(count: number, acknowledgement: number): readonly TestSegment[] {
  return Array.from({ length: count }, () => ({ from: 'server', sequence: 5001, acknowledgement }) as const);
}

describe('TcpDeliveries, holes', () => {
  test('waits for what is missing, and gives it up at the end of the capture', () => {
    const capture = new TcpCapture().receive(...withHole);

    expect(capture.texts).toEqual([a]);
    expect(capture.codes).toEqual({});

    capture.end();

    expect(capture.texts.map((text) => text.slice(0, 150))).toEqual([a, b, c].map((text) => text.slice(0, 150)));
    expect(capture.messages.map(({ cut }) => cut)).toEqual([false, true, false]);
    expect(capture.codes).toMatchObject({ 'reasm-gap': 1 });
    expect(capture.diagnostics.damaged).toBe(true);
  });

  test('tells a message in its own packet, however late it is given', () => {
    const capture = new TcpCapture().receive(...withHole, ...acknowledgements(40, end)).end();

    expect(capture.messages.map(({ frame, timeNs }) => [frame, timeNs])).toEqual([
      [4, 4e6],
      [5, 5e6],
      [6, 6e6],
    ]);
  });

  test('gives up what the other side had, once some more packets have come', () => {
    const capture = new TcpCapture().receive(...withHole, ...acknowledgements(33, end));

    expect(capture.texts).toHaveLength(3);
    expect(capture.codes).toMatchObject({ 'reasm-gap': 1 });
  });

  test('does not give up what the other side had as long as it may still come', () => {
    const missing = { sequence: behindA + 200, payload: b.slice(200) };

    const capture = new TcpCapture().receive(...withHole, ...acknowledgements(20, end), missing);

    expect(capture.texts).toEqual([a, b, c]);
    expect(capture.codes).toEqual({});
  });

  test('gives up what the other side had after a second, whatever connection speaks', () => {
    const capture = new TcpCapture().receive(...withHole, ...acknowledgements(1, end), {
      clientPort: 40_001,
      flags: SYN,
      atMs: 1100,
    });

    expect(capture.texts).toHaveLength(3);
  });

  test('gives up after a minute what nobody acknowledged', () => {
    const capture = new TcpCapture().receive(...withHole, { clientPort: 40_001, flags: SYN, atMs: 59_000 });
    expect(capture.texts).toEqual([a]);

    capture.receive({ clientPort: 40_001, flags: SYN, atMs: 61_000 });
    expect(capture.texts).toHaveLength(3);
  });

  test('goes on when too many bytes wait, and tells the limit', () => {
    const capture = new TcpCapture({ outOfOrderBytes: 2000 }).receive(
      ...withHole,
      ...segments(a.repeat(8), end, a.length),
    );

    expect(capture.texts.length).toBeGreaterThan(5);
    expect(capture.codes).toMatchObject({ 'reasm-limit': 1, 'reasm-gap': 1 });
    expect(capture.end().texts).toHaveLength(11);
  });

  test('gives up the oldest when too many bytes wait in all', () => {
    const ports = [40_000, 40_001, 40_002, 40_003];
    const holes = ports.flatMap((clientPort) => withHole.map((segment) => ({ ...segment, clientPort })));

    const capture = new TcpCapture({ waitingBytes: 2500 }).receive(...holes);

    expect(capture.codes['reasm-limit']).toBeGreaterThan(0);
    expect(capture.messages.filter(({ from }) => from === '192.0.2.1:40000')).toHaveLength(3);
    expect(capture.messages.filter(({ from }) => from === '192.0.2.1:40003')).toHaveLength(1);
  });

  test('gives up the connection that was silent longest when there are too many, and tells it', () => {
    const capture = new TcpCapture({ connections: 2 });
    for (const clientPort of [40_000, 40_001]) {
      capture.receive(...handshake(1000, 5000, clientPort), { clientPort, sequence: 1001, payload: a.slice(0, 200) });
    }
    capture.receive({ clientPort: 40_000, sequence: 1201 }, ...handshake(1000, 5000, 40_002));

    capture.receive({ clientPort: 40_000, sequence: 1201, payload: a.slice(200) });

    expect(capture.messages.map(({ from, cut }) => [from, cut])).toEqual([
      ['192.0.2.1:40001', true],
      ['192.0.2.1:40000', false],
    ]);
    expect(capture.codes).toMatchObject({ 'reasm-limit': 1 });
  });

  test('keeps following those that speak, however many come and go', () => {
    const capture = new TcpCapture({ connections: 4 });
    capture.receive(...handshake(), { sequence: 1001, payload: a.slice(0, 200) });
    for (let clientPort = 41_000; clientPort < 41_100; clientPort++) {
      capture.receive(...handshake(1, 2, clientPort), { clientPort, sequence: 2, payload: b, flags: FIN });
      capture.receive({ sequence: 1201 });
    }

    capture.receive({ sequence: 1201, payload: a.slice(200) });

    expect(capture.texts).toHaveLength(101);
    expect(capture.messages.at(-1)).toMatchObject({ text: a, from: '192.0.2.1:40000' });
  });

  test('takes what the snap length cut off for missing', () => {
    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 1001, payload: a.slice(0, 200), slicedBytes: a.length - 200 },
      { sequence: behindA, payload: b },
    );

    expect(capture.texts.map((text) => text.slice(0, 150))).toEqual([a.slice(0, 150), b.slice(0, 150)]);
    expect(capture.messages.map(({ cut }) => cut)).toEqual([true, false]);
    expect(capture.codes).toMatchObject({ 'reasm-gap': 1 });
  });

  test('takes what the snap length cut off for missing, out of order too', () => {
    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: behindA, payload: b.slice(0, 230), slicedBytes: b.length - 230 },
      { sequence: behindB, payload: c },
      { sequence: 1001, payload: a },
    );

    expect(capture.texts.map((text) => text.slice(0, 150))).toEqual([a, b, c].map((text) => text.slice(0, 150)));
    expect(capture.messages.map(({ cut }) => cut)).toEqual([false, true, false]);
  });

  test('gives no half line of a message that is cut', () => {
    const cutAt = a.indexOf('CSeq: 1 MESSAGE') + 30;

    const capture = new TcpCapture().receive(...handshake(), { sequence: 1001, payload: a.slice(0, cutAt) }).end();

    expect(capture.texts).toEqual([a.slice(0, a.indexOf('Content-Type'))]);
    expect(capture.messages[0]).toMatchObject({ cut: true, textAtPlace: capture.texts[0] });
  });

  test('gives nothing of a message that is cut before it can be told what it belongs to', () => {
    const capture = new TcpCapture().receive(...handshake(), { sequence: 1001, payload: a.slice(0, 90) }).end();

    expect(capture.texts).toEqual([]);
  });

  test('is not led astray by a FIN or a segment far ahead that nobody acknowledges', () => {
    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 500_000, flags: FIN },
      { sequence: 900_000_000, payload: 'x' },
      { sequence: 1001, payload: a },
      { sequence: behindA, payload: b, atMs: 70_000 },
      { sequence: behindB, payload: c, atMs: 70_001 },
    );

    expect(capture.texts.slice(0, 1)).toEqual([a]);
  });
});

describe('TcpDeliveries, connections that began before the capture', () => {
  test('begins with the first message', () => {
    const capture = new TcpCapture().receive({ sequence: 1001, payload: a }, { sequence: behindA, payload: b });

    expect(capture.texts).toEqual([a, b]);
    expect(capture.codes).toEqual({});
  });

  test('passes over the rest of a message that began before', () => {
    const capture = new TcpCapture().receive(
      { sequence: 1001, acknowledgement: 5001, payload: a.slice(120) },
      { sequence: behindA - 120, acknowledgement: 5001, payload: b },
      { from: 'server', sequence: 5001, acknowledgement: behindA },
      { sequence: behindB - 120, acknowledgement: 5001, payload: c },
      { clientPort: 40_001, flags: SYN, atMs: 1100 },
    );

    expect(capture.texts).toEqual([b, c]);
    expect(capture.codes).toEqual({ 'sip-framing': 1 });
  });

  test('finds the first message without any acknowledgement', () => {
    const capture = new TcpCapture().receive(
      ...segments(a.slice(120) + b.repeat(3), 1001, 100).map(
        ({ sequence, payload }) => ({ sequence, payload }) as TestSegment,
      ),
    );

    expect(capture.end().texts).toEqual([b, b, b]);
  });

  test.each([
    ['in order', [0, 1, 2, 3]],
    ['backwards', [3, 2, 1, 0]],
    ['shuffled', [2, 0, 3, 1]],
  ])('reads messages that come %s', (_, order) => {
    const parts = [a, b, c, a];
    const at = [1001, behindA, behindB, end];

    const capture = new TcpCapture().receive(...order.map((i) => ({ sequence: at[i] ?? 0, payload: parts[i] ?? '' })));

    expect(capture.end().texts.toSorted()).toEqual([a, a, b, c]);
    expect(capture.codes).toEqual({});
  });

  test('reads what came before the SYN, which the capture has late', () => {
    const [syn = {}, ...rest] = handshake();

    const capture = new TcpCapture().receive(
      { sequence: 1101, payload: a.slice(100) },
      { sequence: behindA, payload: b },
      syn,
      ...rest,
      { sequence: 1001, payload: a.slice(0, 100) },
    );

    expect(capture.texts).toEqual([a, b]);
    expect(capture.codes).toEqual({});
  });

  test('puts nothing together across what is missing before the first message', () => {
    const capture = new TcpCapture().receive(
      { sequence: behindB, payload: c },
      { sequence: 1001, payload: a.slice(0, 185) },
      { sequence: behindA + 160, payload: b.slice(160) },
    );

    expect(capture.end().texts).toEqual([c, a.slice(0, a.slice(0, 185).lastIndexOf('\n') + 1)]);
    expect(capture.messages.map(({ cut }) => cut)).toEqual([false, true]);
  });

  test('knows the direction by the answer to a SYN that was not captured', () => {
    const [, ...rest] = handshake();

    const capture = new TcpCapture().receive(
      ...rest,
      { from: 'server', sequence: 5001, payload: '\r\n\r\n' },
      {
        sequence: 1001,
        payload: `\r\n\r\n${a}`,
      },
    );

    expect(capture.texts).toEqual([a]);
    expect(capture.protocols).toEqual({ 'CRLF keep-alive': 2 });
  });
});
