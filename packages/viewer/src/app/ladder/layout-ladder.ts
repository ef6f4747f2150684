import { strongestLevel } from '../findings/finding-level.ts';
import type { Ladder, LadderArrow, LadderMedia, LadderSdp } from '@sipscope/analyzer';
import { formatDuration } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { type FoldedArrow, foldArrows } from './fold-arrows.ts';
import { roleWords } from './role-words.ts';

/** Everything in CSS pixels; rows one under another, so a window of them is found by their tops. */
export type LadderLayout = {
  readonly width: number;
  readonly height: number;
  /** Width of the margin with the times, which stays while scrolling sideways. */
  readonly margin: number;
  readonly laneGap: number;
  readonly lanes: readonly { readonly x: number }[];
  readonly rows: readonly LadderRow[];
};

export type LadderRow = FoldedArrow & {
  readonly top: number;
  /** Of the row and the pause before it. */
  readonly height: number;
  /** Where nothing happened for long: how long, drawn above the arrow. */
  readonly pause?: string;
  /** Of the arrow's line, from the row's top. */
  readonly lineY: number;
  /** What the text covers of the line. */
  readonly plate: { readonly x: number; readonly width: number };
  readonly from: number;
  readonly to: number;
  readonly label: string;
  /** What of the session description there is room for. */
  readonly sdp?: string;
  /** `×3 ⟲`, `2 copies`. */
  readonly count?: string;
  /** Media that began since the arrow before, drawn above this one. */
  readonly bars: readonly LadderBar[];
};

/** A stream of media between two lanes. */
export type LadderBar = {
  readonly media: LadderMedia;
  /** Of its middle, from the row's top. */
  readonly y: number;
  readonly from: number;
  readonly to: number;
  readonly label: string;
};

export type LadderLayoutOptions = {
  /** What there is room for; more lanes make the drawing wider. */
  readonly width: number;
  readonly margin: number;
  readonly leastGap: number;
  readonly isFolded: boolean;
};

export const arrowHeight = 26;
const pauseHeight = 20;
export const barHeight = 22;
/** A silence this long is worth a line of its own. */
const pauseMs = 3000;
const mostGap = 440;
/** Of the monospace letters the labels are set in. */
const letterWidth = 7.3;
const smallLetterWidth = 6.7;
/** Kept free at both ends of an arrow for its tip and a piece of its line. */
const endRoom = 17;
const selfArrowWidth = 28;

/** Where everything of a ladder stands. */
export function layoutLadder(ladder: Ladder, options: LadderLayoutOptions): LadderLayout {
  const { margin, width } = options;
  const count = Math.max(1, ladder.lanes.length);
  const laneGap = Math.max(options.leastGap, Math.min(mostGap, (width - margin) / count));
  const edge = laneGap / 2;
  const lanes = Array.from({ length: count }, (_, at) => ({ x: margin + edge + at * laneGap }));
  const folded = foldArrows(ladder.arrows, options.isFolded);
  const rows: LadderRow[] = [];
  let top = 0;
  let timeMs: number | undefined;
  const waiting = (ladder.media ?? []).toSorted((a, b) => a.sinceStartMs - b.sinceStartMs);
  for (const [at, one] of folded.entries()) {
    // What begins after the last message stands with it.
    const isLast = at === folded.length - 1;
    const begun = waiting.findIndex(({ sinceStartMs }) => !isLast && sinceStartMs >= one.arrow.sinceStartMs);
    const media = waiting.splice(0, begun === -1 ? waiting.length : begun);
    const silenceMs = media.length > 0 ? 0 : one.arrow.sinceStartMs - (timeMs ?? 0);
    const row = layoutRow(one, { lanes, top, laneGap, silenceMs, media });
    rows.push(row);
    top += row.height;
    timeMs = lastOf(one).sinceStartMs;
  }
  return { width: Math.max(width, margin + count * laneGap), height: top, margin, laneGap, lanes, rows };
}

/** Indexes `[first, last)` of the rows that `[top, bottom)` shows. */
export function rowsBetween(
  rows: readonly LadderRow[],
  top: number,
  bottom: number,
): { readonly first: number; readonly last: number } {
  return { first: Math.max(0, rowAt(rows, top)), last: Math.min(rows.length, rowAt(rows, bottom) + 1) };
}

/** Index of the row a height falls in; the last one below them all. */
export function rowAt(rows: readonly LadderRow[], y: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.top ?? 0) <= y) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** Index of the row that stands for a message, itself or folded into it; -1 where there is none. */
export function rowOfMessage(rows: readonly LadderRow[], frame: number, index = 0): number {
  const isIt = (arrow: LadderArrow): boolean => arrow.frame === frame && (arrow.index ?? 0) === index;
  return rows.findIndex((row) => isIt(row.arrow) || row.repeats.some(isIt) || row.copies.some(isIt));
}

function layoutRow(
  folded: FoldedArrow,
  place: {
    readonly lanes: readonly { readonly x: number }[];
    readonly top: number;
    readonly laneGap: number;
    readonly silenceMs: number;
    readonly media: readonly LadderMedia[];
  },
): LadderRow {
  const { arrow } = folded;
  const from = place.lanes[arrow.from]?.x ?? 0;
  const to = place.lanes[arrow.to]?.x ?? 0;
  const hasPause = place.silenceMs >= pauseMs;
  const above = (hasPause ? pauseHeight : 0) + place.media.length * barHeight;
  const room = (from === to ? place.laneGap - selfArrowWidth : Math.abs(to - from)) - 2 * endRoom;
  const count = countText(folded);
  const counted = count === undefined ? {} : { count };
  const marks = (count === undefined ? 0 : count.length + 1) + (isMarked(arrow) ? 2 : 0);
  const text = layoutText(arrow, Math.floor(room / letterWidth) - marks);
  return {
    ...folded,
    top: place.top,
    height: arrowHeight + above,
    ...(hasPause && { pause: formatDuration(place.silenceMs) }),
    lineY: arrowHeight / 2 + above,
    from,
    to,
    plate: layoutPlate({ from, to, ...text, ...counted }, isMarked(arrow)),
    ...text,
    ...counted,
    bars: place.media.map((media, at) => layoutBar(media, place.lanes, (at + 0.5) * barHeight)),
  };
}

function layoutBar(media: LadderMedia, lanes: readonly { readonly x: number }[], y: number): LadderBar {
  const [from, to] = [lanes[media.from]?.x ?? 0, lanes[media.to]?.x ?? 0];
  const letters = Math.max(3, Math.floor((Math.abs(to - from) - 2 * endRoom) / smallLetterWidth));
  return { media, y, from, to, label: label(media.label, letters) };
}

function layoutPlate(
  row: Pick<LadderRow, 'from' | 'to' | 'label' | 'sdp' | 'count'>,
  hasProblems: boolean,
): {
  readonly x: number;
  readonly width: number;
} {
  const { from, to, label: name, sdp, count } = row;
  const extras = [count, hasProblems ? '▲' : undefined].filter((text) => text !== undefined);
  const extraWidth = extras.reduce((sum, text) => sum + text.length * letterWidth + 6, 0);
  const width =
    name.length * letterWidth + extraWidth + (sdp === undefined ? 0 : sdp.length * smallLetterWidth + 8) + 10;
  return { x: from === to ? from + selfArrowWidth : (from + to - width) / 2, width };
}

/** The label first; the session description gets the letters that are left. */
function layoutText(arrow: LadderArrow, letters: number): { readonly label: string; readonly sdp?: string } {
  const name = label(arrow.label, Math.max(3, letters));
  const left = letters - name.length - 2;
  if (arrow.sdp === undefined || left < 3) return { label: name };
  return { label: name, sdp: sdpText(arrow.sdp, left) };
}

/** `SDP offer PCMA PCMU`, shortened to what fits: the last to go is `SDP`. */
function sdpText(sdp: LadderSdp, letters: number): string {
  const codecs = [...new Set(sdp.media.flatMap((media) => media.codecs))].join(' ');
  const held = sdp.media.length > 0 && sdp.media.every((media) => media.direction !== 'sendrecv');
  const hold = held ? ` ${sdp.media[0]?.direction ?? ''}` : '';
  const words = roleWords(sdp);
  const role = words === '' ? '' : ` ${words}`;
  const forms = [`SDP${role}${hold} ${codecs}`, `SDP${hold} ${codecs}`, `SDP ${codecs}`];
  const whole = forms.find((form) => form.length <= letters);
  if (whole !== undefined) return label(whole.trim(), letters);
  return letters >= 8 ? label(`SDP${hold} ${codecs}`.trim(), letters - 1) : 'SDP';
}

function countText({ repeats, copies }: FoldedArrow): string | undefined {
  const parts = [
    ...(repeats.length > 0 ? [`×${repeats.length + 1} ⟲`] : []),
    ...(copies.length > 0 ? [`${copies.length + 1} copies`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(' ');
}

function lastOf({ arrow, repeats, copies }: FoldedArrow): LadderArrow {
  return [arrow, ...repeats, ...copies].reduce((last, one) => (one.sinceStartMs > last.sinceStartMs ? one : last));
}

/** Something is wrong with it: a glyph stands behind what is written on it. */
function isMarked({ problems, findings }: LadderArrow): boolean {
  return problems !== undefined || strongestLevel(findings) !== undefined;
}
