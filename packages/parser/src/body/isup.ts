import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Span } from '../text/span.ts';
import type { Body } from './body.ts';
import type { BodyInput } from './body-value.ts';
import { type IsupNumber, readIsupDigits, readIsupNumber } from './isup-number.ts';
import { ansiIam, type IsupMessageRow, isupMessageTable, isupParameter } from './isup-table.ts';

/** A message of the telephone network's signalling, carried through SIP. ITU-T Q.763, RFC 3204 §3.1. */
export type Isup = {
  readonly kind: 'isup';
  /** The type code; undefined of an empty body. */
  readonly messageType: number | undefined;
  /** `IAM`, `ACM`, `CPG`, `ANM`, `REL`, `RLC` …; undefined of a code that is none. */
  readonly messageName: string | undefined;
  readonly calledNumber: IsupNumber | undefined;
  readonly callingNumber: IsupNumber | undefined;
  readonly connectedNumber: IsupNumber | undefined;
  readonly redirectingNumber: IsupNumber | undefined;
  readonly originalCalledNumber: IsupNumber | undefined;
  /** Digits that follow those of an IAM: of a SAM. */
  readonly subsequentDigits: string | undefined;
  /** Calling party's category: 10 is an ordinary subscriber. Q.763 §3.11. */
  readonly callingCategory: number | undefined;
  /** Why a call was released. */
  readonly cause: IsupCause | undefined;
  /** All parameters that were found, in order. */
  readonly parameters: readonly IsupParameterValue[];
  readonly diagnostics: readonly Diagnostic[];
};

/** Q.763 §3.12, Q.850 §2. */
export type IsupCause = {
  /** The cause value of Q.850: 16 is normal call clearing. */
  readonly value: number;
  /** Who released: 0 the user, 1 the private network next to it … */
  readonly location: number;
  /** 0 is ITU-T. */
  readonly codingStandard: number;
};

/** A parameter of an ISUP body, by its code and place. ITU-T Q.763 §3. */
export type IsupParameterValue = {
  readonly code: number;
  /** Its contents, without code and length. */
  readonly span: Span;
};

/** Reads type, parameters and what is known of these. Whatever lengths and pointers say, nothing beyond the body is read. */
export function readIsup(body: Body, { source: { bytes }, span: [start, end] }: BodyInput): Isup {
  const messageType = start < end ? bytes[start] : undefined;
  const row =
    messageType === 0x01 && isAnsi(body) ? ansiIam : isupMessageTable.find(({ code }) => code === messageType);
  const diagnostics: Diagnostic[] = [];
  if (row === undefined) diagnostics.push({ code: 'body-isup-type', span: [start, Math.min(start + 1, end)] });
  const parameters = row === undefined ? [] : readParameters(bytes, start + 1, end, row, diagnostics);
  const contents = (code: number): Uint8Array | undefined => {
    const found = parameters.find((parameter) => parameter.code === code);
    return found === undefined ? undefined : bytes.subarray(...found.span);
  };
  const number = (code: number): IsupNumber | undefined => {
    const octets = contents(code);
    return octets === undefined ? undefined : readIsupNumber(octets, code === isupParameter.calledPartyNumber);
  };
  return {
    kind: 'isup',
    messageType,
    messageName: row?.name,
    calledNumber: number(isupParameter.calledPartyNumber),
    callingNumber: number(isupParameter.callingPartyNumber),
    connectedNumber: number(isupParameter.connectedNumber),
    redirectingNumber: number(isupParameter.redirectingNumber),
    originalCalledNumber: number(isupParameter.originalCalledNumber),
    subsequentDigits: readSubsequent(contents(isupParameter.subsequentNumber)),
    callingCategory: contents(isupParameter.callingPartysCategory)?.[0],
    cause: readCause(contents(isupParameter.causeIndicators)),
    parameters,
    diagnostics,
  };
}

/** Whether `version` or `base` name North American ISUP. RFC 3204 Table 1. */
function isAnsi(body: Body): boolean {
  return ['version', 'base'].some((name) => /^(?:ansi|gr-?317)/i.test(body.typeParameter(name) ?? ''));
}

/**
 * Behind the type stand the parameters of fixed length; then a pointer for each of variable length and one to the optional part, each
 * counting octets from itself: to a length and that many octets, or to the first of the optional parameters (code, length, octets …, 0).
 */
function readParameters(
  bytes: Uint8Array,
  start: number,
  end: number,
  row: IsupMessageRow,
  diagnostics: Diagnostic[],
): readonly IsupParameterValue[] {
  const found: IsupParameterValue[] = [];
  let at = start;
  const cut = (from: number): readonly IsupParameterValue[] => {
    diagnostics.push({ code: 'body-isup-length', span: [Math.min(from, end), end] });
    return found;
  };
  for (const [code, length] of row.fixed ?? []) {
    if (at + length > end) return cut(at);
    found.push({ code, span: [at, at + length] });
    at += length;
  }
  for (const code of row.variable ?? []) {
    const from = at + (at < end ? bytes[at]! : 0);
    const span = at < from ? contentsAt(bytes, from, end) : undefined;
    if (span === undefined) return cut(at);
    found.push({ code, span });
    at++;
  }
  // A message with nothing behind its mandatory part may leave the pointer out: RLC often does.
  if (row.optional !== true || at >= end || bytes[at] === 0) return found;
  at += bytes[at]!;
  while (at < end && bytes[at] !== 0) {
    const span = contentsAt(bytes, at + 1, end);
    if (span === undefined) return cut(at);
    found.push({ code: bytes[at]!, span });
    at = span[1];
  }
  return at < end ? found : cut(at);
}

/** The octets behind a length at `at`; undefined where they do not all lie before `end`. */
function contentsAt(bytes: Uint8Array, at: number, end: number): Span | undefined {
  if (at >= end) return undefined;
  const to = at + 1 + bytes[at]!;
  return to > end ? undefined : [at + 1, to];
}

/** Subsequent number: an octet that says whether the count is odd, then digits. Q.763 §3.51. */
function readSubsequent(octets: Uint8Array | undefined): string | undefined {
  const first = octets?.[0];
  if (octets === undefined || first === undefined) return undefined;
  return readIsupDigits(octets.subarray(1), (octets.length - 1) * 2 - (first >> 7)).digits;
}

/** Where the first octet does not end its group, an octet of a recommendation follows it. */
function readCause(octets: Uint8Array | undefined): IsupCause | undefined {
  const first = octets?.[0];
  if (octets === undefined || first === undefined) return undefined;
  const value = octets[(first & 0x80) === 0 ? 2 : 1];
  if (value === undefined) return undefined;
  return { value: value & 0x7f, location: first & 15, codingStandard: (first >> 5) & 3 };
}
