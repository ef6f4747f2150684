import type { HeaderName, HeaderValue, SipMessage, Span } from '@sipscope/parser';

/** One header field of a message: what it says, and where its value stands. */
export type FieldValues<Name extends HeaderName> = {
  readonly values: readonly HeaderValue<Name>[];
  readonly span: Span;
};

/** Of `Framing.fields`. */
const columns = { all: 6, valueStart: 2, valueEnd: 3 } as const;

/** The header fields of that name, each apart, in order; those that cannot be read have no values. */
export function fieldsOf<Name extends HeaderName>(message: SipMessage, name: Name): readonly FieldValues<Name>[] {
  const { fields, fieldCount } = message.framing;
  const found: FieldValues<Name>[] = [];
  for (let index = 0; index < fieldCount; index++) {
    if (message.row(index)?.name !== name) continue;
    const at = index * columns.all;
    // A field's values are of the kind its row names.
    const values = (message.reading(index)?.values ?? []) as readonly HeaderValue<Name>[];
    found.push({ values, span: [fields[at + columns.valueStart]!, fields[at + columns.valueEnd]!] });
  }
  return found;
}

/**
 * Where the parameter of that name (in lower case) stands within a value, its name and what follows up to the next separator or the value's end; the whole value where it is not found.
 * Quoted text and URIs in brackets are passed over.
 */
export function parameterSpan({ bytes }: SipMessage, [start, end]: Span, name: string): Span {
  let from = -1;
  let isQuoted = false;
  let isUri = false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (isQuoted) {
      if (byte === backslash) at++;
      else if (byte === quote) isQuoted = false;
      continue;
    }
    if (byte === quote) isQuoted = true;
    else if (byte === less) isUri = true;
    else if (byte === greater) isUri = false;
    if (isUri) continue;
    if (from >= 0 && (byte === comma || byte === semicolon)) return [from, withoutBlanks(bytes, from, at)];
    if (from < 0 && isNameAt(bytes, at, start, end, name)) from = at;
  }
  return from < 0 ? [start, end] : [from, end];
}

const quote = 0x22;
const comma = 0x2c;
const semicolon = 0x3b;
const backslash = 0x5c;
const equals = 0x3d;
const less = 0x3c;
const greater = 0x3e;

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a;
}

function isNameAt(bytes: Uint8Array, at: number, start: number, end: number, name: string): boolean {
  const before = bytes[at - 1];
  if (at > start && !isBlank(before) && before !== comma && before !== semicolon) return false;
  if (at + name.length > end) return false;
  for (let of = 0; of < name.length; of++) {
    const byte = bytes[at + of]!;
    const small = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
    if (small !== name.charCodeAt(of)) return false;
  }
  const after = at + name.length;
  const next = bytes[after];
  return after === end || next === equals || next === semicolon || next === comma || isBlank(next);
}

function withoutBlanks(bytes: Uint8Array, start: number, end: number): number {
  let last = end;
  while (last > start && isBlank(bytes[last - 1])) last--;
  return last;
}
