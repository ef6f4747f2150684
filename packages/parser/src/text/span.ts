/** Byte offsets `[start, end)`, counted from the first byte of the message (or of the text given). */
export type Span = readonly [start: number, end: number];
