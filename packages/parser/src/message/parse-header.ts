import type { Reading } from '../grammar/read-row.ts';
import { readValue } from '../grammar/read-value.ts';
import type { AnyHeaderName, HeaderAccessor, HeaderValue } from './header-accessor.ts';
import { parseHeaderWith } from './parse-header-with.ts';

/**
 * One header field's value by itself, without a message round it: all its values, typed by the name, and what is wrong with the rest. The name may be in
 * any case, long or compact; a value whose name the header table has not is text. Spans count from the value's first byte. Never throws. RFC 3261 §7.3.1.
 */
export function parseHeader<Name extends AnyHeaderName>(
  name: Name,
  value: Uint8Array | string,
): Reading<HeaderValue<Name>>;
export function parseHeader<Value>(header: HeaderAccessor<Value>, value: Uint8Array | string): Reading<Value>;
export function parseHeader(header: string | HeaderAccessor<unknown>, value: Uint8Array | string): Reading<unknown> {
  return parseHeaderWith({ readValue }, header, value);
}
