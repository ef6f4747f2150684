import { grammar } from '../grammar/grammar.ts';
import type { UriReading } from '../grammar/lazy-address.ts';
import { encodeText, SourceText } from '../text/source-text.ts';

/** A URI by itself, without a message round it. Spans count from its first byte. Never throws. */
export function parseUri(text: Uint8Array | string): UriReading {
  const bytes = typeof text === 'string' ? encodeText(text) : text;
  return grammar().readUri(new SourceText(bytes), 0, bytes.length);
}
