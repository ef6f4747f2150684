import { lineHunks, linePairs, orderedLines, type OrderedLine } from './order-rows.ts';

const perRow = 16;

/** Sixteen bytes or less of each side; where a side has none there, it is missing. */
export type ByteRow = {
  readonly left?: readonly [start: number, end: number];
  readonly right?: readonly [start: number, end: number];
  readonly isSame: boolean;
};

/** The bytes of two messages side by side. What their lines have in common stands together, so that one byte more does not make all that follow differ. */
export function byteRows(
  left: Uint8Array,
  right: Uint8Array,
): { readonly rows: readonly ByteRow[]; readonly gaveUp: boolean } {
  const { hunks, gaveUp } = lineHunks(orderedLines(left), orderedLines(right));
  const rows: ByteRow[] = [];
  for (const hunk of hunks) {
    // What is the same needs no new row for each line.
    if (hunk.isSame) addRows(rows, [extent(hunk.left), extent(hunk.right)], { left, right });
    else
      for (const [one, other] of linePairs(hunk))
        addRows(rows, [extent(one === undefined ? [] : [one]), extent(other === undefined ? [] : [other])], {
          left,
          right,
        });
  }
  return { rows, gaveUp };
}

type Extent = readonly [start: number, end: number];

function addRows(
  rows: ByteRow[],
  [one, other]: readonly [Extent, Extent],
  { left, right }: { readonly left: Uint8Array; readonly right: Uint8Array },
): void {
  const count = Math.ceil(Math.max(one[1] - one[0], other[1] - other[0]) / perRow);
  for (let at = 0; at < count; at += 1) {
    const [a, b] = [slice(one, at), slice(other, at)];
    rows.push({
      ...(a !== undefined && { left: a }),
      ...(b !== undefined && { right: b }),
      isSame: a !== undefined && b !== undefined && sameBytes(left.subarray(...a), right.subarray(...b)),
    });
  }
}

function extent(lines: readonly OrderedLine[]): Extent {
  const [first] = lines;
  return first === undefined ? [0, 0] : [first.start, lines.at(-1)?.end ?? first.end];
}

function slice([start, end]: readonly [number, number], at: number): readonly [number, number] | undefined {
  const from = start + at * perRow;
  return from < end ? [from, Math.min(end, from + perRow)] : undefined;
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
