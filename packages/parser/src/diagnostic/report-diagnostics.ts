import type { Diagnostic, Severity } from './diagnostic.ts';
import { diagnosticTable } from './diagnostic-table.ts';
import { type Profile, profileTable } from './profile-table.ts';

/** A diagnostic with the severity that a profile gives it. */
export type ReportedDiagnostic = Diagnostic & { readonly severity: Severity };

/**
 * Diagnostics with the severity that a profile gives them, without those that it ignores: `reportDiagnostics(message.diagnostics, 'lenient')`. The message is
 * parsed once for all profiles. Without a profile the severity is that of the diagnostic table.
 */
export function reportDiagnostics(
  diagnostics: readonly Diagnostic[],
  profile?: Profile,
): readonly ReportedDiagnostic[] {
  const reported: ReportedDiagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const severity = severityIn(diagnostic, profile);
    if (severity !== 'ignored') reported.push({ ...diagnostic, severity });
  }
  return reported;
}

function severityIn({ code, header }: Diagnostic, profile: Profile | undefined): Severity | 'ignored' {
  const rows = profile === undefined ? [] : profileTable[profile];
  const row = rows.find(
    ({ codes, headers }) =>
      (codes === undefined || codes.includes(code)) &&
      (headers === undefined || headers.some((name) => name === header)),
  );
  return row?.severity ?? diagnosticTable[code].severity;
}
