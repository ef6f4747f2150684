/** Which packets a parity stands for. */
export type Parity = {
  /** Of the packets it protects: the first number. */
  readonly base: number;
  /** Distances from it, ascending. */
  readonly offsets: readonly number[];
};

/** A mask has 16 or 48 bits in RFC 5109, and up to 110 in RFC 8627. */
const maxOffsets = 110;

/**
 * The header of ULPFEC with its first level. RFC 5109 §7.3, §7.4:
 *
 *     |E|L|P|X|  CC   |M| PT recovery |  SN base  | TS recovery (32) | length recovery (16) | protection length (16) | mask (16 or 48)
 *
 * Undefined where it is not all there.
 */
export function readUlpfec(bytes: Uint8Array, start: number, end: number): Parity | undefined {
  const isLong = ((bytes[start] ?? 0) & 0x40) !== 0;
  const maskStart = start + 12;
  const maskEnd = maskStart + (isLong ? 6 : 2);
  if (maskEnd > end) return undefined;
  return { base: uint16(bytes, start + 2), offsets: offsetsOf(bytes, maskStart, maskEnd) };
}

/**
 * The header of FlexFEC for its first source. RFC 8627 §4.2.2: flexible masks (R=0, F=0), each of whose parts begins with a bit that says that more follows
 * (0) or not (1); or columns and rows (R=0, F=1). Of what is sent again (R=1) there is none.
 */
export function readFlexfec(bytes: Uint8Array, start: number, end: number): Parity | undefined {
  if (start + 12 > end) return undefined;
  const head = bytes[start]! >> 6;
  if (head === 1) return readColumns(bytes, start);
  if (head !== 0) return undefined;
  const base = uint16(bytes, start + 8);
  const offsets: number[] = [];
  let at = start + 10;
  let first = 0;
  for (const octets of [2, 4, 8]) {
    if (at + octets > end) return undefined;
    for (let bit = 1; bit < 8 * octets; bit++) if (bitOf(bytes, at, bit)) offsets.push(first + bit - 1);
    first += 8 * octets - 1;
    if (bitOf(bytes, at, 0)) break;
    at += octets;
  }
  return { base, offsets };
}

/** L columns and D rows; 0 rows: a row of L packets, 1: rows and columns are protected and this is a row. RFC 8627 §4.2.2.2. */
function readColumns(bytes: Uint8Array, start: number): Parity | undefined {
  const base = uint16(bytes, start + 8);
  const columns = bytes[start + 10]!;
  const rows = bytes[start + 11]!;
  if (columns === 0) return undefined;
  const isRow = rows <= 1;
  const count = Math.min(isRow ? columns : rows, maxOffsets);
  return { base, offsets: Array.from({ length: count }, (_, at) => at * (isRow ? 1 : columns)) };
}

function offsetsOf(bytes: Uint8Array, start: number, end: number): number[] {
  const offsets: number[] = [];
  for (let bit = 0; bit < 8 * (end - start); bit++) if (bitOf(bytes, start, bit)) offsets.push(bit);
  return offsets;
}

function bitOf(bytes: Uint8Array, start: number, bit: number): boolean {
  return ((bytes[start + (bit >> 3)]! >> (7 - (bit & 7))) & 1) === 1;
}

function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
