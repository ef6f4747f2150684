import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../../diagnostic/diagnostic-table.ts';
import { readSdpValue, type SdpValueTypes } from '../../grammar/read-sdp-value.ts';
import { characterClasses, tokenChar } from '../../text/character-class.ts';
import { encodeText, SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import {
  type AttributeKinds,
  type AttributeLevel,
  type AttributeName,
  type AttributeRow,
  attributeRow,
  isAtItsLevel,
  valueExpected,
} from './attribute-table.ts';
import type { NumberedPlace } from './attribute-values.ts';

/** An attribute behind a number: a source's (`a=ssrc`), a data channel's (`a=dcsa`), a capability (`a=acap`). */
export type NumberedAttribute = { readonly id: number; readonly attribute: Attribute };

type KindValue<Kind> = Kind extends 'numberedAttribute'
  ? NumberedAttribute
  : Kind extends keyof SdpValueTypes
    ? SdpValueTypes[Kind]
    : Kind extends 'text'
      ? string
      : boolean;

/** What the value of an attribute says, by its name: `AttributeValue<'candidate'>` is a `Candidate`. */
export type AttributeValue<Name extends string> = Name extends AttributeName
  ? KindValue<AttributeKinds[Name]>
  : unknown;

type AttributeReading = { readonly typed: unknown; readonly diagnostics: readonly Diagnostic[] };

const none: readonly Diagnostic[] = [];

/** `a=name` or `a=name:value`; what the value says is read when it is first asked for. RFC 8866 §5.13. */
export class Attribute<Name extends string = string> {
  readonly name: Name;
  readonly value: string | undefined;
  /** The line, to behind its break. */
  readonly span: Span;
  readonly valueSpan: Span;
  readonly level: AttributeLevel;
  readonly #source: SourceText;
  #reading: AttributeReading | undefined = undefined;

  constructor(
    source: SourceText,
    name: Name,
    value: string | undefined,
    span: Span,
    valueSpan: Span,
    level: AttributeLevel,
  ) {
    this.name = name;
    this.value = value;
    this.span = span;
    this.valueSpan = valueSpan;
    this.level = level;
    this.#source = source;
  }

  /** What the value says: `true` of a flag; the text of a name that is not known. Undefined where it cannot be read. */
  get typed(): AttributeValue<Name> | undefined {
    // The row of a name gives the kind from which the type is inferred.
    return this.#read().typed as AttributeValue<Name> | undefined;
  }

  /** What is wrong with the value, and with where the attribute stands. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#read().diagnostics;
  }

  #read(): AttributeReading {
    return (this.#reading ??= readAttributeValue(this.#source, this));
  }
}

/** Reads an attribute by itself: `parseAttribute('a=setup:active')`, with or without its `a=`. */
export function parseAttribute(text: string, level: AttributeLevel = 'media'): Attribute {
  const source = new SourceText(encodeText(text));
  return readAttribute(source, [text.startsWith('a=') ? 2 : 0, source.end], level);
}

/** The attribute whose name begins at the start of the span; of a name with more behind it than a colon and a value, the name. */
export function readAttribute(source: SourceText, span: Span, level: AttributeLevel, line: Span = span): Attribute {
  const [start, end] = span;
  const nameEnd = endOfName(source.bytes, span);
  const hasValue = nameEnd < end && source.bytes[nameEnd] === 0x3a;
  const valueSpan = [hasValue ? nameEnd + 1 : end, end] as const;
  const value = hasValue ? source.slice(valueSpan[0], end) : undefined;
  return new Attribute(source, source.slice(start, nameEnd), value, line, valueSpan, level);
}

/** Whether the span holds `token [ ":" byte-string ]`, as the rule `attribute` has it. */
export function isAttribute(bytes: Uint8Array, span: Span): boolean {
  const nameEnd = endOfName(bytes, span);
  return nameEnd > span[0] && (nameEnd === span[1] || bytes[nameEnd] === 0x3a);
}

function endOfName(bytes: Uint8Array, [start, end]: Span): number {
  let at = start;
  while (at < end && (characterClasses[bytes[at]!]! & tokenChar) !== 0) at++;
  return at;
}

function readAttributeValue(source: SourceText, attribute: Attribute): AttributeReading {
  const { name, value, span, valueSpan, level } = attribute;
  const row = attributeRow(name);
  if (row === undefined) return { typed: value, diagnostics: none };
  const diagnostics: Diagnostic[] = [];
  const typed = readTyped(source, attribute, row, diagnostics);
  const isRead = value !== undefined && diagnostics.length === 0;
  const expected = isRead ? valueExpected(name, row, value) : undefined;
  if (expected !== undefined)
    diagnostics.push({ code: 'sdp-attribute-value', span: valueSpan, detail: `expected ${expected}` });
  if (!isAtItsLevel(row, level))
    diagnostics.push({ code: 'sdp-attribute-level', span, detail: `at the ${level} level` });
  return { typed, diagnostics: diagnostics.length === 0 ? none : diagnostics.map((one) => withName(one, name)) };
}

function readTyped(source: SourceText, attribute: Attribute, row: AttributeRow, diagnostics: Diagnostic[]): unknown {
  const { value, valueSpan, level } = attribute;
  const [kind] = row;
  const wrong = (expected: string): undefined => {
    diagnostics.push({ code: 'sdp-attribute-value', span: valueSpan, detail: `expected ${expected}` });
    return undefined;
  };
  switch (kind) {
    case 'flag':
      if (value !== undefined) wrong('no value');
      return true;
    case 'switch':
      return value === undefined || /^[01]$/.test(value) ? value !== '0' : wrong('no value, 0 or 1');
    case 'text':
      return value ?? (attribute.name === 'chatroom' ? '' : wrong('a value'));
    default: {
      const typed = readSdpValue(kind, source, valueSpan[0], valueSpan[1], diagnostics);
      return kind === 'numberedAttribute' && typed !== undefined
        ? // The kind's rule gives this.
          numberedAttribute(source, typed as NumberedPlace, attribute.name === 'ssrc' ? 'source' : level, diagnostics)
        : typed;
    }
  }
}

function numberedAttribute(
  source: SourceText,
  { id, place }: NumberedPlace,
  level: AttributeLevel,
  diagnostics: Diagnostic[],
): NumberedAttribute {
  const attribute = readAttribute(source, place, level);
  // One behind a number within one behind a number is read when it is asked for: so nothing nests as deep as the text wants.
  const isNested = attributeRow(attribute.name)?.[0] === 'numberedAttribute';
  if (!isNested) for (const one of attribute.diagnostics) diagnostics.push(one);
  return { id, attribute };
}

/** The durations have codes of their own. */
const codes: ReadonlyMap<string, DiagnosticCode> = new Map([
  ['ptime', 'sdp-ptime'],
  ['maxptime', 'sdp-maxptime'],
]);

function withName(one: Diagnostic, name: string): Diagnostic {
  if (one.header !== undefined) return one;
  const code = one.code === 'sdp-attribute-value' ? codes.get(name) : undefined;
  return { ...one, code: code ?? one.code, header: `a=${name}` };
}
