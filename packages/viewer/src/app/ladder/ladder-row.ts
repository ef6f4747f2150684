import type {
  Ladder,
  LadderArrow,
  LadderDigits,
  LadderEarlyMedia,
  LadderGhost,
  LadderLoss,
  LadderMedia,
  LadderTimer,
} from '@sipscope/analyzer';
import type { FoldedArrow } from './fold-arrows.ts';

/** What a row is of. Arrows are what is walked through and selected; the rest stands between them, at its time. */
export type LadderItem =
  | (FoldedArrow & {
      readonly kind: 'arrow';
      /** Counts the rows of arrows, from 0. */
      readonly number: number;
      /** Since the row of an arrow before, of its first sending; 0 of the first. */
      readonly deltaMs: number;
      readonly losses?: readonly LadderLoss[];
    })
  | { readonly kind: 'media'; readonly media: LadderMedia }
  | { readonly kind: 'early'; readonly early: LadderEarlyMedia }
  /** One a lane: they share a row. */
  | { readonly kind: 'timers'; readonly timers: readonly LadderTimer[] }
  | { readonly kind: 'ghost'; readonly ghost: LadderGhost }
  /** Pressed by one side one after the other. */
  | { readonly kind: 'digits'; readonly digits: readonly LadderDigits[] }
  /** Messages after the last arrow, of which there are too many to be drawn. */
  | { readonly kind: 'more'; readonly count: number };

/** Where a row stands: everything in CSS pixels, rows one under another without a gap, so a window of them is found by their tops. */
export type LadderRow = {
  readonly item: LadderItem;
  readonly timeMs: number;
  readonly top: number;
  readonly height: number;
  /** Free room at its top: a pause, or what the time since the row before takes. */
  readonly lead: number;
  /** Written into that room: how long nothing happened. */
  readonly pauseMs?: number;
  /** The pause is drawn shorter than it was. */
  readonly isBreak?: true;
  /** Media flows in the pause. */
  readonly hasMedia?: true;
};

export type ArrowItem = Extract<LadderItem, { readonly kind: 'arrow' }>;

export type LadderColumns = {
  readonly width: number;
  /** Width of the column with the times, which stays while scrolling sideways. */
  readonly margin: number;
  /** Width of the column at the right in which links between arrows are drawn. */
  readonly gutter: number;
  readonly laneGap: number;
  readonly lanes: readonly { readonly x: number }[];
};

export type LadderLayout = LadderColumns & {
  readonly ladder: Ladder;
  readonly height: number;
  readonly rows: readonly LadderRow[];
  /** Indexes of the rows that are arrows. */
  readonly arrowRows: readonly number[];
  /** Index of the row each arrow of the ladder stands in, itself or folded. */
  readonly rowOfArrow: Readonly<Int32Array>;
};

/** By which a message is told from all others. */
export function arrowKey({ frame, index = 0 }: Pick<LadderArrow, 'frame' | 'index'>): string {
  return index === 0 ? `${frame}` : `${frame}.${index}`;
}
