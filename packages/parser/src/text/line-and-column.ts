/** A place as editors show it. */
export type LineAndColumn = {
  /** From 1. */
  readonly line: number;
  /** From 1, in bytes, as offsets count. */
  readonly column: number;
};

/** The line and column of a byte offset, as editors count them. Lines end in LF, with or without CR before it. */
export function lineAndColumn(bytes: Uint8Array, offset: number): LineAndColumn {
  const end = Math.min(Math.max(offset, 0), bytes.length);
  let line = 1;
  let lineStart = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < end; at = bytes.indexOf(0x0a, at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: end - lineStart + 1 };
}
