import { describe, expect, test } from 'vitest';
import { decode, encode, withHeaders } from '../../test/sip.ts';
import { frameDatagram } from './frame-datagram.ts';
import type { FramedPiece } from './framed-piece.ts';
import { isStun } from './is-stun.ts';

const right = decode(withHeaders());
const bindingRequest = Uint8Array.of(0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

const outline = (pieces: readonly FramedPiece[]): unknown =>
  pieces.map(({ kind, start, end, diagnostics }) => [kind, start, end, ...diagnostics.map(({ code }) => code)]);

describe('frameDatagram()', () => {
  test('gives the message of a datagram', () => {
    const bytes = withHeaders();

    const pieces = frameDatagram(bytes);

    expect(outline(pieces)).toEqual([['message', 0, bytes.length]]);
    expect(pieces[0]?.kind === 'message' && pieces[0].message.diagnostics).toEqual([]);
  });

  test('takes the whole datagram where there is no Content-Length', () => {
    const bytes = encode('MESSAGE sip:a SIP/2.0\r\nc: text/plain\r\n\r\nhello\r\n\r\nthere');

    expect(outline(frameDatagram(bytes))).toEqual([['message', 0, bytes.length]]);
  });

  test('tells what follows the body: bytes, or a second message, which is not read', () => {
    const length = right.length;
    const [message] = frameDatagram(encode(`${right}\u0000\u0000`));

    expect(outline(frameDatagram(encode(`${right}\u0000\u0000`)))).toEqual([
      ['message', 0, length],
      ['junk', length, length + 2],
    ]);
    expect(message?.kind === 'message' && message.message.diagnostics.map(({ code }) => code)).toEqual([
      'trailing-bytes',
    ]);
    expect(outline(frameDatagram(encode(`${right}\r\n${right}`)))).toEqual([
      ['message', 0, length],
      ['junk', length, 2 * length + 2, 'framing-second-message'],
    ]);
  });

  test('tells keep-alives, STUN and line breaks, from SIP', () => {
    expect(outline(frameDatagram(encode('\r\n\r\n')))).toEqual([['ping', 0, 4, 'framing-keep-alive']]);
    expect(outline(frameDatagram(encode('\r\n')))).toEqual([['pong', 0, 2, 'framing-keep-alive']]);
    expect(outline(frameDatagram(encode('\n\n')))).toEqual([['junk', 0, 2, 'framing-keep-alive']]);
    expect(outline(frameDatagram(bindingRequest))).toEqual([['stun', 0, 20]]);
    expect(outline(frameDatagram(new Uint8Array(0)))).toEqual([]);
  });

  test('says nothing of other protocols', () => {
    expect(outline(frameDatagram(Uint8Array.of(0x80, 0, 1, 2, 3, 4)))).toEqual([['junk', 0, 6]]);
    expect(outline(frameDatagram(encode('GET / HTTP/1.1\r\n\r\n')))).toEqual([['junk', 0, 18]]);
  });

  test('finds a message behind junk', () => {
    const bytes = encode(`\u0000\u0001${right}`);

    expect(outline(frameDatagram(bytes))).toEqual([
      ['junk', 0, 2, 'framing-junk'],
      ['message', 2, bytes.length],
    ]);
  });

  test('gives a message whose start line is broken', () => {
    expect(outline(frameDatagram(encode('INVITE')))).toEqual([['message', 0, 6]]);
    expect(outline(frameDatagram(encode('SIP/2.0 9999 Many\r\nVia: x\r\n\r\n')))).toEqual([['message', 0, 29]]);
  });

  test('keeps the message within its limit', () => {
    expect(outline(frameDatagram(withHeaders(), { limits: { messageBytes: 100 } }))).toEqual([
      ['message', 0, 100],
      ['junk', 100, right.length],
    ]);
  });
});

describe('isStun()', () => {
  test('knows the header of STUN by its cookie and length', () => {
    const withByte = (at: number, byte: number): Uint8Array => bindingRequest.with(at, byte);

    expect(isStun(bindingRequest)).toBe(true);
    expect(isStun(Uint8Array.of(...withByte(3, 4), 0x80, 0x22, 0, 0))).toBe(true);
    expect(
      [withByte(0, 0x40), withByte(3, 4), withByte(3, 2), withByte(4, 0x20)].map((bytes) => isStun(bytes)),
    ).toEqual([false, false, false, false]);
    expect(isStun(bindingRequest.subarray(0, 19))).toBe(false);
    expect(isStun(withHeaders())).toBe(false);
  });
});
