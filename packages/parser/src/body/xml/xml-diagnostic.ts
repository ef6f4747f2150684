import type { Severity } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../text/span.ts';
import {
  type XmlDiagnosticClass,
  type XmlDiagnosticCode,
  type XmlDiagnosticRow,
  xmlDiagnosticTable,
} from './xml-diagnostic-table.ts';

/** A place where a document departs from XML or from its schema. What the code means stands in the table of XML diagnostics. */
export type XmlDiagnostic = {
  readonly code: XmlDiagnosticCode;
  readonly span: Span;
  /** What was seen or expected there. */
  readonly detail?: string;
  /** The RFC whose schema it departs from, and where that stands. */
  readonly rfc?: number;
  readonly section?: string;
};

/** A diagnostic of an XML body for people. */
export type XmlDiagnosticDescription = {
  readonly code: XmlDiagnosticCode;
  readonly class: XmlDiagnosticClass;
  readonly severity: Severity;
  readonly message: string;
  readonly rfc?: number;
  readonly section?: string;
};

/** A diagnostic of XML in a sentence for people. */
export function describeXmlDiagnostic(diagnostic: XmlDiagnostic): XmlDiagnosticDescription {
  const row: XmlDiagnosticRow = xmlDiagnosticTable[diagnostic.code];
  const rfc = row.rfc ?? diagnostic.rfc;
  const section = row.section ?? diagnostic.section;
  return {
    code: diagnostic.code,
    class: row.class,
    severity: row.severity,
    message: diagnostic.detail === undefined ? row.sentence : `${row.sentence} (${diagnostic.detail})`,
    ...(rfc === undefined ? {} : { rfc }),
    ...(section === undefined ? {} : { section }),
  };
}
