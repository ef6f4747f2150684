/**
 * Kinds of diagnostics, for counting and filtering: each row of the diagnostic table is of one. A class is stable and never reused, like
 * a code.
 */
export const diagnosticClasses = [
  /** The first line, apart from its Request-URI. */
  'sip-start-line',
  /** Text that is not what its grammar says, or that contradicts other text of the message. */
  'sip-syntax',
  /** A number that is none, or outside its range. */
  'sip-number',
  /** Bytes that are not UTF-8. */
  'sip-encoding',
  'sip-line-ending',
  'sip-duplicate-header',
  'sip-missing-header',
  'sip-content-length',
  /** The message breaks off. */
  'sip-incomplete',
  /** More bytes than the message says it has. */
  'sip-trailing-bytes',
  /** Where messages begin and end in a stream, a datagram or a WebSocket message. */
  'sip-framing',
  'sdp-syntax',
  'sdp-number',
  /** A body that is not what its media type says; the pieces of a multipart. */
  'mime-syntax',
  'limit-message-bytes',
  'limit-header-bytes',
  'limit-headers',
  /** More values of a header than are read. */
  'limit-values',
  'limit-nesting',
  /** More parts of a multipart than are read. */
  'limit-parts',
  'limit-sdp-media',
  'limit-sdp-attrs',
] as const;

/** What kind of fault a diagnostic tells of: for counting, filtering and alerts. */
export type DiagnosticClass = (typeof diagnosticClasses)[number];
