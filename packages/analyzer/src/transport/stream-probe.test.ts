import { describe, expect, test } from 'vitest';
import { upgradeRequest, upgradeResponse } from '../../test/build-websocket.ts';
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

/** What a client sends that carries no SIP, and what it is answered. */
const others: readonly (readonly [protocol: string, sent: string, answer: string])[] = [
  ['HTTP', 'GET /messages HTTP/1.1\r\nHost: example.com\r\n\r\n', 'HTTP/1.1 200 OK\r\n\r\n'],
  ['RTSP', 'DESCRIBE rtsp://example.com/ RTSP/1.0\r\nCSeq: 1\r\n\r\n', ''],
  ['SSH', 'SSH-2.0-OpenSSH_9.9\r\n', ''],
  ['MSRP', 'MSRP a786hjs2 SEND\r\nTo-Path: msrp://b.example.com:8888/9di4ea;tcp\r\n', ''],
  ['Asterisk manager', 'Action: Login\r\n', 'Asterisk Call Manager/5.0.2\r\n'],
  ['XMPP', "<?xml version='1.0'?><stream:stream to='example.com'>", ''],
  ['Telnet', '\u00ff\u00fd\u0018', ''],
  ['MySQL', '', '\u004a\u0000\u0000\u0000\u000a8.0.36\u0000'],
  ['SMTP', 'EHLO example.com\r\n', ''],
  ['BGP', `${'\u00ff'.repeat(16)}\u0000\u001d\u0001\u0004`, ''],
  ['STUN over TCP', `\u0000\u0001\u0000\u0000\u0021\u0012\u00a4\u0042${'t'.repeat(12)}`, ''],
  ['Diameter over TCP', `\u0001\u0000\u0000\u0014\u0080\u0000\u0001\u0001${'\u0000'.repeat(12)}`, ''],
  ['CRLF keep-alive', '\r\n\r\n', '\r\n'],
  ['other TCP', '\u0001\u0002\u0003', '\u0004'],
  ['TCP without data', '', ''],
];

/** A byte for each character. */
function latin1(characters: string): Uint8Array {
  return Uint8Array.from(characters, (character) => character.charCodeAt(0));
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
    expect(capture.protocols).toEqual({ 'junk between SIP messages': 30 });
  });

  test('does not look for SIP further than 64 KiB', () => {
    const capture = read('\u0000\u0001\n'.repeat(22_000) + a);

    expect(capture.texts).toEqual([]);
    expect(capture.codes).toEqual({});
    expect(capture.transport.protocols.rows()).toEqual([{ protocol: 'other TCP', packets: 72, connections: 1 }]);
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

  test.each(others)('tells %s, in packets and connections', (protocol, sent, answer) => {
    const capture = new TcpCapture()
      .receive(
        ...handshake(),
        ...(sent === '' ? [] : [{ sequence: 1001, payload: latin1(sent) }]),
        ...(answer === '' ? [] : [{ from: 'server' as const, sequence: 5001, payload: answer }]),
      )
      .end();

    const packets = 3 + (sent === '' ? 0 : 1) + (answer === '' ? 0 : 1);
    expect(capture.transport.protocols.rows()).toEqual([{ protocol, packets, connections: 1 }]);
  });

  test.each(others)('tells %s where its bytes come one by one', (protocol, sent, answer) => {
    const capture = new TcpCapture().receive(...handshake());
    for (const [at, byte] of latin1(sent).entries())
      capture.receive({ sequence: 1001 + at, acknowledgement: 5001, payload: Uint8Array.of(byte) });
    for (const [at, byte] of latin1(answer).entries())
      capture.receive({ from: 'server', sequence: 5001 + at, payload: Uint8Array.of(byte) });

    expect(Object.keys(capture.end().protocols)).toEqual([protocol]);
  });

  test('tells a protocol by the port where its first bytes alone do not', () => {
    const query = `\u0000\u000c\u0012\u0034\u0001\u0000\u0000\u0001${'\u0000'.repeat(6)}`;

    const [there, elsewhere] = [53, 40_001].map((clientPort) =>
      new TcpCapture().receive(...handshake(1000, 5000, clientPort), { clientPort, sequence: 1001, payload: query }),
    );

    expect(there?.protocols).toEqual({ 'DNS over TCP': 4 });
    expect(elsewhere?.protocols).toEqual({ 'other TCP': 4 });
  });

  test('tells what begins in the midst of a connection by a later packet', () => {
    const capture = new TcpCapture()
      .receive(
        { sequence: 1001, acknowledgement: 5001, payload: 'half of a page' },
        { sequence: 1015, acknowledgement: 5001, payload: 'HTTP/1.1 200 OK\r\n\r\n' },
      )
      .end();

    expect(capture.protocols).toEqual({ HTTP: 2 });
  });

  test('tells nothing to be without data where data waits for what came before it', () => {
    const capture = new TcpCapture().receive({
      sequence: 1001,
      acknowledgement: 5001,
      payload: 'the midst of something',
    });

    expect(capture.protocols).toEqual({ 'other TCP': 1 });
  });

  test('tells an upgrade to WebSocket that nobody used', () => {
    const asked = upgradeRequest();

    const capture = read(asked, upgradeResponse()).end();

    expect(Object.keys(capture.protocols)).toEqual(['WebSocket: other']);
  });

  test('counts the packets of a connection that carries SIP nowhere', () => {
    expect(read(a).end().protocols).toEqual({});
  });

  test('counts a connection once, whether it is followed yet or its ports were used again', () => {
    const capture = new TcpCapture().receive(
      ...handshake(),
      { sequence: 1001, payload: 'SSH-2.0-OpenSSH_9.9\r\n' },
      ...handshake(800_000, 900_000),
      { sequence: 800_001, payload: 'SSH-2.0-OpenSSH_9.9\r\n' },
    );

    const before = capture.transport.protocols.rows();

    expect(before).toEqual([{ protocol: 'SSH', packets: 8, connections: 2 }]);
    expect(capture.end().transport.protocols.rows()).toEqual(before);
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
    expect(capture.protocols).toEqual({ 'CRLF keep-alive': 2, 'junk between SIP messages': 1 });
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
