/** From TCP segments that carry TLS to the SIP messages in them. */
import { describe, expect, test } from 'vitest';
import { CaptureDiagnostics } from '../src/capture/capture-diagnostics.ts';
import { KeyLog } from '../src/transport/tls/key-log.ts';
import { upgradeRequest, upgradeResponse, webSocketFrame } from './build-websocket.ts';
import { recordTls, type WireChunk } from './record-tls.ts';
import { sipRequest, SYN, TcpCapture, type TestSegment } from './tcp-segments.ts';

const requests = [sipRequest('one'), sipRequest('two', 3000), sipRequest('three', 20_000), sipRequest('four')];

function keyLogOf(text: string): KeyLog {
  const keyLog = new KeyLog(new CaptureDiagnostics());
  keyLog.add(text);
  return keyLog;
}

/** The connection as segments of so many bytes. */
function segmentsOf(wire: readonly WireChunk[], segmentBytes: number): TestSegment[] {
  const sequences = [1, 1];
  const segments: TestSegment[] = [
    { from: 'client', flags: SYN, sequence: 0 },
    { from: 'server', flags: SYN, sequence: 0, acknowledgement: 1 },
  ];
  for (const { direction, bytes } of wire) {
    for (let at = 0; at < bytes.length; at += segmentBytes) {
      const payload = bytes.subarray(at, at + segmentBytes);
      const from = direction === 0 ? 'client' : 'server';
      segments.push({ from, sequence: sequences[direction]!, acknowledgement: sequences[1 - direction]!, payload });
      sequences[direction]! += payload.length;
    }
  }
  return segments;
}

describe('SIP over TLS', () => {
  test.each([
    ['TLSv1.3', 1460],
    ['TLSv1.3', 77],
    ['TLSv1.2', 1460],
    ['TLSv1.2', 1],
  ] as const)('of %s in segments of %i bytes is delivered', async (version, segmentBytes) => {
    const { wire, keyLog } = await recordTls({ client: { minVersion: version, maxVersion: version }, texts: requests });

    const capture = new TcpCapture({}, keyLogOf(keyLog)).receive(...segmentsOf(wire, segmentBytes)).end();

    expect(capture.texts).toEqual(requests);
    expect(capture.messages.map(({ transport }) => transport)).toEqual(['TLS', 'TLS', 'TLS', 'TLS']);
    expect(capture.messages.map(({ textAtPlace }) => textAtPlace)).toEqual(requests);
    expect(capture.codes).toEqual({});
  });

  test('of which a segment is missing gives the messages before it and behind it', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => sipRequest(`m${index}`, 500));
    const { wire, keyLog } = await recordTls({ texts });
    const segments = segmentsOf(wire, 1460);
    const lost = segments.length - 12;

    const capture = new TcpCapture({}, keyLogOf(keyLog)).receive(...segments.toSpliced(lost, 1)).end();

    expect(capture.texts).toHaveLength(texts.length - 1);
    expect(texts).toEqual(expect.arrayContaining([...capture.texts]));
  });

  test('whose keys come behind it is delivered when they come', async () => {
    const { wire, keyLog } = await recordTls({ texts: requests });
    const keys = keyLogOf('');
    const capture = new TcpCapture({}, keys).receive(...segmentsOf(wire, 1460)).end();

    keys.add(keyLog);

    expect(capture.texts).toEqual([]);
    const delivered = capture.transport.receiveKeys();
    const texts = delivered.map(({ bytes, start, end }) => Buffer.from(bytes.subarray(start, end)).toString());
    expect(texts).toEqual(requests);
    expect(delivered.map(({ transport }) => transport)).toEqual(['TLS', 'TLS', 'TLS', 'TLS']);
  });
});

test('SIP over WebSocket over TLS is delivered', async () => {
  const maskingKey = [1, 2, 3, 4];
  const texts = [
    upgradeRequest(),
    upgradeResponse(),
    webSocketFrame(requests[0]!, { maskingKey }),
    webSocketFrame(requests[1]!),
    webSocketFrame(requests[2]!, { maskingKey }),
  ];
  const { wire, keyLog } = await recordTls({ texts });

  const capture = new TcpCapture({}, keyLogOf(keyLog)).receive(...segmentsOf(wire, 1460)).end();

  expect(capture.texts).toEqual(requests.slice(0, 3));
  expect(capture.messages.map(({ transport }) => transport)).toEqual(['WSS', 'WSS', 'WSS']);
  expect(capture.codes).toEqual({});
});

describe('what TLS carries that is no SIP', () => {
  const page = ['GET / HTTP/1.1\r\nHost: example.com\r\n\r\n', 'HTTP/1.1 200 OK\r\n\r\n'];

  test.each([
    ['TLS: HTTP', page],
    ['TLS: MSRP', ['MSRP a786hjs2 SEND\r\nTo-Path: msrps://b.example.com:8888/9di4ea;tcp\r\n']],
    ['TLS: CRLF keep-alive', ['\r\n\r\n', '\r\n']],
    ['other TLS', ['\u0001\u0002\u0003']],
  ])('is counted as %s', async (protocol, texts) => {
    const { wire, keyLog } = await recordTls({ texts });

    const capture = new TcpCapture({}, keyLogOf(keyLog)).receive(...segmentsOf(wire, 1460)).end();

    expect(capture.transport.protocols.rows()).toMatchObject([{ protocol, connections: 1 }]);
  });

  test('is known to no key where the capture begins inside the connection', async () => {
    const { wire } = await recordTls({ texts: page });
    const inside = segmentsOf(wire, 1460)
      .slice(2)
      .filter(({ payload }) => payload?.[0] === 23);

    const capture = new TcpCapture().receive(...inside).end();

    expect(capture.protocols).toEqual({ 'TLS begun before the capture': inside.length });
  });

  test('is not known without its keys, and counted so until they come', async () => {
    const { wire, keyLog } = await recordTls({ texts: page });
    const keys = new KeyLog(new CaptureDiagnostics());
    const segments = segmentsOf(wire, 1460);

    const capture = new TcpCapture({}, keys).receive(...segments);
    const before = capture.transport.protocols.rows();
    keys.add(keyLog);
    capture.transport.receiveKeys();

    expect(before).toEqual([{ protocol: 'TLS without keys', packets: segments.length, connections: 1 }]);
    expect(capture.protocols).toEqual({ 'TLS: HTTP': segments.length });
  });
});
