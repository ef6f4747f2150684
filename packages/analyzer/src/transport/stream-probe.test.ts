import { describe, expect, test } from 'vitest';
import { handshake, segments, sipRequest, TcpCapture } from '../../test/tcp-segments.ts';

const a = sipRequest('a');
const b = sipRequest('b', 20);

/** What a client sends once it is connected, and what the server answers. */
function read(sent: string, answer = '', length = 1000): TcpCapture {
  return new TcpCapture().receive(
    ...handshake(),
    ...segments(sent, 1001, length),
    { from: 'server', sequence: 5001, acknowledgement: 1001 + sent.length, payload: answer },
    { sequence: 1001 + sent.length, acknowledgement: 5001 + answer.length, payload: b },
  );
}

describe('StreamProbe', () => {
  test.each([
    ['at once', ''],
    ['behind keep-alives', '\r\n\r\n\r\n\r\n'],
    ['behind a single line break', '\r\n'],
  ])('knows SIP %s', (_, before) => {
    expect(read(before + a).texts).toEqual([a, b]);
  });

  test('knows SIP that comes byte by byte', () => {
    expect(read(`\r\n\r\n${a}`, '', 1).texts).toEqual([a, b]);
  });

  test('knows SIP by what the server sends', () => {
    const capture = read('\u0001\u0002\u0003', a);

    expect(capture.texts).toEqual([a, b]);
    expect(capture.codes).toEqual({ 'sip-framing': 1 });
  });

  test('finds SIP behind other bytes, and says so', () => {
    const capture = read('\u0000\u0001\n'.repeat(10_000) + a);

    expect(capture.texts).toEqual([a, b]);
    expect(capture.codes).toEqual({ 'sip-framing': 1 });
    expect(capture.transport.counts.junkBytes).toBe(30_000);
  });

  test('does not look for SIP further than 64 KiB', () => {
    const capture = read('\u0000\u0001\n'.repeat(22_000) + a);

    expect(capture.texts).toEqual([]);
    expect(capture.codes).toEqual({});
    expect(capture.transport.counts).toMatchObject({ otherConnections: 1 });
    expect(capture.transport.counts.otherBytes).toBeGreaterThan(0);
  });

  test.each([
    ['an HTTP request', 'GET /messages HTTP/1.1\r\nHost: example.com\r\n\r\n'],
    ['an HTTP request in pieces', 'POST /messages HTTP/1.1\r\nHost: example.com\r\n\r\n'],
    ['RTSP', 'DESCRIBE rtsp://example.com/ RTSP/1.0\r\nCSeq: 1\r\n\r\n'],
    ['SSH', 'SSH-2.0-OpenSSH_9.9\r\n'],
  ])('takes no SIP from within %s', (name, head) => {
    const capture = read(head + a, `HTTP/1.1 200 OK\r\n\r\n${a}`, name.includes('pieces') ? 3 : 1000);

    expect(capture.texts).toEqual([]);
  });

  test('takes no SIP from an answer of HTTP', () => {
    const capture = read('', `HTTP/1.1 200 OK\r\n\r\n${a}`);

    expect(capture.texts).toEqual([]);
  });

  test('tells no gap of a connection that carries nothing we read', () => {
    const capture = new TcpCapture()
      .receive(...handshake(), { sequence: 1001, payload: '\u0001\u0002' }, { sequence: 9000, payload: '\u0003' })
      .end();

    expect(capture.codes).toEqual({});
    expect(capture.diagnostics.damaged).toBe(false);
  });

  test('keeps nothing of a connection that carries nothing we read', () => {
    const capture = new TcpCapture({ outOfOrderBytes: 10_000 }).receive(
      ...handshake(),
      { sequence: 1001, payload: 'SSH-2.0-OpenSSH_9.9\r\n' },
      ...segments('x'.repeat(100_000), 5000, 1000),
    );

    expect(capture.codes).toEqual({});
  });

  test('looks anew where the ports are used again', () => {
    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 1001, payload: 'SSH-2.0-OpenSSH_9.9\r\n' },
      ...handshake(800_000, 900_000),
      { sequence: 800_001, payload: a },
    );

    expect(capture.texts).toEqual([a]);
  });
});

describe('SipStream', () => {
  test('counts keep-alives, and junk between messages', () => {
    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 1001, payload: `${a}\r\n\r\n` },
      { from: 'server', sequence: 5001, payload: '\r\n' },
      { sequence: 1005 + a.length, payload: `junk\r\n${b}` },
    );

    expect(capture.texts).toEqual([a, b]);
    expect(capture.transport.counts).toMatchObject({ keepAlives: 2, junkBytes: 6 });
  });

  test('cuts messages at the next start line where Content-Length lies, and tells it', () => {
    const liar = b.replace('Content-Length: 20', 'Content-Length: 5000');

    const capture = read(liar + a).end();

    expect(capture.texts).toEqual([liar, a, b]);
    expect(capture.codes).toEqual({ 'sip-framing': 1 });
  });

  test('keeps the bytes of a message that came in very many pieces', () => {
    const large = sipRequest('large', 6000);
    const capture = read(large, '', 1);

    expect(capture.texts).toEqual([large, b]);
    expect(capture.messages[0]?.textAtPlace).toBe(large);
  });

  test('numbers a message of an earlier packet that only a later one shows to be complete', () => {
    const open = a.replace('Content-Length: 0\r\n', '');

    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 1001, payload: b + open },
      { sequence: 1001 + b.length + open.length, payload: a },
    );

    expect(capture.texts).toEqual([b, open, a]);
    expect(capture.messages.map(({ frame, index }) => `${frame}.${index}`)).toEqual(['4.0', '4.1', '5.0']);
  });
});
