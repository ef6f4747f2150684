/** How much of the bodies of one message is told. What lies beyond stays in the bytes, and a number says how much there was. */
export const bodyLimits = {
  /** Bodies of a message, parts of parts too. */
  bodies: 256,
  /** Bodies within bodies. */
  depth: 16,
  headers: 100,
  tables: 100,
  facts: 120,
  media: 64,
  codecs: 64,
  elements: 2000,
  /** Lines of session descriptions that differ. */
  lines: 200,
  /** Letters of one value. */
  letters: 600,
  /** Bytes that a packed body is unpacked to; all of a message together. */
  unpackedBytes: 1_048_576,
  /** Content codings of one body. */
  codings: 2,
} as const;
