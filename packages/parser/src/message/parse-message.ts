import { allReaders } from './all-readers.ts';
import { type ParseOptions, parseWith } from './parse-with.ts';
import type { SipMessage } from './sip-message.ts';

/**
 * Parses one message. Only its lines are found here; values are read when asked for. Whatever the bytes are, it gives a message: what is
 * wrong with them stands in its diagnostics.
 */
export function parseMessage(bytes: Uint8Array, options: ParseOptions = {}): SipMessage {
  return parseWith(allReaders, bytes, options);
}
