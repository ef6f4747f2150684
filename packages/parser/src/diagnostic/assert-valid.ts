import { type LineAndColumn, lineAndColumn } from '../text/line-and-column.ts';
import type { Diagnostic } from './diagnostic.ts';
import { describeDiagnostic } from './describe-diagnostic.ts';
import type { Profile } from './profile-table.ts';
import { type ReportedDiagnostic, reportDiagnostics } from './report-diagnostics.ts';

/** A message, or anything else that was read: a header field's value, a URI, a session description. */
export type Readable = {
  readonly diagnostics: readonly Diagnostic[];
  readonly bytes?: Uint8Array;
};

/** What counts as an error, and where the bytes are. */
export type AssertOptions = {
  /** Whose severities count; those of the diagnostic table where none is given. */
  readonly profile?: Profile;
  /** The bytes that were read, for the place in the error; a message has its own. */
  readonly bytes?: Uint8Array;
};

/** What `assertValid` throws: text that is not as the RFCs demand. Its message is the sentence of the first error. */
export class SipSyntaxError extends Error {
  override readonly name: string = 'SipSyntaxError';
  /** The errors, and what else was reported. */
  readonly diagnostics: readonly ReportedDiagnostic[];
  /** Where the first error stands; undefined where the bytes are not known. */
  readonly place: LineAndColumn | undefined;

  constructor(message: string, diagnostics: readonly ReportedDiagnostic[], place: LineAndColumn | undefined) {
    super(message);
    this.diagnostics = diagnostics;
    this.place = place;
  }
}

/**
 * Throws a `SipSyntaxError` where an error is among the diagnostics: for those who want an exception, which parsing itself never throws.
 * `assertValid(message, { profile: 'strict' })`
 */
export function assertValid(read: Readable, options: AssertOptions = {}): void {
  const reported = reportDiagnostics(read.diagnostics, options.profile);
  const first = reported.find(({ severity }) => severity === 'error');
  if (first === undefined) return;
  const bytes = options.bytes ?? read.bytes;
  const place = bytes === undefined ? undefined : lineAndColumn(bytes, first.span[0]);
  const sentence = describeDiagnostic(first, bytes).message;
  const at = place === undefined ? `byte ${first.span[0]}` : `line ${place.line}, column ${place.column}`;
  throw new SipSyntaxError(`${sentence} (${first.code}, ${at})`, reported, place);
}
