import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { SipMessage } from './sip-message.ts';

/**
 * A piece of a stream, a datagram or a WebSocket message. The pieces of one source tile it: each begins where the one before it ends. Offsets count from the first
 * byte of the stream, or of the datagram; so do the spans of a piece's own diagnostics, which say what is wrong with where things begin and end. What is
 * wrong with a message's text stands in the message's diagnostics, counted from the message's first byte.
 */
export type FramedPiece = {
  readonly start: number;
  readonly end: number;
  readonly diagnostics: readonly Diagnostic[];
} & (
  | {
      readonly kind: 'message';
      /** Its bytes are a view of the chunk where one chunk had them all: copy what is to outlive it. */
      readonly message: SipMessage;
    }
  /** `ping`: two line breaks, `pong`: one. RFC 5626 §3.5.1. */
  | { readonly kind: 'ping' | 'pong' }
  /** A STUN message, which keeps flows over UDP alive. RFC 5626 §3.5.2. */
  | { readonly kind: 'stun'; readonly bytes: Uint8Array }
  /** What is neither: the rest of a body, leftovers, another protocol. */
  | { readonly kind: 'junk'; readonly bytes: Uint8Array }
);
