import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../../test/build-capture.ts';
import { MessageDeflater, upgradeRequest, upgradeResponse, webSocketFrame } from '../../../test/build-websocket.ts';
import { readWebSocket } from '../../../test/read-websocket.ts';
import { maskingKey, ok, register } from '../../../test/websocket-connection.ts';

describe('WebSocketReader, from the midst of a connection', () => {
  test('knows frames by the SIP in them, whichever side they come from', () => {
    const read = readWebSocket([
      { from: 1, bytes: webSocketFrame(register(1), { maskingKey }) },
      { from: 0, bytes: webSocketFrame(ok(1)) },
      { from: 1, bytes: webSocketFrame(register(2), { maskingKey }) },
    ]);

    expect(read.texts).toEqual([register(1), ok(1), register(2)]);
    expect(read.codes).toEqual([]);
  });

  test('finds the first whole frame', () => {
    const frame = webSocketFrame(ok(1));

    const read = readWebSocket([
      { from: 1, bytes: frame.subarray(4) },
      { from: 1, bytes: bytesOf(webSocketFrame('', { opcode: 9 }), frame) },
    ]);

    expect(read.texts).toEqual([ok(1)]);
    expect(read.codes).toEqual([]);
  });

  test('inflates what repeats nothing that was not captured', () => {
    const deflater = new MessageDeflater();
    const [first, ...rest] = [1, 2, 3].map((number) => deflater.compress(register(number)));
    const bytes = [first!, ...rest].map((one) => webSocketFrame(one, { maskingKey, isCompressed: true }));

    const all = readWebSocket([{ from: 0, bytes: bytesOf(...bytes) }]);
    const later = readWebSocket([{ from: 0, bytes: bytesOf(...bytes.slice(1)) }]);

    expect(all.texts).toEqual([register(1), register(2), register(3)]);
    expect(later.texts).toEqual([]);
  });

  test('reads the upgrade of one side where the other is not captured', () => {
    const client = readWebSocket([
      { from: 0, bytes: upgradeRequest() },
      { from: 0, bytes: webSocketFrame(register(1), { maskingKey }) },
    ]);
    const server = readWebSocket([
      { from: 1, bytes: upgradeResponse() },
      { from: 1, bytes: webSocketFrame(ok(1)) },
    ]);

    expect([...client.texts, ...server.texts]).toEqual([register(1), ok(1)]);
  });
});
