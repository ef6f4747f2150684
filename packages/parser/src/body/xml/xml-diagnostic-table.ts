import type { Severity } from '../../diagnostic/diagnostic.ts';

/** Kinds of diagnostics of XML, beside those of the messages: for counting and filtering, never reused. */
export const xmlDiagnosticClasses = [
  /** A document type definition, which is refused. */
  'xml-dtd',
  /** Text that is not well-formed. */
  'xml-syntax',
  'xml-encoding',
  /** Well-formed, but not what the RFC of its document allows. */
  'xml-schema',
  'limit-size',
  'limit-nesting',
  'limit-values',
] as const;

/** What kind of fault a diagnostic of an XML body tells of. */
export type XmlDiagnosticClass = (typeof xmlDiagnosticClasses)[number];

/** What the table of XML diagnostics says of a code. */
export type XmlDiagnosticRow = {
  readonly class: XmlDiagnosticClass;
  readonly severity: Severity;
  /** Where the document's own RFC does not say it. */
  readonly rfc?: number;
  readonly section?: string;
  /** What was seen, and why it matters, for someone who has not read the RFC. */
  readonly sentence: string;
};

const rows = {
  'xml-dtd': {
    class: 'xml-dtd',
    severity: 'error',
    rfc: 7303,
    section: '10',
    sentence:
      'The document has a DOCTYPE. Entities declared there can grow without bound or fetch files, so the document is not read.',
  },
  'xml-syntax': {
    class: 'xml-syntax',
    severity: 'error',
    rfc: 7303,
    section: '1',
    sentence: 'The document is not well-formed XML here: receivers discard it, and only what stands before is read.',
  },
  'xml-namespace': {
    class: 'xml-syntax',
    severity: 'error',
    rfc: 7303,
    section: '1',
    sentence: 'The prefix is bound to no namespace, so nobody can say what the name means.',
  },
  'xml-encoding': {
    class: 'xml-encoding',
    severity: 'error',
    rfc: 7303,
    section: '3.2',
    sentence: 'The bytes are not UTF-8, so their text cannot be shown for certain.',
  },
  'xml-encoding-utf16': {
    class: 'xml-encoding',
    severity: 'error',
    rfc: 7303,
    section: '3.3',
    sentence: 'The document is UTF-16 or UTF-32, which no SIP element has to understand; it is not read. Send UTF-8.',
  },
  'xml-encoding-declared': {
    class: 'xml-encoding',
    severity: 'warning',
    rfc: 7303,
    section: '3',
    sentence:
      'The document says that it is in an encoding other than UTF-8; it is read as UTF-8, and characters beyond ASCII may be shown wrong. Send UTF-8.',
  },
  'xml-root': {
    class: 'xml-schema',
    severity: 'error',
    sentence: 'The outermost element is not the one that documents of this media type have, so receivers discard it.',
  },
  'xml-attribute-missing': {
    class: 'xml-schema',
    severity: 'error',
    sentence: 'The element lacks an attribute that it must have, so receivers may ignore the element or the document.',
  },
  'xml-element-missing': {
    class: 'xml-schema',
    severity: 'error',
    sentence: 'The element lacks a child that it must have, so receivers may ignore the element or the document.',
  },
  'xml-element-repeated': {
    class: 'xml-schema',
    severity: 'error',
    sentence: 'The element stands here a second time, though there may be only one; the first counts.',
  },
  'xml-value': {
    class: 'xml-schema',
    severity: 'error',
    sentence: 'The value does not have the form it must have, and is left out.',
  },
  'limit-xml-bytes': {
    class: 'limit-size',
    severity: 'warning',
    sentence: 'The document is longer than the limit (bytes); what lies beyond was not read.',
  },
  'limit-xml-depth': {
    class: 'limit-nesting',
    severity: 'warning',
    sentence: 'Elements are nested deeper than the limit (depth); what follows was not read.',
  },
  'limit-xml-elements': {
    class: 'limit-values',
    severity: 'warning',
    sentence: 'The document has more elements than the limit (elements); what follows was not read.',
  },
} as const;

/** What a diagnostic of an XML body tells of, a key of `xmlDiagnosticTable`. */
export type XmlDiagnosticCode = keyof typeof rows;

/** Every diagnostic of XML bodies. Codes are stable and never reused. */
export const xmlDiagnosticTable: Readonly<Record<XmlDiagnosticCode, XmlDiagnosticRow>> = rows;
