import type { Reading } from '../grammar/read-row.ts';
import type { ValueKind, ValueTypes } from '../grammar/value-types.ts';
import type { HeaderName, HeaderRows } from '../header/header-table.ts';
import type { SourceText } from '../text/source-text.ts';

/** A name of the header table, in any case, long or compact, or any other name. */
export type AnyHeaderName = HeaderName | (string & {});

/** One value of the header field of that name, written in any case, long or compact: `Via` of `'v'`. Text where the header table has no such name. */
export type HeaderValue<Name extends string> = string extends Name
  ? unknown
  : Lowercase<Name> extends keyof HeaderRows
    ? ValueTypes[HeaderRows[Lowercase<Name>]['kind']]
    : string;

/** What `message.get(name)` gives: all values of a field that may stand several times, else the value. */
export type HeaderContent<Name extends string> = string extends Name
  ? unknown
  : Lowercase<Name> extends keyof HeaderRows
    ? Content<
        HeaderValue<Name>,
        HeaderRows[Lowercase<Name>] extends { readonly many: true } | { readonly list: true } ? true : false
      >
    : string | undefined;

/** All values, or the one. */
export type Content<Value, Many extends boolean> = Many extends true ? readonly Value[] : Value | undefined;

/**
 * A header field together with what reads it: one of `@sipscope/parser/headers`, or one that `defineHeader` made. For `message.get(via)` and
 * `parseHeader(via, text)`.
 */
export type HeaderAccessor<Value, Many extends boolean = boolean> = {
  readonly name: string;
  /** The one-letter form of the name. RFC 3261 §7.3.3. */
  readonly compact?: string;
  /** Whether `message.get` gives all values or the one. */
  readonly many: Many;
  /** Of a field of the header table: its kind of value. */
  readonly kind?: ValueKind;
  /** Reads the value at `[start, end)`. Never throws. */
  readonly read: (source: SourceText, start: number, end: number, commentDepth: number) => Reading<Value>;
};
