import type { Reading } from '../grammar/read-row.ts';
import { readValue } from '../grammar/read-value.ts';
import { type HeaderKinds, type HeaderName, headerTable } from '../header/header-table.ts';
import type { ValueTypes } from '../grammar/value-types.ts';
import { encodeText, SourceText } from '../text/source-text.ts';

/**
 * One header field's value by itself, without a message round it: all its values, and what is wrong with the rest. Spans
 * count from the value's first byte. Never throws.
 */
export function parseHeader<Name extends HeaderName>(
  name: Name,
  value: Uint8Array | string,
): Reading<ValueTypes[HeaderKinds[Name]]> {
  const bytes = typeof value === 'string' ? encodeText(value) : value;
  // The table has a row for every `HeaderName`, and `HeaderKinds` says of which kind.
  const kind = headerTable.find((row) => row.name === name)!.kind as HeaderKinds[Name];
  return readValue(kind, new SourceText(bytes), 0, bytes.length);
}
