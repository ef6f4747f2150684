import type { DiagnosticClass } from './diagnostic-class.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';
import { type DiagnosticRow, diagnosticTable } from './diagnostic-table.ts';

export type DiagnosticDescription = {
  readonly code: string;
  readonly class: DiagnosticClass;
  readonly severity: Severity;
  readonly message: string;
  readonly rfc?: number;
  readonly section?: string;
};

const maxQuoted = 60;

/** A diagnostic in a sentence for people, with what stands at its place where the message's bytes are given. */
export function describeDiagnostic(diagnostic: Diagnostic, bytes?: Uint8Array): DiagnosticDescription {
  const row: DiagnosticRow = diagnosticTable[diagnostic.code];
  // What is missing stands nowhere: its span is that of the start line.
  const isMissing = row.class === 'sip-missing-header';
  const seen = diagnostic.detail ?? (bytes === undefined || isMissing ? '' : quoteBytes(bytes, diagnostic.span));
  return {
    code: diagnostic.code,
    class: row.class,
    severity: row.severity,
    message: seen === '' ? row.sentence : `${row.sentence} (${seen})`,
    ...(row.rfc === undefined ? {} : { rfc: row.rfc }),
    ...(row.section === undefined ? {} : { section: row.section }),
  };
}

function quoteBytes(bytes: Uint8Array, [start, end]: readonly [number, number]): string {
  if (end <= start) return '';
  const text = new TextDecoder().decode(bytes.subarray(start, Math.min(end, start + maxQuoted)));
  return JSON.stringify(end - start > maxQuoted ? `${text}…` : text);
}
