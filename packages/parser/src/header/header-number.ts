import { headerTable } from './header-table.ts';

/** Open addressing over the names of the table and their compact forms, by a hash of their lower-case bytes. */
const size = 512;
const slots: Int16Array = new Int16Array(size).fill(-1);
const names: string[] = [];
const rows: number[] = [];
const rowsByName = new Map<string, number>();

for (const [number, row] of headerTable.entries()) {
  insert(row.name.toLowerCase(), number);
  if (row.compact !== undefined) insert(row.compact, number);
}

function insert(name: string, number: number): void {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = (hash * 31 + name.charCodeAt(at)) | 0;
  let slot = hash & (size - 1);
  while (slots[slot]! !== -1) slot = (slot + 1) & (size - 1);
  slots[slot] = names.length;
  names.push(name);
  rows.push(number);
  rowsByName.set(name, number);
}

/** The row of the header table for a field name at `[start, end)`, in any case, long or compact; -1 for a name the table has not. */
export function headerNumber(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = (hash * 31 + lower(bytes[at]!)) | 0;
  let slot = hash & (size - 1);
  for (;;) {
    const entry = slots[slot]!;
    if (entry === -1) return -1;
    if (isName(names[entry]!, bytes, start, end)) return rows[entry]!;
    slot = (slot + 1) & (size - 1);
  }
}

function isName(name: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let at = 0; at < name.length; at++) {
    if (name.charCodeAt(at) !== lower(bytes[start + at]!)) return false;
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
