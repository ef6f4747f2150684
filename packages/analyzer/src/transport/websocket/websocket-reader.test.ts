import { describe, expect, test } from 'vitest';
import { bytesOf, text } from '../../../test/build-capture.ts';
import {
  closeFrame,
  httpHead,
  upgradeRequest,
  upgradeResponse,
  webSocketFrame,
} from '../../../test/build-websocket.ts';
import { readWebSocket } from '../../../test/read-websocket.ts';
import { connection, maskingKey, ok, register } from '../../../test/websocket-connection.ts';

describe('WebSocketReader', () => {
  test('reads the messages of both sides behind the upgrade', () => {
    const read = readWebSocket(
      connection([
        { from: 0, bytes: webSocketFrame(register(1), { maskingKey }) },
        { from: 1, bytes: webSocketFrame(ok(1)) },
        { from: 0, bytes: webSocketFrame(register(2), { maskingKey, opcode: 2 }) },
      ]),
    );

    expect(read.messages).toMatchObject([
      { direction: 0, text: register(1), frame: 3, isKept: true, textAtPlace: register(1) },
      { direction: 1, text: ok(1), frame: 4, isKept: false, textAtPlace: ok(1) },
      { direction: 0, text: register(2), frame: 5, isKept: true, textAtPlace: register(2) },
    ]);
    expect(read.transports).toEqual(['WS']);
    expect(read.codes).toEqual([]);
    expect(read.framing).toEqual([]);
  });

  test('reads them as WSS where the connection was decrypted', () => {
    const sent = [{ from: 0, bytes: webSocketFrame(register(1), { maskingKey }) }] as const;

    expect(readWebSocket(connection(sent), { isSecure: true }).transports).toEqual(['WSS']);
  });

  test('reads the upgrade in any case, folded, with the fields of proxies and any subprotocol', () => {
    const request =
      'GET /chat HTTP/1.1\nhost: a\nUPGRADE:\n  h2c,\n\tWebSocket\nConnection: keep-alive, Upgrade\nVia: 1.1 p\n\n';
    const response = 'HTTP/1.1 101 ok\r\nupgrade: WEBSOCKET\r\nX-Proxy: a\r\nsec-websocket-protocol: xmpp\r\n\r\n';

    const read = readWebSocket([
      { from: 0, bytes: request },
      { from: 1, bytes: response + '' },
      { from: 1, bytes: webSocketFrame(ok(1)) },
      { from: 0, bytes: webSocketFrame(register(1), { maskingKey }) },
    ]);

    expect(read.texts).toEqual([ok(1), register(1)]);
  });

  test('reads what comes in the packet of the upgrade', () => {
    const read = readWebSocket([
      { from: 0, bytes: bytesOf(text(upgradeRequest()), webSocketFrame(register(1), { maskingKey })) },
      { from: 1, bytes: bytesOf(text(upgradeResponse()), webSocketFrame(ok(1)), webSocketFrame(ok(2))) },
    ]);

    expect(read.texts).toEqual([register(1), ok(1), ok(2)]);
    expect(read.messages.map(({ frame }) => frame)).toEqual([1, 2, 2]);
  });

  test('passes over other requests before the upgrade, and reads on behind a refused one', () => {
    const page = 'not HTTP/1.1 200 and no GET either';
    const read = readWebSocket([
      { from: 0, bytes: httpHead('GET /app.js HTTP/1.1', ['Host: a']) },
      { from: 1, bytes: httpHead('HTTP/1.1 200 OK', [`Content-Length: ${page.length}`]) + page },
      { from: 0, bytes: httpHead('POST /log HTTP/1.1', ['Content-Length: 4']) + 'GETT' },
      { from: 1, bytes: httpHead('HTTP/1.1 204 No Content', []) },
      { from: 0, bytes: upgradeRequest() },
      { from: 1, bytes: httpHead('HTTP/1.1 401 Unauthorized', ['Content-Length: 0']) },
      { from: 0, bytes: upgradeRequest(['Authorization: Basic YQ==']) },
      { from: 1, bytes: upgradeResponse() },
      { from: 0, bytes: webSocketFrame(register(1), { maskingKey }) },
    ]);

    expect(read.texts).toEqual([register(1)]);
  });

  test('reads no frames where the upgrade is refused', () => {
    const read = readWebSocket([
      { from: 0, bytes: upgradeRequest() },
      { from: 1, bytes: httpHead('HTTP/1.1 403 Forbidden', []) },
      { from: 1, bytes: webSocketFrame(ok(1)) },
      { from: 0, bytes: webSocketFrame(register(1), { maskingKey }) },
    ]);

    expect(read.texts).toEqual([]);
  });

  test('tells of headers that are longer than the limit, and reads on behind them', () => {
    const long = httpHead('GET / HTTP/1.1', [`Cookie: ${'a'.repeat(3000)}`]);

    const read = readWebSocket([{ from: 0, bytes: long }, ...connection([{ from: 1, bytes: webSocketFrame(ok(1)) }])], {
      limits: { headBytes: 1000 },
    });

    expect(read.texts).toEqual([ok(1)]);
    expect(read.codes).toEqual(['limit-header-bytes']);
  });

  test('puts fragments together, with control frames between them', () => {
    const message = register(1);
    const parts = [
      webSocketFrame(message.slice(0, 5), { maskingKey, isFinal: false }),
      webSocketFrame('ping', { maskingKey, opcode: 9 }),
      webSocketFrame(message.slice(5, 150), { maskingKey, isFinal: false, opcode: 0 }),
      webSocketFrame('', { maskingKey, isFinal: false, opcode: 0 }),
      webSocketFrame('', { maskingKey, opcode: 10 }),
      webSocketFrame(message.slice(150), { maskingKey, opcode: 0 }),
    ];

    const read = readWebSocket(connection(parts.map((bytes) => ({ from: 0, bytes }))));

    expect(read.messages).toMatchObject([{ text: message, frame: 8, frames: [3, 5, 6, 8] }]);
    expect(read.codes).toEqual([]);
  });

  test('tells where unmasked fragments lie in the capture', () => {
    const frames = bytesOf(
      webSocketFrame(ok(1).slice(0, 40), { isFinal: false }),
      webSocketFrame(ok(1).slice(40), { opcode: 0 }),
    );

    const read = readWebSocket(
      connection([
        { from: 1, bytes: frames.subarray(0, 21) },
        { from: 1, bytes: frames.subarray(21) },
      ]),
    );

    expect(read.messages).toMatchObject([{ text: ok(1), textAtPlace: ok(1), isKept: false, frames: [3, 4] }]);
  });

  test('reads frames of 64-bit length, and lengths written longer than need be', () => {
    const long = register(1, 'x'.repeat(70_000));
    const odd = webSocketFrame(register(2), { maskingKey, lengthBytes: 8 });

    const read = readWebSocket(
      connection([
        { from: 0, bytes: webSocketFrame(long, { maskingKey }) },
        { from: 0, bytes: bytesOf(odd, odd) },
      ]),
    );

    expect(read.texts).toEqual([long, register(2), register(2)]);
    expect(read.codes).toEqual(['ws-frame']);
    expect(read.isDamaged).toBe(false);
  });

  test('counts keep-alives and messages that are no SIP', () => {
    const msrp = 'MSRP a786hjs2 SEND\r\nContent-Type: message/sip\r\n\r\nSIP/2.0 200 OK\r\n-------a786hjs2$\r\n';

    const read = readWebSocket(
      connection([
        { from: 0, bytes: webSocketFrame('\r\n\r\n', { maskingKey }) },
        { from: 1, bytes: webSocketFrame('\r\n') },
        { from: 0, bytes: webSocketFrame('{"text":"INVITE sip:a SIP/2.0\\r\\n"}', { maskingKey }) },
        { from: 0, bytes: webSocketFrame(msrp, { maskingKey }) },
        { from: 0, bytes: webSocketFrame('', { maskingKey }) },
      ]),
    );

    expect(read.texts).toEqual([]);
    expect(read.protocols).toEqual({ 'WebSocket: CRLF keep-alive': 3, 'WebSocket: JSON': 1, 'WebSocket: MSRP': 1 });
    expect(read.codes).toEqual([]);
  });

  test('tells what is no SIP where nothing else was agreed on, and two messages in one', () => {
    const read = readWebSocket(
      connection(
        [
          { from: 0, bytes: webSocketFrame('{}', { maskingKey }) },
          { from: 0, bytes: webSocketFrame(register(1) + register(2), { maskingKey }) },
          { from: 0, bytes: webSocketFrame(bytesOf(text(register(3)), 0xff), { maskingKey }) },
        ],
        ['Sec-WebSocket-Protocol: sip'],
      ),
    );

    expect(read.messages).toHaveLength(2);
    expect(read.framing).toEqual(['websocket-not-sip', 'websocket-second-message', 'websocket-encoding']);
  });

  test('tells nothing of a connection in which there is no SIP', () => {
    const request = httpHead('GET /chat HTTP/1.1', ['Upgrade: websocket', 'Connection: Upgrade']);
    const damaged = webSocketFrame('{}', { opcode: 3 });
    const before = [
      { from: 0, bytes: request },
      { from: 1, bytes: upgradeResponse() },
      { from: 1, bytes: damaged },
    ] as const;

    const other = readWebSocket([...before, { from: 1, bytes: webSocketFrame('{}') }]);
    const sip = readWebSocket([...before, { from: 1, bytes: webSocketFrame(ok(1)) }]);

    expect([other.codes, other.isDamaged]).toEqual([[], false]);
    expect([sip.codes, sip.texts]).toEqual([['ws-frame'], [ok(1)]]);
  });

  test('reads nothing behind a close', () => {
    const read = readWebSocket(
      connection([
        { from: 1, bytes: bytesOf(webSocketFrame(ok(1)), closeFrame(), webSocketFrame(ok(2))) },
        { from: 0, bytes: webSocketFrame(register(1), { maskingKey }) },
      ]),
    );

    expect(read.texts).toEqual([ok(1), register(1)]);
    expect(read.waitingBytes).toBe(0);
  });
});
