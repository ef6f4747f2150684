import { formatLadderMermaid } from './format-ladder-mermaid.ts';
import { formatLadderPlantuml } from './format-ladder-plantuml.ts';
import { formatLadderSvg } from './format-ladder-svg.ts';
import { formatLadderText } from './format-ladder-text.ts';
import type { Ladder } from '../rows.ts';

/** The formats a ladder can be written in, for people and for other programs that draw. */
export const ladderFormats = ['text', 'mermaid', 'plantuml', 'svg'] as const;
export type LadderFormat = (typeof ladderFormats)[number];

export type LadderFormatOptions = {
  /** Text only: nothing but ASCII, for terminals and tickets that have no more. */
  readonly ascii?: boolean;
  /** Text only: the width to keep to, by clipping labels (to 12 columns and no less); any width where missing. */
  readonly columns?: number;
  /** Text and SVG: lanes beyond this many are drawn as one; 64 where missing, at least 2. */
  readonly maxLanes?: number;
  /** Name of the capture, for the reader. */
  readonly source?: string;
};

const writers: Readonly<Record<LadderFormat, (ladder: Ladder, options: LadderFormatOptions) => string>> = {
  text: formatLadderText,
  mermaid: formatLadderMermaid,
  plantuml: formatLadderPlantuml,
  svg: formatLadderSvg,
};

/** The ladder of a call as text that ends in a newline. Text from the wire is escaped for the format it goes to. */
export function formatLadder(ladder: Ladder, format: LadderFormat, options: LadderFormatOptions = {}): string {
  const { maxLanes } = options;
  if (maxLanes !== undefined && !(Number.isInteger(maxLanes) && maxLanes >= 2)) {
    throw new RangeError(`maxLanes must be an integer of 2 or more, not ${maxLanes}`);
  }
  return writers[format](ladder, options);
}
