import { encodeText } from '../text/source-text.ts';
import { invalidUtf8At } from '../text/odd-bytes.ts';
import { frameWhole } from './frame-whole.ts';
import type { FramedPiece } from './framed-piece.ts';
import type { Limits } from './limits.ts';

/** What is known of a WebSocket message beside its payload. RFC 7118 §4.2. */
export type WebSocketMessageOptions = {
  /** Whether the payload came in text frames: then it must be UTF-8. RFC 7118 §4.2. */
  readonly isText?: boolean;
  readonly limits?: Partial<Limits>;
};

/**
 * What the payload of one WebSocket message holds: exactly one SIP message, which ends with it where there is no Content-Length, or a keep-alive. Of a
 * text the offsets count the bytes of its UTF-8. RFC 7118 §4.1, §4.2, §5, §6.
 */
export function frameWebSocketMessage(
  payload: Uint8Array | string,
  options: WebSocketMessageOptions = {},
): readonly FramedPiece[] {
  const bytes = typeof payload === 'string' ? encodeText(payload) : payload;
  const codes = { second: 'websocket-second-message', notSip: 'websocket-not-sip' } as const;
  const pieces = frameWhole(bytes, options.limits ?? {}, codes);
  const wrong = options.isText === true ? invalidUtf8At(bytes, 0, bytes.length) : -1;
  if (wrong === -1) return pieces;
  const diagnostic = { code: 'websocket-encoding', span: [wrong, wrong + 1] } as const;
  return pieces.map((piece) =>
    piece.start <= wrong && wrong < piece.end ? { ...piece, diagnostics: [...piece.diagnostics, diagnostic] } : piece,
  );
}
