const lf = 0x0a;
const cr = 0x0d;

/** A line without its end: `bytes[from, to)`; the next one begins at `next`. */
export type TextLine = { readonly from: number; readonly to: number; readonly next: number };

export function* textLines(bytes: Uint8Array, from: number, to: number): Generator<TextLine, void, undefined> {
  for (let at = from; at < to;) {
    const found = bytes.indexOf(lf, at);
    const next = found < 0 || found >= to ? to : found + 1;
    let end = found < 0 || found >= to ? to : found;
    if (end > at && bytes[end - 1] === cr) end--;
    yield { from: at, to: end, next };
    at = next;
  }
}
