import { headerNumberOf } from '../header/header-number.ts';
import { headerTable } from '../header/header-table.ts';
import type { ValueKind } from '../grammar/value-types.ts';
import type { AnyHeaderName } from '../message/header-accessor.ts';
import { lineText, withoutBlanks } from './checked-text.ts';
import type { HeaderInput, OneOrMore } from './header-input.ts';
import { valueWriters, type ValueWriter } from './value-writers.ts';

/** Kinds whose values are text themselves, so that a text is one value, and looked at; of the others a text is written as it is. */
const textKinds: ReadonlySet<ValueKind> = new Set<ValueKind>([
  'callId',
  'callIds',
  'tokens',
  'someTokens',
  'privacy',
  'languageTags',
  'contentId',
  'eventTypes',
  'entityTag',
  'priority',
  'directives',
  'mimeVersion',
  'text',
  'hexTokens',
  'ospsTag',
]);

/**
 * The value of a header field as text: of one value, or of several where a field may have them, parted by commas. Values are what reading the
 * field gives, or plain objects like it: `stringifyHeader('From', { uri: 'sip:a@example.com', tag: 'x' })`; a text stands for a value as it is to be
 * written. Quotes and escapes are added where they belong. What cannot be written, a line break above all, is a RangeError. RFC 3261 §7.3.1.
 */
export function stringifyHeader<Name extends AnyHeaderName>(name: Name, value: OneOrMore<HeaderInput<Name>>): string {
  const fields = fieldValues(name, value);
  if (fields.length !== 1) throw new RangeError(`A ${name} field has one value: several are several fields`);
  return fields[0]!;
}

/** The values of as many fields as it takes: one, or, where a field can have but one value, a field for each. */
export function fieldValues(name: string, value: OneOrMore<unknown>): readonly string[] {
  const kind = headerTable[headerNumberOf(name)]?.kind ?? 'text';
  // The table has a writer for each kind, and the types of the callers see to it that the value is of the kind.
  const { joint } = valueWriters[kind] as ValueWriter<unknown>;
  const texts = (Array.isArray(value) ? value : [value]).map((one: unknown) => writeValue(name, kind, one));
  if (texts.length === 0) return isEmptyList(kind) ? [''] : noValue(name);
  return joint === undefined ? texts : [texts.join(joint)];
}

/** Whether one field of the name may have several values, parted by commas. */
export function isCommaList(name: string): boolean {
  return valueWriters[headerTable[headerNumberOf(name)]?.kind ?? 'text'].joint === ', ';
}

function writeValue(name: string, kind: ValueKind, value: unknown): string {
  if (typeof value === 'string' && !textKinds.has(kind)) return withoutBlanks(lineText(value, name));
  if (value === null || (value === undefined && kind !== 'number')) return noValue(name);
  if (textKinds.has(kind) && typeof value !== 'string') throw new RangeError(`A value of ${name} must be a text`);
  return (valueWriters[kind] as ValueWriter<unknown>).write(value);
}

function noValue(name: string): never {
  throw new RangeError(`A ${name} field must have a value`);
}

/** Where the grammar allows a field without values. RFC 3261 §25.1: Accept, Accept-Encoding, Accept-Language, Allow, Supported; RFC 6086 §9.2, RFC 4412 §3.2. */
function isEmptyList(kind: ValueKind): boolean {
  return emptyLists.has(kind);
}

const emptyLists: ReadonlySet<ValueKind> = new Set<ValueKind>([
  'tokens',
  'mediaTypes',
  'encodings',
  'languages',
  'tokenParamsList',
  'resourcePriorities',
]);
