import { frameWhole } from './frame-whole.ts';
import type { FramedPiece } from './framed-piece.ts';
import { isStun } from './is-stun.ts';
import type { Limits } from './limits.ts';

/**
 * What a datagram (UDP, or a message of SCTP) holds: one SIP message and what follows its body, line breaks, a STUN message, or something else,
 * which is junk without a diagnostic. RFC 3261 §18.3; RFC 5626 §3.5.
 */
export function frameDatagram(
  bytes: Uint8Array,
  options: { readonly limits?: Partial<Limits> } = {},
): readonly FramedPiece[] {
  if (isStun(bytes)) return [{ kind: 'stun', start: 0, end: bytes.length, bytes, diagnostics: [] }];
  return frameWhole(bytes, options.limits ?? {}, { second: 'framing-second-message', keepAlive: 'framing-keep-alive' });
}
