import { headerNumberOf } from '../header/header-number.ts';
import { type HeaderName, headerTable } from '../header/header-table.ts';
import { tokenText } from './checked-text.ts';
import type { HeaderInput, OneOrMore } from './header-input.ts';
import { fieldValues } from './stringify-header.ts';

/** Header fields to be written, by their names; one of `undefined` is left out. */
export type HeaderInputs = { readonly [Name in HeaderName]?: OneOrMore<HeaderInput<Name>> | undefined } & {
  readonly [Name in `X-${string}`]?: OneOrMore<string> | undefined;
};

/** The same, and others by any name: `{ 'Content-ID': 'a@example.com', Foo: 'bar' }`. */
export type OtherHeaders = HeaderInputs | Readonly<Record<string, OneOrMore<string> | undefined>>;

/** Names, in full, with the values of their fields. */
export type WrittenField = { readonly name: string; readonly value: string };

/** Header fields in the order they are given. A RangeError tells what cannot be written. */
export function writtenFields(headers: OtherHeaders): readonly WrittenField[] {
  return Object.entries(headers).flatMap(([given, input]: readonly [string, unknown]) => {
    if (input === undefined) return [];
    const name = headerTable[headerNumberOf(given)]?.name ?? tokenText(given, 'The name of a header field');
    return fieldValues(name, input).map((value) => ({ name, value }));
  });
}

/** The lines of header fields, without their line breaks. */
export function headerLines(headers: OtherHeaders): readonly string[] {
  return writtenFields(headers).map(({ name, value }) => `${name}: ${value}`);
}
