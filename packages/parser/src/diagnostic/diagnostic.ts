import type { Span } from '../text/span.ts';
import type { DiagnosticCode } from './diagnostic-table.ts';

/** How bad it is: an error others will stumble over, a departure most accept, a remark. */
export type Severity = 'error' | 'warning' | 'info';

/** A place where text departs from the grammar. What the code means stands in the diagnostic table. */
export type Diagnostic = {
  readonly code: DiagnosticCode;
  readonly span: Span;
  /** The header field it stands in, by the name the header table has. */
  readonly header?: string;
  /** What was seen there, where the code and the bytes do not say it. */
  readonly detail?: string;
  /**
   * The place of the grammar that could not go on: `describeDiagnostic` says of which rule it is, and what was expected there. -1 where a
   * rule came to its end, and the value did not.
   */
  readonly stop?: number;
};
