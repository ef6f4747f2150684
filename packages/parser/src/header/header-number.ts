import { headerTable } from './header-table.ts';

/** Open addressing over the names of the table and their compact forms. */
const size = 1024;
const slots: Int16Array = new Int16Array(size).fill(-1);
const rows: number[] = [];
/** The names as the table has them, which is how most are written, one behind the other, and where each begins. */
const letters: Uint8Array = new Uint8Array(4096);
const starts: number[] = [0];
const rowsByName = new Map<string, number>();

for (const [number, row] of headerTable.entries()) {
  insert(row.name, number);
  if (row.compact !== undefined) insert(row.compact, number);
}

function insert(name: string, number: number): void {
  const bytes = Uint8Array.from(name, (letter) => letter.charCodeAt(0));
  const start = starts[rows.length]!;
  let slot = hash(bytes, 0, bytes.length);
  while (slots[slot]! !== -1) slot = (slot + 1) & (size - 1);
  slots[slot] = rows.length;
  rows.push(number);
  letters.set(bytes, start);
  starts.push(start + bytes.length);
  rowsByName.set(name.toLowerCase(), number);
}

/** Of length and three letters, whatever their case: enough to tell the names of the table apart. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start]! | 0x20;
  const middle = bytes[(start + end) >> 1]! | 0x20;
  const last = bytes[end - 1]! | 0x20;
  return ((end - start) * 37 + first * 7 + middle * 131 + last * 29) & (size - 1);
}

/** The row of the header table for a field name at `[start, end)`, in any case, long or compact; -1 for a name the table has not. */
export function headerNumber(bytes: Uint8Array, start: number, end: number): number {
  if (end <= start) return -1;
  let slot = hash(bytes, start, end);
  for (;;) {
    const entry = slots[slot]!;
    if (entry === -1) return -1;
    if (isName(entry, bytes, start, end)) return rows[entry]!;
    slot = (slot + 1) & (size - 1);
  }
}

function isName(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
  const from = starts[entry]!;
  if (starts[entry + 1]! - from !== end - start) return false;
  let at = start;
  let letter = from;
  while (at < end && bytes[at] === letters[letter]) {
    at++;
    letter++;
  }
  for (; at < end; at++, letter++) {
    if (lower(bytes[at]!) !== lower(letters[letter]!)) return false;
  }
  return true;
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}

/** The row of a name given as text, in any case, long or compact. */
export function headerNumberOf(name: string): number {
  return rowsByName.get(name.toLowerCase()) ?? -1;
}
