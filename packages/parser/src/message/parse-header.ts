import type { Reading } from '../grammar/read-row.ts';
import { readValue } from '../grammar/read-value.ts';
import { headerNumberOf } from '../header/header-number.ts';
import { headerTable } from '../header/header-table.ts';
import { encodeText, SourceText } from '../text/source-text.ts';
import { uriDiagnosticsOf } from './check-fields.ts';
import type { AnyHeaderName, HeaderAccessor, HeaderValue } from './header-accessor.ts';
import { defaultLimits } from './limits.ts';

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
  const bytes = typeof value === 'string' ? encodeText(value) : value;
  const source = new SourceText(bytes);
  const read = typeof header === 'string' ? readerOf(header) : header.read;
  return withUris(read(source, 0, bytes.length, defaultLimits.commentDepth));
}

function readerOf(name: string): HeaderAccessor<unknown>['read'] {
  const kind = headerTable[headerNumberOf(name)]?.kind ?? 'text';
  return (source, start, end, commentDepth) => readValue(kind, source, start, end, commentDepth);
}

/** The reading with what is wrong with the URIs in its values, which are read when the diagnostics are first asked for. */
function withUris({ values, firstRead, diagnostics }: Reading<unknown>): Reading<unknown> {
  return {
    values,
    firstRead,
    get diagnostics() {
      const wrong = values.flatMap((value) => uriDiagnosticsOf(value));
      return wrong.length === 0 ? diagnostics : [...diagnostics, ...wrong];
    },
  };
}
