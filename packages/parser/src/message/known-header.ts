import type { Reading } from '../grammar/read-row.ts';
import { headerNumberOf } from '../header/header-number.ts';
import { type HeaderName, type HeaderRow, type HeaderRows, headerTable } from '../header/header-table.ts';
import type { HeaderAccessor, HeaderValue } from './header-accessor.ts';
import type { Readers } from './readers.ts';

type RowOf<Name extends HeaderName> = HeaderRows[Lowercase<Name>];

/** The accessor of a header field of the table. */
export type KnownHeader<Name extends HeaderName> = HeaderAccessor<
  HeaderValue<Name>,
  RowOf<Name> extends { readonly many: true } | { readonly list: true } ? true : false
>;

/** The accessor of a header field of the table, with readers that read its kind of value. */
export function knownHeader<Name extends HeaderName>(
  name: Name,
  { readValue }: Pick<Readers, 'readValue'>,
): KnownHeader<Name> {
  // The table has a row for every `HeaderName`.
  const row: HeaderRow = headerTable[headerNumberOf(name)]!;
  const { kind, compact } = row;
  const accessor: HeaderAccessor<unknown> = {
    name,
    ...(compact === undefined ? {} : { compact }),
    many: row.many || row.list === true,
    kind,
    read: (source, start, end, commentDepth): Reading<unknown> => readValue(kind, source, start, end, commentDepth),
  };
  // The readers give values of the kind that they were asked for.
  return accessor as KnownHeader<Name>;
}
