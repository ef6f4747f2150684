import { isProvisional, sinceStartText } from './arrow-text.ts';
import { ladderTitle } from './ladder-title.ts';
import { laneTitle } from './lane-title.ts';
import { clipToWidth, displayWidth } from './display-width.ts';
import { defaultMaxLanes, foldLanes } from './fold-lanes.ts';
import type { LadderFormatOptions } from './format-ladder.ts';
import { type LadderRow, ladderRows } from './ladder-rows.ts';
import type { Ladder, LadderArrow, LadderLane, LadderMedia } from '../rows.ts';
import { visibleText } from './visible-text.ts';

const longestLabel = 64;
const longestName = 32;
const longestAddress = 48;
const longestTitle = 256;

// Distances in user units. The text is monospaced, so its width is known without drawing it.
const characterWidth = 7.25;
const margin = 16;
const timeColumn = 150;
const headHeight = 64;
const rowHeight = 30;
const narrowestGap = 120;
/** Around a label: its distance from both lanes, arrow head included. */
const labelMargin = 28;

const style = `
svg { color-scheme: light dark; --paper: #ffffff; --ink: #1c2430; --quiet: #5b6675; --lane: #c3cad4;
  --request: #1f5fbf; --provisional: #5b6675; --success: #17703c; --redirect: #7a5500; --failure: #b3261e; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #12161c; --ink: #e6eaf0; --quiet: #9aa6b5; --lane: #3a4452;
    --request: #8ab4f8; --provisional: #9aa6b5; --success: #7bd39b; --redirect: #e5c07b; --failure: #ff9d94; }
}
rect.paper { fill: var(--paper); }
text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; fill: var(--ink); }
text.title, text.name { font-weight: 600; }
text.quiet { fill: var(--quiet); }
line.lane { stroke: var(--lane); }
.arrow path { fill: none; stroke: var(--tint); stroke-width: 1.5; }
.arrow polygon { fill: var(--tint); }
.arrow text.label { fill: var(--tint); text-anchor: middle; paint-order: stroke; stroke: var(--paper); stroke-width: 4px; }
.again path { stroke-dasharray: 1 3; }
.provisional path { stroke-dasharray: 6 3; }
.request { --tint: var(--request); } .provisional { --tint: var(--provisional); } .success { --tint: var(--success); }
.redirect { --tint: var(--redirect); } .failure { --tint: var(--failure); }
.media path { stroke: none; fill: var(--tint); opacity: 0.28; }
.good { --tint: var(--success); } .fair { --tint: var(--redirect); } .poor { --tint: var(--failure); } .unknown { --tint: var(--quiet); }
`;

/** The ladder as one SVG file that needs nothing else: no script, no font, no link; light or dark as its reader is. */
export function formatLadderSvg(ladder: Ladder, options: LadderFormatOptions): string {
  const folded = foldLanes(ladder, options.maxLanes ?? defaultMaxLanes);
  const rows = ladderRows(folded);
  const labels = rows.map(({ text }) => clipToWidth(visibleText(text), longestLabel));
  const places = layoutLanes(folded, rows, labels);
  const width = drawingWidth(folded, rows, labels, places);
  const height = margin + headHeight + rowHeight * (rows.length + 1);
  const title = xmlText(ladderTitle(folded, options.source), longestTitle);

  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">`,
    `<title id="title">${title}</title>`,
    `<style>${style}</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    `<text class="title" x="${margin}" y="${margin + 8}">${title}</text>`,
  ];
  // There is one place a lane and one label a row.
  for (const [index, lane] of folded.lanes.entries()) parts.push(...laneParts(lane, places[index]!, height));
  for (const [index, row] of rows.entries()) parts.push(rowPart({ row, label: labels[index]!, at: index, places }));
  parts.push('</svg>');
  return `${parts.join('\n')}\n`;
}

/** Where each lane stands: far enough from the one before for both heads and for every label between them. */
function layoutLanes(ladder: Ladder, rows: readonly LadderRow[], labels: readonly string[]): readonly number[] {
  const halves = ladder.lanes.map((lane) => (laneTextColumns(lane) * characterWidth) / 2);
  const gaps = halves.slice(1).map((half, lane) => Math.max(narrowestGap, half + (halves[lane] ?? 0) + margin));
  const bySpan = [...rows.entries()].sort(([, a], [, b]) => span(a) - span(b));
  for (const [index, row] of bySpan) {
    const first = Math.min(row.from, row.to);
    const crossed = gaps.slice(first, first + Math.max(1, span(row)));
    const needed = displayWidth(labels[index] ?? '') * characterWidth + labelMargin;
    const missing = needed - crossed.reduce((sum, gap) => sum + gap, 0);
    if (missing > 0)
      for (const [offset, gap] of crossed.entries()) gaps[first + offset] = gap + missing / crossed.length;
  }
  const places = [Math.round(timeColumn + margin + (halves[0] ?? 0))];
  for (const gap of gaps) places.push(Math.round((places.at(-1) ?? 0) + gap));
  return places;
}

function span({ from, to }: LadderRow): number {
  return Math.abs(to - from);
}

function laneTextColumns(lane: LadderLane): number {
  const name = clipToWidth(visibleText(laneTitle(lane) ?? ''), longestName);
  return Math.max(displayWidth(name), displayWidth(clipToWidth(visibleText(lane.address), longestAddress)));
}

function drawingWidth(
  ladder: Ladder,
  rows: readonly LadderRow[],
  labels: readonly string[],
  places: readonly number[],
): number {
  const lastPlace = places.at(-1) ?? 0;
  const lastLane = ladder.lanes.at(-1);
  let right = lastPlace + (lastLane === undefined ? 0 : (laneTextColumns(lastLane) * characterWidth) / 2);
  for (const [index, row] of rows.entries()) {
    if (row.from !== row.to) continue;
    const place = places[row.from] ?? lastPlace;
    right = Math.max(right, place + labelMargin + displayWidth(labels[index] ?? '') * characterWidth);
  }
  return Math.ceil(Math.max(right, 400) + margin);
}

function laneParts(lane: LadderLane, x: number, height: number): readonly string[] {
  const top = margin + 32;
  const parts = [
    `<line class="lane" x1="${x}" y1="${margin + headHeight - 8}" x2="${x}" y2="${height - margin}"/>`,
    `<text class="quiet" text-anchor="middle" x="${x}" y="${top + 16}">${xmlText(lane.address, longestAddress)}</text>`,
  ];
  const title = laneTitle(lane);
  if (title !== undefined) {
    parts.push(`<text class="name" text-anchor="middle" x="${x}" y="${top}">${xmlText(title, longestName)}</text>`);
  }
  return parts;
}

type RowDrawing = {
  readonly row: LadderRow;
  /** Visible and clipped, not yet escaped for XML. */
  readonly label: string;
  readonly at: number;
  readonly places: readonly number[];
};

function rowPart({ row, label, at, places }: RowDrawing): string {
  const y = margin + headHeight + rowHeight * (at + 1);
  // The ladder's rows point at its lanes, and there is one place a lane.
  const from = places[row.from]!;
  const to = places[row.to]!;
  const { arrow, media } = row;
  const carried = arrow?.transport ?? 'until';
  const title = xmlText(
    `#${row.frame} ${arrow?.time ?? media?.time} ${carried} ${media?.ended ?? ''} ${row.text}`,
    longestTitle,
  );
  const text = escapeXml(label);
  return [
    `<g class="${arrow === undefined ? mediaClasses(media) : arrowClasses(arrow)}"><title>${title}</title>`,
    `<text class="quiet" x="${margin}" y="${y + 4}">${row.frame}</text>`,
    `<text class="quiet" text-anchor="end" x="${timeColumn}" y="${y + 4}">${sinceStartText(row)}</text>`,
    from === to
      ? selfArrow(from, y, text)
      : arrow === undefined
        ? bar(from, to, y, text)
        : straightArrow(from, to, y, text),
    '</g>',
  ].join('');
}

/** Media: a bar with its tip at the lane it goes to. */
function bar(from: number, to: number, y: number, text: string): string {
  const back = to > from ? -9 : 9;
  return (
    `<path d="M${from} ${y - 8}H${to + back}L${to} ${y}L${to + back} ${y + 8}H${from}z"/>` +
    `<text class="label" x="${(from + to) / 2}" y="${y + 4}">${text}</text>`
  );
}

function straightArrow(from: number, to: number, y: number, text: string): string {
  const back = to > from ? -8 : 8;
  return (
    `<path d="M${from} ${y}H${to + back}"/><polygon points="${to},${y} ${to + back},${y - 4} ${to + back},${y + 4}"/>` +
    `<text class="label" x="${(from + to) / 2}" y="${y - 5}">${text}</text>`
  );
}

function selfArrow(x: number, y: number, text: string): string {
  return (
    `<path d="M${x} ${y - 6}h12v10h-6"/><polygon points="${x},${y + 4} ${x + 8},${y} ${x + 8},${y + 8}"/>` +
    `<text class="label" style="text-anchor: start" x="${x + 18}" y="${y + 3}">${text}</text>`
  );
}

function arrowClasses(arrow: LadderArrow): string {
  return `arrow ${meaning(arrow)}${arrow.retransmission || arrow.duplicate ? ' again' : ''}`;
}

function mediaClasses(media: LadderMedia | undefined): string {
  return `arrow media ${media?.quality ?? 'unknown'}`;
}

function meaning(arrow: LadderArrow): string {
  if (arrow.status === undefined) return 'request';
  if (isProvisional(arrow)) return 'provisional';
  if (arrow.status < 300) return 'success';
  return arrow.status < 400 ? 'redirect' : 'failure';
}

function xmlText(text: string, columns: number): string {
  return escapeXml(clipToWidth(visibleText(text), columns));
}

const xmlEntities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Visible text holds no character XML forbids; what is left is its markup. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => xmlEntities[character] ?? character);
}
