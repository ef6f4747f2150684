import { type Reading, readValue } from '../grammar/read-value.ts';
import { type HeaderName, headerTable } from '../header/header-table.ts';
import type { ValueTypes } from '../grammar/value-kinds.ts';
import { encodeText, SourceText } from '../text/source-text.ts';

type KindOf<Name extends HeaderName> = Extract<(typeof headerTable)[number], { readonly name: Name }>['kind'];

/**
 * One header field's value by itself, without a message round it: all its values, and what is wrong with the rest. Spans
 * count from the value's first byte. Never throws.
 */
export function readHeader<Name extends HeaderName>(name: Name, value: Uint8Array | string): Reading<ValueTypes[KindOf<Name>]> {
  const bytes = typeof value === 'string' ? encodeText(value) : value;
  // The table has a row for every `HeaderName`.
  const row = headerTable.find((one) => one.name === name)!;
  return readValue(row.kind as KindOf<Name>, new SourceText(bytes), 0, bytes.length);
}
