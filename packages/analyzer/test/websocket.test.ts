/** SIP over WebSocket from capture to delivery: RFC 7118. What the frames hold is tested beside `websocket-reader.ts`. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { KeyLog } from '../src/transport/tls/key-log.ts';
import { CaptureDiagnostics } from '../src/capture/capture-diagnostics.ts';
import { httpHead, MessageDeflater, upgradeRequest, upgradeResponse, webSocketFrame } from './build-websocket.ts';
import { corpus, hasCorpus } from './corpus.ts';
import { readRows } from './read-rows.ts';
import { recordTls } from './record-tls.ts';
import { handshake, sipRequest, TcpCapture } from './tcp-segments.ts';

const fixture = path.join(import.meta.dirname, '../../../fixtures/captures/websocket/websocket.pcap');
const hostile = path.join(corpus, 'hostile/e08-frame-len-2e63.pcap');

describe('SIP over WebSocket', () => {
  test('is read from a capture, with the packets of a message in several frames', async () => {
    const { messages, summary } = await readRows([readFileSync(fixture)]);

    const overWebSocket = messages.filter(({ transport }) => transport === 'WS');
    expect(overWebSocket).toHaveLength(16);
    expect(overWebSocket.find(({ frame }) => frame === 14)).toMatchObject({ frames: [12, 14], method: 'REGISTER' });
    expect(summary.diagnostics).toEqual([]);
    expect(summary.capture.damaged).toBeUndefined();
  });

  test.runIf(hasCorpus)('a frame of 2^63 bytes is told, and everything else is read', async () => {
    const { messages, summary } = await readRows([readFileSync(hostile)]);

    expect(messages.map(({ callId }) => callId)).toEqual([1, 2, 3, 4].map((number) => `canary-${number}@hostile.test`));
    expect(summary.diagnostics.map(({ code }) => code)).toEqual(['ws-frame']);
    expect(summary.capture.damaged).toBe(true);
  });

  test('is found where the capture begins in the midst of a frame', () => {
    const frame = webSocketFrame(sipRequest('a'));
    const rest = frame.subarray(60);
    const next = webSocketFrame(sipRequest('b'), { maskingKey: [1, 2, 3, 4] });
    const first = { sequence: 1, acknowledgement: 900, payload: rest };

    const { messages, codes } = new TcpCapture()
      .receive(first, { sequence: 1 + rest.length, acknowledgement: 900, payload: frame })
      .receive({ from: 'server', sequence: 900, acknowledgement: 1 + rest.length + frame.length, payload: next })
      .end();

    expect(messages.map(({ transport, text }) => [transport, text])).toEqual([
      ['WS', sipRequest('a')],
      ['WS', sipRequest('b')],
    ]);
    expect(codes).toEqual({});
  });

  test('what is missing of HTTP is not told', () => {
    const request = httpHead('GET /large HTTP/1.1', ['Host: example.com']);
    const response = httpHead('HTTP/1.1 200 OK', ['Content-Length: 100000']);
    const acknowledgement = 1001 + request.length;

    const { codes, diagnostics } = new TcpCapture()
      .receive(...handshake(), { sequence: 1001, acknowledgement: 5001, payload: request })
      .receive({ from: 'server', sequence: 5001, acknowledgement, payload: response })
      .receive({ from: 'server', sequence: 95_001, acknowledgement, payload: 'x' })
      .end();

    expect(codes).toEqual({});
    expect(diagnostics.damaged).toBe(false);
  });

  test('is read behind TLS, as WSS', async () => {
    const deflate = 'Sec-WebSocket-Extensions: permessage-deflate';
    const [request, response] = [sipRequest('a'), 'SIP/2.0 200 OK\r\nCall-ID: a\r\nCSeq: 1 MESSAGE\r\n\r\n'];
    const compressed = new MessageDeflater().compress(request);
    const { wire, keyLog } = await recordTls({
      texts: [
        upgradeRequest([deflate]),
        upgradeResponse([deflate]),
        webSocketFrame(compressed, { maskingKey: [1, 2, 3, 4], isCompressed: true }),
        webSocketFrame(response),
      ],
    });
    const keys = new KeyLog(new CaptureDiagnostics());
    keys.add(keyLog);
    const next = [1001, 5001] as [number, number];
    const capture = new TcpCapture({}, keys).receive(...handshake());

    for (const { direction, bytes } of wire) {
      const from = direction === 0 ? 'client' : 'server';
      const acknowledgement = next[direction === 0 ? 1 : 0];
      capture.receive({ from, sequence: next[direction], acknowledgement, payload: bytes });
      next[direction] += bytes.length;
    }
    capture.end();

    expect(capture.messages).toMatchObject([
      { transport: 'WSS', text: request, textAtPlace: request },
      { transport: 'WSS', text: response, textAtPlace: response },
    ]);
    expect(capture.codes).toEqual({});
  });
});
