import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../../test/build-capture.ts';
import { MessageDeflater, webSocketFrame } from '../../../test/build-websocket.ts';
import { readWebSocket, type StreamEvent } from '../../../test/read-websocket.ts';
import { connection, deflate, maskingKey, ok, register } from '../../../test/websocket-connection.ts';

describe('WebSocketReader, damaged', () => {
  test('searches the next frame behind a length that cannot be', () => {
    const lie = webSocketFrame(register(1), { maskingKey, length: 2n ** 63n });

    const read = readWebSocket(
      connection([{ from: 0, bytes: bytesOf(lie, webSocketFrame(register(2), { maskingKey })) }]),
    );

    expect(read.texts).toEqual([register(2)]);
    expect(read.codes).toEqual(['ws-frame']);
    expect(read.isDamaged).toBe(true);
  });

  test('keeps the beginning of a message that is longer than the limit', () => {
    const long = register(1, 'x'.repeat(5000));
    const limits = { messageBytes: 1000 };
    const next = webSocketFrame(register(2), { maskingKey });
    const first = webSocketFrame(long.slice(0, 900), { maskingKey, isFinal: false });
    const rest = webSocketFrame(long.slice(900), { maskingKey, opcode: 0 });

    const one = readWebSocket(connection([{ from: 0, bytes: bytesOf(webSocketFrame(long, { maskingKey }), next) }]), {
      limits,
    });
    const parts = readWebSocket(connection([{ from: 0, bytes: bytesOf(first, rest, next) }]), { limits });

    expect(one.texts).toEqual([long.slice(0, 1000), register(2)]);
    expect(parts.texts).toEqual([long.slice(0, 1000), register(2)]);
    expect([one.codes, parts.codes]).toEqual([['limit-message-bytes'], ['limit-message-bytes']]);
  });

  test('does not keep what is no SIP and longer than the limit', () => {
    const other = webSocketFrame('{'.repeat(5000), { maskingKey });
    const read = readWebSocket(
      connection([{ from: 0, bytes: bytesOf(other, webSocketFrame(register(2), { maskingKey })) }]),
      { limits: { messageBytes: 1000 } },
    );

    expect(read.texts).toEqual([register(2)]);
    expect(read.codes).toEqual(['limit-message-bytes']);
  });

  test.each([
    ['a reserved bit', webSocketFrame(register(1), { maskingKey }).with(0, 0xa1)],
    ['a reserved opcode', webSocketFrame(register(1), { maskingKey, opcode: 3 })],
    ['a long ping', webSocketFrame(register(1), { maskingKey, opcode: 9 })],
    ['a ping in parts', webSocketFrame('a', { maskingKey, opcode: 9, isFinal: false })],
    ['compression that was not agreed on', webSocketFrame('abc', { maskingKey, isCompressed: true })],
    ['a client that does not mask', webSocketFrame('abc')],
  ])('passes over %s', (_, bytes) => {
    const sent = bytesOf(bytes, webSocketFrame(register(2), { maskingKey }));

    const read = readWebSocket(connection([{ from: 0, bytes: sent }]));

    expect(read.texts).toEqual([register(2)]);
    expect(read.codes).toEqual(['ws-frame']);
  });

  test('reads SIP that a client does not mask', () => {
    const read = readWebSocket(connection([{ from: 0, bytes: webSocketFrame(register(1)) }]));

    expect(read.texts).toEqual([register(1)]);
    expect(read.codes).toEqual(['ws-frame']);
  });

  test('passes over a frame that continues nothing, and gives what another message interrupts', () => {
    const first = webSocketFrame(register(1), { maskingKey, isFinal: false });
    const sent = [webSocketFrame('abc', { maskingKey, opcode: 0 }), first, webSocketFrame(register(2), { maskingKey })];

    const read = readWebSocket(connection([{ from: 0, bytes: bytesOf(...sent) }]));

    expect(read.messages).toMatchObject([
      { text: register(1), cut: true },
      { text: register(2), cut: false },
    ]);
    expect(read.codes).toEqual(['ws-frame']);
  });

  test('finds the next message behind a gap, and gives the one before as far as it goes', () => {
    const sent = webSocketFrame(register(1), { maskingKey });
    const events: readonly StreamEvent[] = [
      { from: 0, bytes: sent.subarray(0, 150) },
      { from: 0, lost: 1000 },
      { from: 0, bytes: bytesOf(sent.subarray(100), webSocketFrame(register(2), { maskingKey: [1, 2, 3, 4] })) },
      { from: 0, bytes: webSocketFrame(register(3), { maskingKey }) },
    ];

    const read = readWebSocket(connection(events));

    expect(read.messages).toMatchObject([
      { text: register(1).slice(0, register(1).lastIndexOf('\r\n', 140) + 2), cut: true },
      { text: register(2), frame: 5, cut: false },
      { text: register(3), cut: false },
    ]);
  });

  test('does not give what is lost with a gap: the end of a frame, and what repeats it', () => {
    const deflater = new MessageDeflater();
    const compressed = [1, 2, 3].map((number) => webSocketFrame(deflater.compress(ok(number)), { isCompressed: true }));

    const read = readWebSocket(
      connection(
        [
          { from: 1, bytes: compressed[0]! },
          { from: 1, lost: compressed[1]!.length },
          { from: 1, bytes: compressed[2]! },
          { from: 1, bytes: webSocketFrame(new MessageDeflater().compress(ok(4)), { isCompressed: true }) },
        ],
        [deflate],
      ),
    );

    expect(read.texts).toEqual([ok(1), ok(4)]);
  });

  test('gives what is not complete at the end', () => {
    const sent = webSocketFrame(ok(1).slice(0, -2), { length: BigInt(ok(1).length) });

    const read = readWebSocket(connection([{ from: 1, bytes: sent }]));

    expect(read.messages).toMatchObject([{ text: ok(1).slice(0, -2), cut: true }]);
  });

  test('gives up a direction in which no frame is found', () => {
    const events: readonly StreamEvent[] = [
      { from: 0, bytes: bytesOf(0xff, new Uint8Array(5000)) },
      { from: 0, bytes: webSocketFrame(register(1), { maskingKey }) },
      { from: 1, bytes: webSocketFrame(ok(1)) },
    ];

    const read = readWebSocket(connection(events), { limits: { searchBytes: 1000 } });

    expect(read.texts).toEqual([ok(1)]);
    expect(read.codes).toEqual(['ws-frame']);
    expect(read.isDamaged).toBe(true);
  });
});
