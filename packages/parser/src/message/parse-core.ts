import type { UriReading } from '../grammar/lazy-address.ts';
import { encodeText, SourceText } from '../text/source-text.ts';
import { coreReaders } from './core-readers.ts';
import { type ParseOptions, parseWith } from './parse-with.ts';
import type { SipMessage } from './sip-message.ts';

/**
 * Parses one message as `parseMessage` of the main entry does, with a third of its code: header fields of RFC 3261 and its nearest relatives
 * (events, referral, session timers, caller preferences, authentication) have their values, those of other RFCs are text (`message.header(name)`)
 * unless an accessor of `@sipscope/parser/headers` reads them, a body is bytes.
 */
export function parseCoreMessage(bytes: Uint8Array, options: ParseOptions = {}): SipMessage {
  return parseWith(coreReaders, bytes, options);
}

/** A URI by itself. Spans count from its first byte. Never throws. */
export function parseCoreUri(text: Uint8Array | string): UriReading {
  const bytes = typeof text === 'string' ? encodeText(text) : text;
  return coreReaders.readUri(new SourceText(bytes), 0, bytes.length);
}
