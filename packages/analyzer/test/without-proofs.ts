/** Fields that hold numbers of the packets that prove a row, however deep. */
const proofs: ReadonlySet<string> = new Set([
  'frame',
  'frames',
  'decidedBy',
  'endedFrame',
  'glares',
  'late',
  'missing',
]);

/** A row, or rows, as they are however many packets a capture has: of each list of frames, its length stays. */
export function withoutProofs(rows: object): object {
  const text = JSON.stringify(rows, (name, value: unknown) => {
    if (!proofs.has(name)) return value;
    return Array.isArray(value) ? value.length : 'a frame';
  });
  // What was an object is one again.
  return JSON.parse(text) as object;
}
