import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import { decodeBase64 } from '../text/base64.ts';
import { decodeText } from '../text/source-text.ts';
import type { Identity } from './identity.ts';
import { type PassportHeader, type PassportPayload, passportHeader, passportPayload } from './passport-claims.ts';

/** A signed statement about who calls whom. RFC 8225. Nothing here checks the signature. */
export type Passport = {
  /** Undefined in the compact form, in which header and payload are to be made from the message. RFC 8225 §7. */
  readonly header: PassportHeader | undefined;
  readonly payload: PassportPayload | undefined;
  readonly signature: Uint8Array;
};

/** A PASSporT as far as it could be read, and what is wrong with it. RFC 8225. */
export type PassportReading = {
  /** What could be read; undefined where the text has not the three parts of a PASSporT. */
  readonly passport: Passport | undefined;
  readonly diagnostics: readonly Diagnostic[];
};

/** A part of a PASSporT longer than this is not decoded. */
const maxPartLength = 65_536;

/** The PASSporT of an Identity, and where it and the parameters beside it differ. RFC 8224 §4.1. Never throws. */
export function decodePassport(identity: Identity): PassportReading {
  const [from, to] = identity.digestSpan;
  const isContiguous = to - from === identity.digest.length;
  const { passport, diagnostics } = readPassport(identity.digest);
  const found: Diagnostic[] = diagnostics.map((one) => ({
    ...one,
    span: isContiguous ? [one.span[0] + from, one.span[1] + from] : identity.digestSpan,
  }));
  const { header } = passport ?? {};
  if (header !== undefined) {
    const differences = [
      ['alg', identity.alg ?? 'ES256', header.alg],
      ['ppt', identity.ppt, header.ppt],
      ['info', identity.info, header.x5u],
    ] as const;
    for (const [name, outside, inside] of differences) {
      if (outside !== inside)
        found.push({ code: 'passport-mismatch', span: identity.digestSpan, detail: `${name}: ${inside} inside` });
    }
  }
  return { passport, diagnostics: found };
}

/** A PASSporT from its text, `header.payload.signature` or `..signature`; spans count from the text's first character. Never throws. */
export function readPassport(text: string): PassportReading {
  const diagnostics: Diagnostic[] = [];
  const parts = text.split('.', 4);
  if (parts.length !== 3)
    return { passport: undefined, diagnostics: [{ code: 'passport-parts', span: [0, text.length] }] };
  const [headerText = '', payloadText = '', signatureText = ''] = parts;
  const isCompact = headerText === '' && payloadText === '';
  const payloadAt = headerText.length + 1;
  const header = isCompact ? undefined : readObject(headerText, 0, diagnostics);
  const payload = isCompact ? undefined : readObject(payloadText, payloadAt, diagnostics);
  const signature = readBytes(signatureText, payloadAt + payloadText.length + 1, diagnostics);
  const note = (at: number, length: number) => (detail: string) =>
    diagnostics.push({ code: 'passport-claim', span: [at, at + length], detail });
  const passport: Passport = {
    header: header && passportHeader(header, note(0, headerText.length)),
    payload: payload && passportPayload(payload, note(payloadAt, payloadText.length)),
    signature: signature ?? new Uint8Array(0),
  };
  return { passport, diagnostics };
}

function readBytes(text: string, start: number, diagnostics: Diagnostic[]): Uint8Array | undefined {
  const note = (code: DiagnosticCode, at: number, length: number): undefined => {
    diagnostics.push({ code, span: [start + at, start + at + length] });
  };
  if (text.length > maxPartLength) return note('limit-passport', 0, text.length);
  if (text === '') return note('passport-encoding', 0, 0);
  const bytes = decodeBase64(text);
  return typeof bytes === 'number' ? note('passport-encoding', bytes, 1) : bytes;
}

function readObject(text: string, start: number, diagnostics: Diagnostic[]): ReadonlyMap<string, unknown> | undefined {
  const bytes = readBytes(text, start, diagnostics);
  if (bytes === undefined) return undefined;
  const value = parseJson(decodeText(bytes));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return new Map(Object.entries(value));
  diagnostics.push({ code: 'passport-json', span: [start, start + text.length] });
  return undefined;
}

/** Undefined for what is no JSON, or nested too deep for the engine. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
