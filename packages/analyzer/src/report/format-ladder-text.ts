import { ladderTitle } from './ladder-title.ts';
import { laneTitle } from './lane-title.ts';
import { isProvisional, sinceStartText } from './arrow-text.ts';
import { clipToWidth, displayWidth } from './display-width.ts';
import { defaultMaxLanes, foldLanes } from './fold-lanes.ts';
import type { LadderFormatOptions } from './format-ladder.ts';
import { type LadderRow, ladderRows } from './ladder-rows.ts';
import type { Ladder } from '../rows.ts';
import { visibleAscii, visibleText } from './visible-text.ts';

/** What a label may take, widest first: the widest is taken with which the drawing keeps to the columns there are. */
const labelLimits = [64, 48, 40, 32, 24, 20, 16, 12];
const longestTitle = 128;
const longestName = 32;
/** Room for an IPv6 address with its port. */
const longestAddress = 48;
const narrowestGap = 11;

/** What the drawing is made of. Every sign is one column wide. */
type Signs = {
  readonly lane: string;
  readonly line: string;
  readonly dashed: string;
  readonly media: string;
  readonly right: string;
  readonly left: string;
  readonly self: string;
  readonly ellipsis: string;
};
const unicodeSigns: Signs = {
  lane: '│',
  line: '─',
  dashed: '╌',
  media: '═',
  right: '▶',
  left: '◀',
  self: '↩',
  ellipsis: '…',
};
const asciiSigns: Signs = {
  lane: '|',
  line: '-',
  dashed: '.',
  media: '=',
  right: '>',
  left: '<',
  self: '@',
  ellipsis: '~',
};

/**
 * The ladder for a terminal, as wide as its labels ask: frame and time at the left, a lane an endpoint, a row a message or a stream of media.
 *
 *                   Alice             Proxy
 *               192.0.2.1:5060   192.0.2.2:5060
 *         1 +0.000     │──── INVITE ────▶│
 *         2 +0.012     │◀╌ 100 Trying ╌╌╌│
 *        31 +4.120     │═══ RTP PCMA ═══▶│
 */
export function formatLadderText(ladder: Ladder, options: LadderFormatOptions): string {
  const folded = foldLanes(ladder, options.maxLanes ?? defaultMaxLanes);
  const signs = options.ascii ? asciiSigns : unicodeSigns;
  const show = (text: string, columns: number): string =>
    clipToWidth(options.ascii ? visibleAscii(asciiWords(text)) : visibleText(text), columns, signs.ellipsis);

  const drawn = ladderRows(folded);
  const frameWidth = drawn.reduce((width, { frame }) => Math.max(width, String(frame).length), 0);
  const timeWidth = drawn.reduce((width, row) => Math.max(width, sinceStartText(row).length), 0);
  const margin = ' '.repeat(frameWidth + 1 + timeWidth + 1);
  const { labels, names, addresses, places } = fitTexts(
    { ladder: folded, rows: drawn },
    show,
    (options.columns ?? Infinity) - margin.length,
  );

  const rows = [show(ladderTitle(folded, options.source), longestTitle)];
  if (drawn.length === 0) rows.push('No messages.');
  if (names.some((name) => name !== '')) rows.push(margin + headRow(places, names));
  if (addresses.length > 0) rows.push(margin + headRow(places, addresses));
  for (const [index, row] of drawn.entries()) {
    const frame = String(row.frame).padStart(frameWidth);
    const time = sinceStartText(row).padStart(timeWidth);
    // There is one label a row.
    rows.push(`${frame} ${time} ${arrowRow({ row, label: labels[index]!, places, signs })}`);
  }
  return `${rows.map((row) => row.trimEnd()).join('\n')}\n`;
}

type LadderTexts = {
  /** One a row. */
  readonly labels: readonly string[];
  /** One a lane each. */
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  readonly places: readonly number[];
};

type Drawn = { readonly ladder: Ladder; readonly rows: readonly LadderRow[] };

/** The texts, clipped as little as the columns allow, and where the lanes stand with them. */
function fitTexts(drawn: Drawn, show: (text: string, columns: number) => string, columns: number): LadderTexts {
  const addresses = drawn.ladder.lanes.map((lane) => show(lane.address, longestAddress));
  const [widest = longestName, ...narrower] = labelLimits;
  let texts = clipTexts(drawn, addresses, show, widest);
  for (const limit of narrower) {
    if (drawingWidth(texts) <= columns) break;
    texts = clipTexts(drawn, addresses, show, limit);
  }
  return texts;
}

function clipTexts(
  { ladder, rows }: Drawn,
  addresses: readonly string[],
  show: (text: string, columns: number) => string,
  limit: number,
): LadderTexts {
  const labels = rows.map(({ text }) => show(text, limit));
  const names = ladder.lanes.map((lane) => show(laneTitle(lane) ?? '', Math.min(limit, longestName)));
  return { labels, names, addresses, places: layoutLanes(rows, labels, names, addresses) };
}

function drawingWidth({ names, addresses, places }: LadderTexts): number {
  const lastHead = Math.max(displayWidth(names.at(-1) ?? ''), displayWidth(addresses.at(-1) ?? ''));
  return (places.at(-1) ?? 0) + Math.ceil(lastHead / 2);
}

function asciiWords(text: string): string {
  return text.replaceAll(' · ', ', ').replaceAll('⟲', 'again');
}

/** The column of every lane: lanes stand far enough apart for their heads and for the labels between them. */
function layoutLanes(
  rows: readonly LadderRow[],
  labels: readonly string[],
  names: readonly string[],
  addresses: readonly string[],
): readonly number[] {
  // Both have one entry a lane.
  const halves = addresses.map((address, lane) =>
    Math.ceil(Math.max(displayWidth(names[lane]!), displayWidth(address)) / 2),
  );
  // gaps[n]: columns between lane n and lane n + 1, which stand at the ends of it.
  const gaps = halves.slice(1).map((half, lane) => Math.max(narrowestGap, half + halves[lane]! + 1));
  const bySpan = [...rows.keys()].sort((a, b) => span(rows[a]!) - span(rows[b]!));
  for (const index of bySpan) widenGaps(gaps, rows[index]!, displayWidth(labels[index]!));

  const places = [halves[0] ?? 0];
  for (const gap of gaps) places.push(places.at(-1)! + gap + 1);
  return places;
}

function span({ from, to }: LadderRow): number {
  return Math.abs(to - from);
}

/** Makes room for one label, shared out among the gaps its arrow crosses. */
function widenGaps(gaps: number[], row: LadderRow, labelWidth: number): void {
  const first = Math.min(row.from, row.to);
  const count = Math.max(1, span(row));
  // A label has a blank and at least one sign on each side, and the arrow's head.
  let missing = labelWidth + 5;
  for (let gap = first; gap < first + count; gap++) missing -= (gaps[gap] ?? 0) + (gap > first ? 1 : 0);
  if (missing <= 0) return;
  const share = Math.ceil(missing / count);
  for (let gap = first; gap < first + count && gap < gaps.length; gap++) gaps[gap] = (gaps[gap] ?? 0) + share;
}

/** Names or addresses, each centred on its lane. */
function headRow(places: readonly number[], texts: readonly string[]): string {
  let row = '';
  let width = 0;
  for (const [lane, text] of texts.entries()) {
    const textWidth = displayWidth(text);
    // There is one place a lane.
    const start = Math.max(0, places[lane]! - (textWidth >> 1));
    row += ' '.repeat(Math.max(0, start - width)) + text;
    width = Math.max(start, width) + textWidth;
  }
  return row;
}

type ArrowDrawing = {
  readonly row: LadderRow;
  readonly label: string;
  readonly places: readonly number[];
  readonly signs: Signs;
};

function arrowRow({ row, label, places, signs }: ArrowDrawing): string {
  const first = Math.min(row.from, row.to);
  const last = Math.max(row.from, row.to);
  let line = '';
  let column = 0;
  for (const [lane, place] of places.entries()) {
    if (lane <= first || lane > last) line += ' '.repeat(place - column) + signs.lane;
    else if (lane === last) line += arrowBetween(row, label, place - column, signs) + signs.lane;
    else continue;
    column = place + 1;
    if (first === last && lane === first) {
      const text = ` ${signs.self} ${label}`;
      line += text;
      column += displayWidth(text);
    }
  }
  return line;
}

/** The arrow itself, exactly `columns` wide. */
function arrowBetween({ from, to, arrow }: LadderRow, label: string, columns: number, signs: Signs): string {
  const sign = arrow === undefined ? signs.media : isProvisional(arrow) ? signs.dashed : signs.line;
  const blank = columns - displayWidth(label) - 3;
  const before = blank >> 1;
  const shaft = `${sign.repeat(before)} ${label} ${sign.repeat(blank - before)}`;
  return to > from ? shaft + signs.right : signs.left + shaft;
}
