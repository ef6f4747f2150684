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

/** A row, or rows, as they are however many packets a capture has, and however many messages a packet. */
export function withoutProofs(rows: object): object {
  const text = JSON.stringify(rows, (name, value: unknown) => (proofs.has(name) ? 'frames' : value));
  // What was an object is one again.
  return JSON.parse(text) as object;
}
