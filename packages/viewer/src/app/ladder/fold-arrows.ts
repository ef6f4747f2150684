import type { LadderArrow } from '@sipscope/analyzer';

/** An arrow as it is drawn: with the further sendings and copies of it that were folded into it. */
export type FoldedArrow = {
  readonly arrow: LadderArrow;
  /** The message sent again by its sender. */
  readonly repeats: readonly LadderArrow[];
  /** The same packet captured again. */
  readonly copies: readonly LadderArrow[];
};

/** How far back the first sending is looked for: further away, the repeat tells more where it stands. */
const reach = 12;

/** The arrows with repeats and copies folded into the first, or each on its own. */
export function foldArrows(arrows: readonly LadderArrow[], isFolded: boolean): readonly FoldedArrow[] {
  if (!isFolded) return arrows.map((arrow) => ({ arrow, repeats: [], copies: [] }));
  const rows: { arrow: LadderArrow; repeats: LadderArrow[]; copies: LadderArrow[] }[] = [];
  for (const arrow of arrows) {
    const isFurther = arrow.retransmission === true || arrow.duplicate === true;
    const first = isFurther ? rows.slice(-reach).findLast((row) => isSameMessage(row.arrow, arrow)) : undefined;
    if (first === undefined) rows.push({ arrow, repeats: [], copies: [] });
    else if (arrow.duplicate === true) first.copies.push(arrow);
    else first.repeats.push(arrow);
  }
  return rows;
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
