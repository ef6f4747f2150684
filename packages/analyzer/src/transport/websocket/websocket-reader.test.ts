import { describe, expect, test } from 'vitest';
import { bytesOf, text } from '../../../test/build-capture.ts';
import {
  closeFrame,
  httpHead,
  MessageDeflater,
  upgradeRequest,
  upgradeResponse,
  webSocketFrame,
} from '../../../test/build-websocket.ts';
import { readWebSocket, type StreamEvent } from '../../../test/read-websocket.ts';

const maskingKey = [0x37, 0xfa, 0x21, 0x3d];
const deflate = 'Sec-WebSocket-Extensions: permessage-deflate';

function register(number: number, body = ''): string {
  return [
    'REGISTER sip:example.com SIP/2.0',
    'Via: SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bKasudf',
    `Call-ID: aiuy7k9njasd-${number}`,
    `CSeq: ${number} REGISTER`,
    'Max-Forwards: 70',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}

function ok(number: number): string {
  return register(number).replace('REGISTER sip:example.com SIP/2.0', 'SIP/2.0 200 OK');
}

/** The upgrade, and behind it what each side sends. */
function connection(sent: readonly StreamEvent[], agreed: readonly string[] = []): readonly StreamEvent[] {
  return [
    { from: 0, bytes: upgradeRequest([deflate]) },
    { from: 1, bytes: upgradeResponse(agreed) },
    ...sent,
    { from: 0, ends: true },
    { from: 1, ends: true },
  ];
}

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
    expect(read.counts.keepAlives).toBe(3);
    expect(read.protocols).toEqual({ 'WebSocket: JSON': 1, 'WebSocket: MSRP': 1 });
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
