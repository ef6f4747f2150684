import type { Span } from '../text/span.ts';
import type { DiagnosticCode } from './diagnostic-table.ts';

export type Severity = 'error' | 'warning' | 'info';

/** A place where text departs from the grammar. What the code means stands in the diagnostic table. */
export type Diagnostic = {
  readonly code: DiagnosticCode;
  readonly span: Span;
  /** What was seen or expected there, where the code alone does not say it. */
  readonly detail?: string;
};
