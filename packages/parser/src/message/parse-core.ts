import type { UriReading } from '../grammar/lazy-address.ts';
import type { Reading } from '../grammar/read-row.ts';
import { encodeText, SourceText } from '../text/source-text.ts';
import { coreReaders } from './core-readers.ts';
import type { AnyHeaderName, HeaderAccessor, HeaderValue } from './header-accessor.ts';
import { parseHeaderWith } from './parse-header-with.ts';
import { type ParseOptions, parseWith } from './parse-with.ts';
import type { SipMessage } from './sip-message.ts';

/**
 * Parses one message as `parseMessage` of the main entry does, with half of its code: header fields of RFC 3261 and its nearest relatives
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

/**
 * One header field's value by itself, as `parseHeader` of the main entry gives it. Of a field that only another RFC has there are no values unless an accessor
 * reads them. RFC 3261 §7.3.1.
 */
export function parseCoreHeader<Name extends AnyHeaderName>(
  name: Name,
  value: Uint8Array | string,
): Reading<HeaderValue<Name>>;
export function parseCoreHeader<Value>(header: HeaderAccessor<Value>, value: Uint8Array | string): Reading<Value>;
export function parseCoreHeader(
  header: string | HeaderAccessor<unknown>,
  value: Uint8Array | string,
): Reading<unknown> {
  return parseHeaderWith(coreReaders, header, value);
}
