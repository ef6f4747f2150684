import { PerReader } from './per-reader.ts';

/** How the fields of an IFP packet are written: that of 1998 has no room for further types (T.38 Amendment 2, 2002). */
export type IfpSyntax = '1998' | '2002';

/** T30-indicator, by its number. T.38 §7.2.1. */
const t30Indicators = [
  'no-signal',
  'cng',
  'ced',
  'v21-preamble',
  'v27-2400-training',
  'v27-4800-training',
  'v29-7200-training',
  'v29-9600-training',
  'v17-7200-short-training',
  'v17-7200-long-training',
  'v17-9600-short-training',
  'v17-9600-long-training',
  'v17-12000-short-training',
  'v17-12000-long-training',
  'v17-14400-short-training',
  'v17-14400-long-training',
  'v8-ansam',
  'v8-signal',
  'v34-cntl-channel-1200',
  'v34-pri-channel',
  'v34-CC-retrain',
  'v33-12000-training',
  'v33-14400-training',
] as const;

/** The modulation that data came in, by its number. T.38 §7.2.2. */
const t30DataTypes = [
  'v21',
  'v27-2400',
  'v27-4800',
  'v29-7200',
  'v29-9600',
  'v17-7200',
  'v17-9600',
  'v17-12000',
  'v17-14400',
  'v8',
  'v34-pri-rate',
  'v34-CC-1200',
  'v34-pri-ch',
  'v33-12000',
  'v33-14400',
] as const;

/** T.38 §7.3. */
const ifpFieldTypes = [
  'hdlc-data',
  'hdlc-sig-end',
  'hdlc-fcs-OK',
  'hdlc-fcs-BAD',
  'hdlc-fcs-OK-sig-end',
  'hdlc-fcs-BAD-sig-end',
  't4-non-ecm-data',
  't4-non-ecm-sig-end',
  'cm-message',
  'jm-message',
  'ci-message',
  'v34rate',
] as const;

export type T30Indicator = (typeof t30Indicators)[number];
export type T30DataType = (typeof t30DataTypes)[number];
type IfpFieldType = (typeof ifpFieldTypes)[number];

/** `start` is -1 where the field has no data. */
export type IfpField = { readonly type: IfpFieldType; readonly start: number; readonly end: number };

export type IfpPacket =
  | { readonly kind: 'indicator'; readonly indicator: T30Indicator; readonly complete: boolean }
  | {
      readonly kind: 'data';
      readonly dataType: T30DataType;
      readonly fields: readonly IfpField[];
      /** False where a length leads out of the packet, or something is left behind it. */
      readonly complete: boolean;
    };

const rootIndicators = 16;
const rootDataTypes = 9;
const rootFieldTypes = 8;
/** More fields in one packet are left; gateways send a handful. */
const maxFields = 256;

const reader = new PerReader();

/**
 * Reads an IFP packet: what a fax machine sends at that moment. T.38 §7, in aligned PER:
 *
 *     IFPPacket    ::= SEQUENCE { type-of-msg Type-of-msg, data-field Data-Field OPTIONAL }
 *     Type-of-msg  ::= CHOICE { t30-indicator ENUMERATED {…, ...}, t30-data ENUMERATED {…, ...} }
 *     Data-Field   ::= SEQUENCE OF SEQUENCE { field-type ENUMERATED {…}, field-data OCTET STRING (SIZE (1..65535)) OPTIONAL }
 *
 * Undefined where its type cannot be read.
 */
export function readIfp(bytes: Uint8Array, start: number, end: number, syntax: IfpSyntax): IfpPacket | undefined {
  reader.open(bytes, start, end);
  const hasData = reader.bits(1) === 1;
  const isData = reader.bits(1) === 1;
  const number = readEnumerated(4, isData ? rootDataTypes : rootIndicators);
  if (reader.failed) return undefined;
  if (!isData) {
    const indicator = t30Indicators[number];
    return indicator && { kind: 'indicator', indicator, complete: !hasData && reader.rest === 0 };
  }
  const dataType = t30DataTypes[number];
  if (dataType === undefined) return undefined;
  if (!hasData) return { kind: 'data', dataType, fields: [], complete: reader.rest === 0 };
  const fieldsStart = reader.position;
  const strict = readFields(syntax, false);
  if (isWhole()) return { kind: 'data', dataType, fields: strict, complete: true };
  // Some gateways begin each field on an octet, which PER does only where data came before it.
  reader.open(bytes, fieldsStart, end);
  const loose = readFields(syntax, true);
  return isWhole()
    ? { kind: 'data', dataType, fields: loose, complete: true }
    : { kind: 'data', dataType, fields: strict, complete: false };
}

function isWhole(): boolean {
  return !reader.failed && reader.rest === 0;
}

/** With an extension marker: X.691 §14. */
function readEnumerated(rootBits: number, rootCount: number): number {
  const isExtension = reader.bits(1) === 1;
  if (!isExtension) return reader.bits(rootBits);
  // A normally small number: 64 and more have a length, and no meaning here.
  if (reader.bits(1) === 1) reader.failed = true;
  return rootCount + reader.bits(6);
}

function readFields(syntax: IfpSyntax, isAligned: boolean): IfpField[] {
  const fields: IfpField[] = [];
  const count = reader.length();
  if (count > maxFields) reader.failed = true;
  for (let i = 0; i < count && !reader.failed; i++) {
    if (isAligned) reader.align();
    const field = readField(syntax);
    if (field !== undefined) fields.push(field);
  }
  return fields;
}

function readField(syntax: IfpSyntax): IfpField | undefined {
  const hasData = reader.bits(1) === 1;
  const type = ifpFieldTypes[syntax === '2002' ? readEnumerated(3, rootFieldTypes) : reader.bits(3)];
  if (type === undefined) reader.failed = true;
  if (type === undefined || reader.failed) return undefined;
  if (!hasData) return { type, start: -1, end: -1 };
  reader.align();
  // A length of 1 to 65535 is written less one.
  const length = reader.bits(16) + 1;
  const start = reader.octets(length);
  return start < 0 ? undefined : { type, start, end: start + length };
}

/**
 * Which syntax the first field of the packet shows: its octet is `P TTT 0000` of 1998, `P E TTT 000` of 2002. Undefined where it
 * may be either.
 */
export function shownSyntax(bytes: Uint8Array, start: number, end: number): IfpSyntax | undefined {
  const first = bytes[start] ?? 0;
  const isShortData = (first & 0xe0) === 0xc0;
  if (!isShortData || start + 2 >= end) return undefined;
  const field = bytes[start + 2] ?? 0;
  const in1998 = readsWhole(bytes, start, end, '1998');
  const in2002 = readsWhole(bytes, start, end, '2002');
  if (in1998 !== in2002) return in1998 ? '1998' : '2002';
  // The last bit of a type of 2002 lies where 1998 has padding, the first of 1998 where 2002 says that a later type follows, which only V.34 has.
  if ((field & 0x08) !== 0) return '2002';
  return (field & 0x40) === 0 ? undefined : '1998';
}

function readsWhole(bytes: Uint8Array, start: number, end: number, syntax: IfpSyntax): boolean {
  return readIfp(bytes, start, end, syntax)?.complete === true;
}
