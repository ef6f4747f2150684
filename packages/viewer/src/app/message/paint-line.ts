import { sliceRun, type TextLine } from './byte-text.ts';
import type { Severity } from './remarks.ts';
import type { ByteSpan, Ink, Leaf } from './syntax.ts';

/** Letters that look alike and stand for bytes of one node. */
export type Piece = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly ink: Ink;
  readonly isLit: boolean;
  readonly isPlaceholder: boolean;
  readonly severity?: Severity;
};

/** A place that something is said of. */
type Mark = { readonly span: ByteSpan; readonly severity: Severity };

export type Paint = {
  /** In order, not overlapping. */
  readonly leaves: readonly Leaf[];
  readonly lit: ByteSpan | undefined;
  readonly marks: readonly Mark[];
};

/** A line cut where its looks change. `most` letters at the most: a line may be as long as a message. */
export function paintLine(line: TextLine, paint: Paint, most = 4000): readonly Piece[] {
  const pieces: Piece[] = [];
  const marks = paint.marks.filter(({ span }) => span[0] < line.end && span[1] > line.start);
  const edges = [paint.lit, ...marks.map(({ span }) => span)];
  let leafAt = firstLeafAfter(paint.leaves, line.start);
  let letters = 0;
  for (const run of line.runs) {
    for (let at = run.start; at < run.end && letters < most;) {
      while ((paint.leaves[leafAt]?.end ?? Infinity) <= at) leafAt += 1;
      const leaf = paint.leaves[leafAt];
      const isIn = leaf !== undefined && leaf.start <= at;
      const limit = isIn ? leaf.end : (leaf?.start ?? Infinity);
      const end = run.kind === 'ascii' ? nextEdge(at, Math.min(run.end, limit), edges) : run.end;
      const text = sliceRun(run, at, end).slice(0, most - letters);
      const mark = marks.find(({ span }) => span[0] <= at && at < span[1]);
      pieces.push({
        text,
        start: at,
        end,
        ink: isIn ? leaf.ink : 'plain',
        isLit: paint.lit !== undefined && paint.lit[0] <= at && at < paint.lit[1],
        isPlaceholder: run.kind === 'control' || run.kind === 'broken',
        ...(mark !== undefined && { severity: mark.severity }),
      });
      letters += text.length;
      at = end;
    }
  }
  return pieces;
}

/** The first place after `at` where one of the spans begins or ends, or `end`. */
function nextEdge(at: number, end: number, spans: readonly (ByteSpan | undefined)[]): number {
  let edge = end;
  for (const span of spans) {
    if (span === undefined) continue;
    for (const place of span) if (place > at && place < edge) edge = place;
  }
  return edge;
}

/** Index of the first leaf that ends after a byte. */
function firstLeafAfter(all: readonly Leaf[], byte: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle]?.end ?? 0) <= byte) low = middle + 1;
    else high = middle;
  }
  return low;
}
