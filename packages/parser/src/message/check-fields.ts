import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import { LazyAddress } from '../grammar/lazy-address.ts';
import { ValueWithUris } from '../grammar/lazy-uri.ts';
import type { Reading } from '../grammar/read-row.ts';
import { headerNumberOf } from '../header/header-number.ts';
import { type HeaderName, headerTable } from '../header/header-table.ts';
import { characterClasses, tokenChar } from '../text/character-class.ts';
import type { Span } from '../text/span.ts';
import type { Framing } from './framing.ts';
import * as field from './header-frames.ts';
import type { Limits } from './limits.ts';
import type { SipMessage } from './sip-message.ts';

/** Adds what is wrong with the header fields of a message: with their names and values, and which of them should not, or should, be there. */
export function checkFields(message: SipMessage, found: Diagnostic[]): void {
  const { fields, fieldCount } = message.framing;
  // How often each row of the header table was seen: not at all, once, or more often.
  const seen = new Uint8Array(headerTable.length);
  for (let index = 0; index < fieldCount; index++) {
    const number = fields[index * field.fieldColumns + field.header]!;
    const row = headerTable[number];
    if (row === undefined) {
      checkName(message, index, found);
      continue;
    }
    seen[number] = Math.min(seen[number]! + 1, 2);
    if (seen[number] === 2 && !row.many)
      found.push({ code: 'header-duplicate', span: lineSpan(message, index), detail: row.name });
    if (message.isRight(index, isRight)) continue;
    const reading = message.reading(index);
    if (reading !== undefined) {
      addReading(reading, row.name, found);
      continue;
    }
    found.push(valueTooLong(valueSpan(message, index), row.name, message.framing.limits));
    if (row.kind === 'products') checkComments(message, index, row.name, found);
  }
  checkViaCount(message, found);
  checkPresence(message, seen, found);
}

/** Whether header fields lie beyond a limit. */
export function hasUnread({ beyondHeaders, beyondSection, beyondMessage, terminated }: Framing): boolean {
  return beyondHeaders !== -1 || beyondSection !== -1 || (beyondMessage && !terminated);
}

function lineSpan({ framing }: SipMessage, index: number): Span {
  const at = index * field.fieldColumns;
  return [framing.fields[at + field.nameStart]!, framing.fields[at + field.lineEnd]!];
}

function valueSpan({ framing }: SipMessage, index: number): Span {
  const at = index * field.fieldColumns;
  return [framing.fields[at + field.valueStart]!, framing.fields[at + field.valueEnd]!];
}

/** Adds what is wrong with the values of one header field. */
export function addReading({ values, diagnostics }: Reading<unknown>, name: HeaderName, found: Diagnostic[]): void {
  for (let at = 0; at < diagnostics.length; at++) found.push(withHeader(diagnostics[at]!, name));
  for (let at = 0; at < values.length; at++) {
    const wrong = uriDiagnosticsOf(values[at]);
    for (let of = 0; of < wrong.length; of++) found.push(withHeader(wrong[of]!, name));
  }
}

function isRight({ values, diagnostics }: Reading<unknown>): boolean {
  return diagnostics.length === 0 && values.every((value) => uriDiagnosticsOf(value).length === 0);
}

const none: readonly Diagnostic[] = [];

/** What is wrong with the URIs in a value, which are read when they are first asked for. */
export function uriDiagnosticsOf(value: unknown): readonly Diagnostic[] {
  return value instanceof LazyAddress || value instanceof ValueWithUris ? value.uriDiagnostics : none;
}

/** A value beyond the limit, which is not read. */
export function valueTooLong(span: Span, header: HeaderName, { valueBytes }: Limits): Diagnostic {
  return { code: 'limit-value', span, header, detail: `${valueBytes} bytes` };
}

/** What is not read may yet be seen to nest comments deeper than any that is. */
function checkComments({ bytes, framing }: SipMessage, index: number, header: HeaderName, found: Diagnostic[]): void {
  const { valueBytes, commentDepth } = framing.limits;
  const start = framing.fields[index * field.fieldColumns + field.valueStart]!;
  let depth = 0;
  for (let at = start; at < start + valueBytes; at++) {
    const byte = bytes[at];
    if (byte === 0x29 && depth > 0) depth--;
    if (byte !== 0x28 || ++depth <= commentDepth) continue;
    found.push({ code: 'limit-comment-depth', span: [at, at + 1], header, detail: `${commentDepth}` });
    return;
  }
}

function withHeader(diagnostic: Diagnostic, header: HeaderName): Diagnostic {
  return { ...diagnostic, header };
}

/** A name the header table has is right; another may be none at all. */
function checkName({ bytes, framing }: SipMessage, index: number, found: Diagnostic[]): void {
  const column = index * field.fieldColumns;
  const start = framing.fields[column + field.nameStart]!;
  const end = framing.fields[column + field.nameEnd]!;
  if (start === end) {
    found.push({ code: 'header-colon', span: [start, framing.fields[column + field.valueEnd]!] });
    return;
  }
  for (let at = start; at < end; at++) {
    if ((characterClasses[bytes[at]!]! & tokenChar) !== 0) continue;
    found.push({ code: 'header-name', span: [at, at + 1] });
    return;
  }
}

const viaNumber = headerNumberOf('Via');

function checkViaCount(message: SipMessage, found: Diagnostic[]): void {
  const { fields, fieldCount, limits } = message.framing;
  let count = 0;
  for (let index = 0; index < fieldCount; index++) {
    if (fields[index * field.fieldColumns + field.header] !== viaNumber) continue;
    count += message.reading(index)?.values.length ?? 0;
    if (count <= limits.vias) continue;
    found.push({ code: 'limit-vias', span: lineSpan(message, index), detail: `${limits.vias}` });
    return;
  }
}

const mandatory: readonly (readonly [row: number, code: DiagnosticCode])[] = [
  [viaNumber, 'via-missing'],
  [headerNumberOf('From'), 'from-missing'],
  [headerNumberOf('To'), 'to-missing'],
  [headerNumberOf('Call-ID'), 'call-id-missing'],
  [headerNumberOf('CSeq'), 'cseq-missing'],
];
const maxForwardsNumber = headerNumberOf('Max-Forwards');

/**
 * The six header fields every request has, and every response but for Max-Forwards; those beyond a limit may be there. RFC 3261 §8.1.1,
 * §8.2.6.2.
 */
function checkPresence({ kind, framing }: SipMessage, seen: Uint8Array, found: Diagnostic[]): void {
  if (kind === 'invalid' || hasUnread(framing)) return;
  const span = [framing.leading, framing.startLine.end] as const;
  for (const [row, code] of mandatory) {
    if (seen[row] === 0) found.push({ code, span });
  }
  if (kind === 'request' && seen[maxForwardsNumber] === 0) found.push({ code: 'max-forwards-missing', span });
}
