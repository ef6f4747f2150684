import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../../test/build-capture.ts';
import { MessageDeflater, webSocketFrame } from '../../../test/build-websocket.ts';
import { readWebSocket, type StreamEvent } from '../../../test/read-websocket.ts';
import { connection, deflate, maskingKey, ok, register } from '../../../test/websocket-connection.ts';

describe('WebSocketReader, compressed', () => {
  test.each([
    ['with context takeover', [deflate], true],
    ['without', [`${deflate}; client_no_context_takeover; server_no_context_takeover`], false],
    ['with windows of their own', [`${deflate};server_max_window_bits="15"; client_max_window_bits=15`], true],
  ])('inflates messages %s', (_, agreed, hasTakeover) => {
    const client = new MessageDeflater(hasTakeover);
    const server = new MessageDeflater(hasTakeover);
    const numbers = [1, 2, 3, 4];

    const read = readWebSocket(
      connection(
        numbers.flatMap((number): StreamEvent[] => [
          { from: 0, bytes: webSocketFrame(client.compress(register(number)), { maskingKey, isCompressed: true }) },
          { from: 1, bytes: webSocketFrame(server.compress(ok(number)), { isCompressed: true }) },
        ]),
        agreed,
      ),
    );

    expect(read.texts).toEqual(numbers.flatMap((number) => [register(number), ok(number)]));
    expect(read.messages.every(({ isKept, text: own, textAtPlace }) => isKept && own === textAtPlace)).toBe(true);
    expect(read.codes).toEqual([]);
  });

  test.each([
    [deflate, 32_768],
    [`${deflate}; server_max_window_bits=9`, 512],
    [`${deflate}; server_no_context_takeover`, 0],
  ])('keeps what later messages may repeat: %s', (agreed, windowBytes) => {
    const deflater = new MessageDeflater();
    const sent = [ok(1), ok(2).replace('Via', `X: ${'x'.repeat(40_000)}\r\nVia`)].map((message): StreamEvent => {
      return { from: 1, bytes: webSocketFrame(deflater.compress(message), { isCompressed: true }) };
    });

    const read = readWebSocket(connection(sent, [agreed]).slice(0, 4));

    expect(read.waitingBytes).toBe(windowBytes);
  });

  test('inflates a message of several frames, and takes one that is not compressed', () => {
    const compressed = new MessageDeflater().compress(register(1));
    const parts = [
      webSocketFrame(compressed.subarray(0, 30), { maskingKey, isCompressed: true, isFinal: false }),
      webSocketFrame('', { maskingKey, opcode: 9 }),
      webSocketFrame(compressed.subarray(30), { maskingKey, opcode: 0 }),
      webSocketFrame(register(2), { maskingKey }),
    ];

    const read = readWebSocket(connection([{ from: 0, bytes: bytesOf(...parts) }], [deflate]));

    expect(read.texts).toEqual([register(1), register(2)]);
  });

  test('inflates no more where too much comes out of too little', () => {
    const limits = { inflationGraceBytes: 100_000, inflationRatio: 100 };
    const sent = [1, 2, 3].map((number): StreamEvent => {
      const bytes = new MessageDeflater(false).compress(register(number, 'x'.repeat(90_000)));
      return { from: 1, bytes: webSocketFrame(bytes, { isCompressed: true }) };
    });

    const read = readWebSocket(connection(sent, [deflate]), { limits });

    expect(read.texts).toHaveLength(2);
    expect(read.codes).toEqual(['limit-ratio']);
    expect(read.isDamaged).toBe(true);
  });

  test('inflates what is much longer than it was sent', () => {
    const deflater = new MessageDeflater();
    const messages = [register(1), register(2, 'x'.repeat(3_000_000)), register(3)];
    const frames = messages.map((one) => webSocketFrame(deflater.compress(one), { maskingKey, isCompressed: true }));

    const read = readWebSocket(connection([{ from: 0, bytes: bytesOf(...frames) }], [deflate]));

    expect(read.texts.map(({ length }) => length)).toEqual(messages.map(({ length }) => length));
    expect(read.texts[2]).toBe(register(3));
  });

  test('inflates the examples of RFC 7692 §7.2.3', () => {
    // A fixed block, a stored one, one with BFINAL set, and two blocks: all of them say "Hello", the second by repeating the first.
    const hello = [
      bytesOf(0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00),
      bytesOf(0xf2, 0x00, 0x11, 0x00, 0x00),
      bytesOf(0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00),
      bytesOf(0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00),
      bytesOf(0xf2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00),
    ];

    const read = readWebSocket(
      connection(
        hello.map((bytes) => ({ from: 1, bytes: webSocketFrame(bytes, { isCompressed: true }) })),
        [deflate],
      ),
    );

    expect(read.protocols).toEqual({ 'WebSocket: other': 5 });
    expect(read.codes).toEqual([]);
  });

  test('reads the beginning of a message that inflates to more than the limit', () => {
    const long = register(1, 'x'.repeat(100_000));
    const bytes = webSocketFrame(new MessageDeflater().compress(long), { maskingKey, isCompressed: true });

    const read = readWebSocket(connection([{ from: 0, bytes }], [deflate]), { limits: { messageBytes: 10_000 } });

    expect(read.messages).toMatchObject([{ text: long.slice(0, 10_000), cut: true }]);
    expect(read.codes).toEqual(['limit-message-bytes']);
    expect(read.isDamaged).toBe(true);
  });

  test('tells of what cannot be inflated, and reads on', () => {
    const deflater = new MessageDeflater();
    const first = deflater.compress(register(1));
    const bytes = bytesOf(
      webSocketFrame(first.with(0, 0xff), { maskingKey, isCompressed: true }),
      webSocketFrame(deflater.compress(register(2)), { maskingKey, isCompressed: true }),
      webSocketFrame(new MessageDeflater().compress(register(3)), { maskingKey, isCompressed: true }),
    );

    const read = readWebSocket(connection([{ from: 0, bytes }], [deflate]));

    expect(read.texts).toEqual([register(3)]);
    expect(read.codes).toEqual(['ws-frame']);
    expect(read.isDamaged).toBe(true);
  });
});
