import type { LadderArrow } from '@sipscope/analyzer';
import { arrowKey } from './ladder-row.ts';

/** An arrow as it is drawn: with the further sendings and copies of it that were folded into it. */
export type FoldedArrow = {
  readonly arrow: LadderArrow;
  /** Its index in the ladder. */
  readonly at: number;
  /** The message sent again by its sender. */
  readonly repeats: readonly LadderArrow[];
  /** The same packet captured again. */
  readonly copies: readonly LadderArrow[];
  /** Indexes of both in the ladder. */
  readonly further: readonly number[];
  /** How many further ones were asked to stand on their own. */
  readonly unfolded: number;
};

/** How far back the first sending is looked for: further away, the repeat tells more where it stands. */
const reach = 12;
/** The same, with those between that are shown apart. */
const furthest = 400;

type Row = {
  readonly arrow: LadderArrow;
  readonly at: number;
  readonly repeats: LadderArrow[];
  readonly copies: LadderArrow[];
  readonly further: number[];
  unfolded: number;
  /** It is a further one of a row above that was asked to show each. */
  readonly isShownApart: boolean;
};

/** The arrows with repeats and copies folded into the first, or each on its own. `open`: keys of those whose repeats stand on their own anyway. */
export function foldArrows(
  arrows: readonly LadderArrow[],
  { isFolded, open }: { readonly isFolded: boolean; readonly open?: ReadonlySet<string> | undefined },
): readonly FoldedArrow[] {
  const rows: Row[] = [];
  for (const [at, arrow] of arrows.entries()) {
    const first = isFolded ? firstOf(rows, arrow) : undefined;
    const isOpen = first !== undefined && open?.has(arrowKey(first.arrow)) === true;
    if (isOpen) first.unfolded += 1;
    if (first === undefined || isOpen)
      rows.push({ arrow, at, repeats: [], copies: [], further: [], unfolded: 0, isShownApart: isOpen });
    else {
      (arrow.duplicate === true ? first.copies : first.repeats).push(arrow);
      first.further.push(at);
    }
  }
  return rows;
}

/** The row of the first sending, where this is a further one. */
function firstOf(rows: readonly Row[], arrow: LadderArrow): Row | undefined {
  if (arrow.retransmission !== true && arrow.duplicate !== true) return undefined;
  let left = reach;
  for (let at = rows.length - 1; at >= Math.max(0, rows.length - furthest) && left > 0; at -= 1) {
    const row = rows[at];
    // One that is shown apart takes no place away.
    if (row === undefined || row.isShownApart) continue;
    if (isSameMessage(row.arrow, arrow)) return row;
    left -= 1;
  }
  return undefined;
}

function isSameMessage(one: LadderArrow, other: LadderArrow): boolean {
  return (
    one.from === other.from &&
    one.to === other.to &&
    one.kind === other.kind &&
    one.method === other.method &&
    one.status === other.status &&
    one.cseq === other.cseq &&
    one.callId === other.callId &&
    one.transaction === other.transaction
  );
}
