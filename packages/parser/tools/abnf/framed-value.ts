const lf = 0x0a;
const cr = 0x0d;

/** What the framing of a message would hand on of a value: it ends before a line that begins without a blank, and has no blanks at its ends. */
export function framedValue(value: Uint8Array): Uint8Array {
  let end = value.indexOf(lf);
  while (end !== -1 && isBlank(value[end + 1])) end = value.indexOf(lf, end + 1);
  let to = end === -1 ? value.length : end;
  let from = 0;
  while (from < to && isSpace(value[from]!)) from++;
  while (to > from && isSpace(value[to - 1]!)) to--;
  return value.subarray(from, to);
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09;
}

function isSpace(byte: number): boolean {
  return isBlank(byte) || byte === cr || byte === lf;
}
