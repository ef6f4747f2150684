import { lineHunks, orderedLines, type OrderedLine } from './order-rows.ts';

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
  const rows = hunks.flatMap((hunk) => {
    const [one, other] = [extent(hunk.left), extent(hunk.right)];
    const count = Math.ceil(Math.max(one[1] - one[0], other[1] - other[0]) / perRow);
    return Array.from({ length: count }, (_, at): ByteRow => {
      const [a, b] = [slice(one, at), slice(other, at)];
      return {
        ...(a !== undefined && { left: a }),
        ...(b !== undefined && { right: b }),
        isSame:
          hunk.isSame || (a !== undefined && b !== undefined && sameBytes(left.subarray(...a), right.subarray(...b))),
      };
    });
  });
  return { rows, gaveUp };
}

function extent(lines: readonly OrderedLine[]): readonly [number, number] {
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
