import { describe, expect, test } from 'vitest';
import { decode, encode, withHeaders } from '../../test/sip.ts';
import { frameWebSocketMessage } from './frame-web-socket-message.ts';
import type { FramedPiece } from './framed-piece.ts';

const right = decode(withHeaders());
const unsized = 'MESSAGE sip:a SIP/2.0\r\nc: text/plain\r\n\r\nZażółć';

const outline = (pieces: readonly FramedPiece[]): unknown =>
  pieces.map(({ kind, start, end, diagnostics }) => [kind, start, end, ...diagnostics.map(({ code }) => code)]);

describe('frameWebSocketMessage()', () => {
  test('gives the message of a text or binary payload', () => {
    const [ofText] = frameWebSocketMessage(right);
    const [ofBytes] = frameWebSocketMessage(withHeaders(), { isText: true });

    expect(outline(frameWebSocketMessage(right))).toEqual([['message', 0, right.length]]);
    expect(ofText?.kind === 'message' && ofText.message.diagnostics).toEqual([]);
    expect(ofText?.kind === 'message' && ofText.message.bytes).toEqual(
      ofBytes?.kind === 'message' && ofBytes.message.bytes,
    );
  });

  test('takes the whole payload where there is no Content-Length, counted in bytes', () => {
    const bytes = encode(unsized);

    expect(outline(frameWebSocketMessage(unsized))).toEqual([['message', 0, bytes.length]]);
    expect(bytes.length).toBeGreaterThan(unsized.length);
  });

  test('gives keep-alives', () => {
    expect(outline(frameWebSocketMessage('\r\n\r\n'))).toEqual([['ping', 0, 4]]);
    expect(outline(frameWebSocketMessage('\r\n'))).toEqual([['pong', 0, 2]]);
  });

  test('tells a second message, and what is none', () => {
    expect(outline(frameWebSocketMessage(right + right))).toEqual([
      ['message', 0, right.length],
      ['junk', right.length, 2 * right.length, 'websocket-second-message'],
    ]);
    expect(outline(frameWebSocketMessage('{}'))).toEqual([['junk', 0, 2, 'websocket-not-sip']]);
  });

  test('demands UTF-8 of a text, and of nothing else', () => {
    const bytes = encode(unsized).with(-1, 0xff);

    expect(outline(frameWebSocketMessage(bytes))).toEqual([['message', 0, bytes.length]]);
    expect(outline(frameWebSocketMessage(bytes, { isText: true }))).toEqual([
      ['message', 0, bytes.length, 'websocket-encoding'],
    ]);
  });
});
