import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { richMessage, typicalMessage } from '../../bench/messages.ts';
import { torture, tortureMessages } from '../../test/corpus.ts';
import { mutate, randomOf } from '../../test/mutate.ts';
import { decode, encode } from '../../test/sip.ts';
import { frameDatagram } from './frame-datagram.ts';
import type { FramedPiece } from './framed-piece.ts';
import { type FramerOptions, MessageFramer } from './message-framer.ts';

/** A request with this Call-ID, these lines and this body; Content-Length is as written in the lines only. */
const request = (callId: string, lines: readonly string[] = ['Content-Length: 0'], body = ''): string =>
  [
    'MESSAGE sip:bob@example.com SIP/2.0',
    'Via: SIP/2.0/TCP h.example.com;branch=z9hG4bK1',
    'From: <sip:a@example.com>;tag=1',
    'To: <sip:bob@example.com>',
    `Call-ID: ${callId}`,
    'CSeq: 1 MESSAGE',
    'Max-Forwards: 70',
    ...lines,
    '',
    body,
  ].join('\r\n');
const withBody = (callId: string, length: number | string, body: string): string =>
  request(callId, ['Content-Type: text/plain', `Content-Length: ${length}`], body);

function frame(
  stream: string | Uint8Array,
  chunkBytes = Infinity,
  options: FramerOptions = {},
): readonly FramedPiece[] {
  const bytes = typeof stream === 'string' ? encode(stream) : stream;
  const framer = new MessageFramer(options);
  const pieces: FramedPiece[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes)
    pieces.push(...framer.push(bytes.subarray(at, at + chunkBytes)));
  return [...pieces, ...framer.end()];
}

/** The kinds of the pieces; of messages their Call-ID and body. */
const outline = (pieces: readonly FramedPiece[]): readonly string[] =>
  pieces.map((piece) => {
    if (piece.kind === 'message')
      return `${piece.message.callId} ${JSON.stringify(decode(piece.message.bytes.subarray(...piece.message.bodySpan)))}`;
    return piece.kind === 'junk' ? `junk ${JSON.stringify(decode(piece.bytes))}` : piece.kind;
  });
const codes = (pieces: readonly FramedPiece[]): readonly string[] =>
  pieces.flatMap((piece) => piece.diagnostics.map(({ code }) => code));
const callIds = (pieces: readonly FramedPiece[]): readonly (string | undefined)[] =>
  pieces.flatMap((piece) => (piece.kind === 'message' ? [piece.message.callId] : []));
const bytesOf = (piece: FramedPiece): Uint8Array | undefined =>
  piece.kind === 'message' ? piece.message.bytes : 'bytes' in piece ? piece.bytes : undefined;
/** All there is to tell of pieces, for comparing. */
const told = (pieces: readonly FramedPiece[]): unknown =>
  pieces.map(({ kind, start, end, diagnostics, ...rest }) => {
    const message =
      'message' in rest ? [rest.message.start, rest.message.end, rest.message.bodySpan, [...rest.message.bytes]] : [];
    return { kind, start, end, diagnostics, message };
  });

describe('MessageFramer', () => {
  test('gives several messages of one chunk with their places in the stream, as views of it', () => {
    const bytes = encode(withBody('a', 5, 'hello') + request('b'));
    const framer = new MessageFramer();

    const pieces = framer.push(bytes);

    expect(outline(pieces)).toEqual(['a "hello"', 'b ""']);
    expect(pieces.map(({ start, end }) => [start, end])).toEqual([
      [0, withBody('a', 5, 'hello').length],
      [withBody('a', 5, 'hello').length, bytes.length],
    ]);
    for (const piece of pieces) {
      if (piece.kind !== 'message') continue;
      expect(piece.message.bytes.buffer).toBe(bytes.buffer);
      expect([piece.message.start, piece.message.end]).toEqual([piece.start, piece.end]);
      expect(piece.diagnostics).toEqual([]);
      expect(piece.message.diagnostics).toEqual([]);
    }
    expect(framer.end()).toEqual([]);
  });

  test('gives a message as soon as its last byte came', () => {
    const bytes = encode(withBody('a', 6, 'hello!'));
    const framer = new MessageFramer();

    expect(framer.push(bytes.subarray(0, -1))).toEqual([]);
    expect(outline(framer.push(bytes.subarray(-1)))).toEqual(['a "hello!"']);
  });

  test('copies a message that two chunks share, and no other', () => {
    const bytes = encode(request('a') + request('b') + request('c'));
    const framer = new MessageFramer();
    const first = bytes.slice(0, 300);
    const second = bytes.slice(300);

    const pieces = [...framer.push(first), ...framer.push(second)];
    first.fill(0);

    const buffers = pieces.map((piece) => (piece.kind === 'message' ? piece.message.bytes.buffer : undefined));
    expect(buffers.map((buffer) => [buffer === first.buffer, buffer === second.buffer])).toEqual([
      [true, false],
      [false, false],
      [false, true],
    ]);
    expect(callIds(pieces).slice(1)).toEqual(['b', 'c']);
  });

  test('tells keep-alives between messages', () => {
    const stream = `\r\n\r\n${request('a')}\r\n${request('b')}\r\n\r\n\r\n\r\n\r\n`;

    expect(outline(frame(stream))).toEqual(['ping', 'a ""', 'pong', 'b ""', 'ping', 'ping', 'pong']);
    expect(codes(frame(stream))).toEqual([]);
  });

  test('gives a ping at once, and the pongs of a server', () => {
    expect(outline(new MessageFramer().push(encode('\r\n\r\n')))).toEqual(['ping']);
    expect(outline(new MessageFramer({ sender: 'server' }).push(encode('\r\n\r\n')))).toEqual(['pong', 'pong']);
    expect(outline(new MessageFramer().push(encode('\r\n')))).toEqual([]);
  });

  test.each([
    ['the compact form', 'l: 5'],
    ['leading zeros and blanks', 'CONTENT-LENGTH  :\t 0005 '],
    ['a fold', 'Content-Length:\r\n 5'],
    ['a fold behind', 'Content-Length: 5\r\n '],
    ['the same twice', 'Content-Length: 5\r\nl: 05'],
  ])('reads a Content-Length in %s', (_, line) => {
    const pieces = frame(request('a', ['c: text/plain', line], `hello${request('b')}`));

    expect(outline(pieces)).toEqual(['a "hello"', 'b ""']);
    expect(codes(pieces)).toEqual([]);
  });

  test.each(['-5', 'five', '0x5', '5, 5', '5;5', '+5', '', '5 5'])(
    'reads the body up to the next message where Content-Length is %j',
    (length) => {
      const pieces = frame(withBody('a', length, `hello\r\n${request('b')}`));

      expect(outline(pieces)).toEqual([String.raw`a "hello\r\n"`, 'b ""']);
      expect(codes(pieces)).toEqual(['framing-length-unknown']);
    },
  );

  test('takes of two lengths the one that leads to the next message', () => {
    const lines = ['c: text/plain', 'l: 2', 'l: 5', 'l: 9999'];

    const pieces = frame(request('a', lines, `hello\r\n\r\n${request('b')}`));

    expect(outline(pieces)).toEqual(['a "hello"', 'ping', 'b ""']);
    expect(pieces[0]?.diagnostics[0]?.detail).toBe('2 and 5 and 9999, 5 bytes taken');
  });

  test.each([
    ['so large that it ends in the headers of the next message', 120],
    ['larger than what follows', 5000],
    ['larger than any message', 4_294_967_328],
    ['larger than any number', `1${'0'.repeat(400)}`],
  ])('cuts at the next start line where Content-Length is %s', (_, length) => {
    const pieces = frame(withBody('a', length, `hello${request('b')}${request('c')}`));

    expect(outline(pieces)).toEqual(['a "hello"', 'b ""', 'c ""']);
    expect(codes(pieces)).toEqual(['framing-length-too-large']);
    expect(pieces[0]?.diagnostics[0]?.detail).toBe(`${Number(length)}, 5 bytes taken`);
  });

  test('cuts at a start line that Content-Length cuts through', () => {
    const pieces = frame(withBody('a', 12, `hello\r\n${request('b')}${request('c')}`));

    expect(outline(pieces)).toEqual([String.raw`a "hello\r\n"`, 'b ""', 'c ""']);
  });

  test.each([
    ['the rest of a line', 'lo\r\nworld\r\n'],
    ['bytes without a line break', 'lo'],
    ['other bytes', '\u0000\u0001\u0080'],
  ])('passes over %s behind a Content-Length that is too small', (_, rest) => {
    const pieces = frame(withBody('a', 3, `hel${rest}${request('b')}`));

    expect(outline(pieces)).toEqual(['a "hel"', `junk ${JSON.stringify(rest)}`, 'b ""']);
    expect(codes(pieces)).toEqual(['framing-junk']);
    expect(pieces[1]?.diagnostics[0]?.span).toEqual([pieces[1]?.start, pieces[1]?.end]);
  });

  test('takes the body to be empty without Content-Length, and says so where a body follows', () => {
    expect(codes(frame(request('a', []) + request('b')))).toEqual([]);

    const pieces = frame(`${request('a', [], 'hello\r\n')}${request('b')}`);

    expect(outline(pieces)).toEqual(['a ""', String.raw`junk "hello\r\n"`, 'b ""']);
    expect(codes(pieces)).toEqual(['framing-body-unannounced']);
  });

  test('reads the body up to the next message where a Content-Type promises one and Content-Length is missing', () => {
    const pieces = frame(request('a', ['c: text/plain'], `hello\r\n${request('b', ['c: text/plain'], 'bye')}`));

    expect(outline(pieces)).toEqual([String.raw`a "hello\r\n"`, 'b "bye"']);
    expect(codes(pieces)).toEqual(['framing-length-unknown', 'framing-length-unknown']);
    expect(pieces[0]?.kind === 'message' && pieces[0].message.diagnostics.map(({ code }) => code)).toContain(
      'content-length-missing',
    );
  });

  test('never takes what is in a body for traffic where the body ends as promised', () => {
    const inner = request('inner');
    const stream = withBody('a', inner.length, inner) + request('b') + withBody('c', inner.length, inner);

    const pieces = frame(stream);

    expect(callIds(pieces)).toEqual(['a', 'b', 'c']);
    expect(codes(pieces)).toEqual([]);
  });

  test('never takes what is in a body for traffic where a method of nobody follows', () => {
    const inner = request('inner');
    const next = request('b').replace('MESSAGE sip', 'PROPRIETARY sip');

    expect(callIds(frame(withBody('a', inner.length, inner) + next))).toEqual(['a', 'b']);
  });

  test('gives a fragment of a message at once, and keeps it where the stream is cut off', () => {
    const fragment = `SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP h\r\n`;
    const lines = (length: number): string[] => ['Content-Type: message/sipfrag', `Content-Length: ${length}`];

    const atOnce = new MessageFramer().push(encode(request('a', lines(fragment.length), fragment)));
    const cutOff = frame(request('a', lines(fragment.length + 9), fragment));

    expect(outline(atOnce)).toEqual([`a ${JSON.stringify(fragment)}`]);
    expect(outline(cutOff)).toEqual([`a ${JSON.stringify(fragment)}`]);
    expect(codes(cutOff)).toEqual(['framing-cut-off']);
  });

  test('keeps the parts of a multipart in it where its length is unknown, and finds the message behind it', () => {
    const body = `--x\r\nContent-Type: message/sip\r\n\r\n${request('inner')}--x--\r\n`;

    const pieces = frame(request('a', ['c: multipart/mixed;boundary=x'], body) + request('b') + request('c'));

    expect(callIds(pieces)).toEqual(['a', 'b', 'c']);
    expect(pieces[0]?.kind === 'message' && decode(pieces[0].message.bytes).endsWith(body)).toBe(true);
  });

  test('begins in the midst of a message', () => {
    const pieces = frame(`tag=1\r\nContent-Length: 3\r\n\r\nabc${request('a')}`);

    expect(outline(pieces).slice(1)).toEqual(['a ""']);
    expect(codes(pieces)).toEqual(['framing-mid-stream']);
  });

  test.each([
    ['in the headers', request('a').slice(0, 150), 'framing-cut-off'],
    ['in the body', withBody('a', 10, 'hello'), 'framing-cut-off'],
    ['in the start line', 'INVITE sip:bob', 'framing-cut-off'],
  ])('gives a message that is cut off %s', (_, text, code) => {
    const pieces = frame(request('b') + text);

    expect(pieces.map(({ kind }) => kind)).toEqual(['message', 'message']);
    expect(codes(pieces)).toEqual([code]);
  });

  test('begins a new message where one begins in the headers of another', () => {
    const pieces = frame(request('a').slice(0, request('a').indexOf('CSeq')) + request('b'));

    expect(outline(pieces)).toEqual(['a ""', 'b ""']);
    expect(codes(pieces)).toEqual(['framing-cut-off']);
  });

  test('knows bytes that were lost, and goes on behind them', () => {
    const framer = new MessageFramer();
    const first = framer.push(encode(request('a').slice(0, 100)));

    const lost = framer.gap(1000);
    const pieces = framer.push(encode(`xyz\r\n${request('b')}`));

    expect([first.length, codes(lost), framer.offset]).toEqual([0, ['framing-cut-off'], 1105 + request('b').length]);
    expect(outline(pieces)).toEqual([String.raw`junk "xyz\r\n"`, 'b ""']);
    expect(pieces[0]?.start).toBe(1100);
    expect(codes(pieces)).toEqual(['framing-mid-stream']);
  });

  test('gives start lines that are broken and evident', () => {
    const broken = request('b').replace('MESSAGE sip:bob@example.com SIP/2.0', 'SIP/2.0 9999 Many');

    const pieces = frame(request('a') + broken + request('c'));

    expect(callIds(pieces)).toEqual(['a', 'b', 'c']);
    expect(codes(pieces)).toEqual([]);
  });

  test('reads two requests of RFC 4475 in a stream, and one in a datagram', () => {
    const bytes = torture('rfc4475', 'dblreq.dat');

    expect(callIds(frame(bytes))).toEqual([
      'dblreq.0ha0isndaksdj99sdfafnl3lk233412',
      'dblreq.0ha0isnda977644900765@192.0.2.15',
    ]);
    expect(callIds(frameDatagram(bytes))).toEqual(['dblreq.0ha0isndaksdj99sdfafnl3lk233412']);
    expect(codes(frameDatagram(bytes))).toEqual(['framing-second-message']);
  });

  test('keeps within its limits, and goes on with the next message', () => {
    const limits = { headerSectionBytes: 500, messageBytes: 1000 };
    const endless = `${request('a', [`X: ${'x'.repeat(2000)}`])}${request('b')}`;
    const large = `${withBody('c', 2000, 'x'.repeat(2000))}${request('d')}`;

    const pieces = frame(endless + large, Infinity, { limits });

    expect(callIds(pieces)).toEqual(['a', 'b', 'c', 'd']);
    expect(pieces.map(({ start, end }) => end - start).filter((length) => length > 1000)).toEqual([
      request('a', ['']).length - 2 + 2005 - 500,
      2000 - 1000 + withBody('c', 2000, '').length,
    ]);
    expect(codes(pieces)).toEqual(['limit-header-section', 'limit-message']);
  });
});

describe('the pieces of a stream', () => {
  const line = fc.constantFrom(
    '\r\n',
    '\r\n\r\n',
    '\n',
    'INVITE',
    'INVITE sip:a SIP/2.0\r\n',
    'SIP/2.0 200 OK\r\n',
    'Via: SIP/2.0/TCP h\r\n',
    'x: y\r\n',
    'l: 7\r\n',
    'hello',
    '\u0000',
    'c: message/sipfrag\r\n',
    'FOO x SIP/2.0\r\n',
    'l: -1\r\n',
    'l: 40\r\n',
  );
  const item = fc.oneof(
    line,
    line,
    fc.constantFrom(
      request('r'),
      withBody('s', 5, 'hello'),
      withBody('t', 90, 'hello'),
      withBody('u', 2, 'hello'),
      request('v', ['c: text/plain'], 'hello\r\n'),
      withBody('w', request('x').length, request('x')),
      withBody('w', request('x').length - 20, request('x')),
    ),
  );
  const streams = fc.oneof(
    fc.array(item, { maxLength: 14 }).map((items) => encode(items.join(''))),
    fc.uint8Array({ maxLength: 200 }),
    fc.integer().map((seed) => {
      const random = randomOf(seed);
      const messages = [typicalMessage, richMessage, ...tortureMessages().slice(0, 20)];
      const mutated = Array.from({ length: 4 }, () =>
        mutate(messages[Math.floor(random() * messages.length)] ?? typicalMessage, random),
      );
      return Uint8Array.from(mutated.flatMap((bytes) => [...bytes]));
    }),
  );

  test('tile it', () => {
    fc.assert(
      fc.property(streams, (bytes) => {
        let at = 0;
        for (const piece of frame(bytes)) {
          if (piece.start !== at || piece.end <= at) throw new Error(`${piece.kind} at ${piece.start}, not ${at}`);
          const own = bytesOf(piece);
          const isOwn = own === undefined || decode(own) === decode(bytes.subarray(piece.start, piece.end));
          const isTold = piece.diagnostics.every(({ span }) => span[0] >= piece.start && span[1] <= piece.end);
          if (!isOwn || !isTold) throw new Error(`${piece.kind} at ${piece.start}`);
          at = piece.end;
        }
        expect(at).toBe(bytes.length);
      }),
      { numRuns: 1000 },
    );
  });

  test('are the same however it is cut into chunks', () => {
    fc.assert(
      fc.property(
        streams,
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (bytes, lengths, isSmall) => {
          const options = isSmall ? { limits: { messageBytes: 400, headerSectionBytes: 300 } } : {};
          const framer = new MessageFramer(options);
          const pieces: FramedPiece[] = [];
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const length = lengths[turn % lengths.length] ?? 1;
            const chunk = bytes.slice(at, at + length);
            pieces.push(...framer.push(chunk));
            at += length;
          }
          pieces.push(...framer.end());
          expect(told(pieces)).toEqual(told(frame(bytes, Infinity, options)));
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('hold every message that stands between junk', () => {
    const junk = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.string({ maxLength: 30 }).map(encode),
      fc.constant(encode('v=0\r\n')),
    );
    fc.assert(
      fc.property(fc.array(junk, { minLength: 1, maxLength: 5 }), (pieces) => {
        const bytes = Uint8Array.from(
          pieces.flatMap((piece, at) => [...piece, ...encode(withBody(`${at}`, 5, 'hello'))]),
        );
        const found = callIds(frame(bytes));
        for (const at of pieces.keys()) expect(found).toContain(`${at}`);
      }),
      { numRuns: 1000 },
    );
  });

  test('have offsets beyond 2 to the power of 32', () => {
    const framer = new MessageFramer();
    framer.gap(2 ** 40);
    framer.push(encode(request('a').slice(0, 50)));

    const [piece] = framer.push(encode(request('a').slice(50)));

    expect([piece?.start, piece?.kind === 'message' && piece.message.start]).toEqual([2 ** 40, 2 ** 40]);
  });
});
