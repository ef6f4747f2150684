import type { Ladder, LadderLane } from '@sipscope/analyzer';
import type { Zone } from '../format/time.ts';
import { type ArrowColours, type ArrowTone, colourArrows } from './colour-arrows.ts';
import { fit } from './fit-text.ts';
import type { Folding } from './ladder-items.ts';
import type { LadderLook } from './ladder-look.ts';
import type { LadderLayout } from './ladder-row.ts';
import { gutterWidth, layoutLadder } from './layout-ladder.ts';
import { type Connector, layoutConnectors } from './link-shapes.ts';
import { rowShapes } from './row-shapes.ts';
import { path, runWidth, type Shape, text } from './shape.ts';
import { layoutStrips, type Strip, stripShape, stripsBetween } from './strips.ts';
import { timeMargin, timeShapes } from './time-modes.ts';

/** A ladder as it is shown: its lanes as they were arranged, folded, timed, spaced and coloured as its reader wants it. */
export type LadderPicture = {
  readonly ladder: Ladder;
  /** Written above it, a line each; the first one large. */
  readonly headline: readonly string[];
  readonly look: LadderLook;
  readonly zone: Zone;
  readonly folding: Folding;
};

/** Where everything of a picture stands. */
export type ArrangedPicture = {
  readonly picture: LadderPicture;
  readonly layout: LadderLayout;
  readonly colours: ArrowColours;
  readonly strips: readonly Strip[];
  readonly connectors: readonly Connector[];
};

/** Shapes of one colour, moved down by `y`. */
export type ShapeGroup = { readonly shapes: readonly Shape[]; readonly y: number; readonly tone: ArrowTone };

export type Sheet = { readonly width: number; readonly height: number; readonly groups: readonly ShapeGroup[] };

const headHeight = 44;
const edge = 12;
/** Between two lanes of a picture, where nothing else says how wide it is. */
const laneGap = 190;

/** `width`: what there is room for; without, as wide as its lanes need. */
export function arrangePicture(picture: LadderPicture, width = 0): ArrangedPicture {
  const { ladder, look, folding } = picture;
  const margin = timeMargin(look.times, false);
  const room = width === 0 ? margin + ladder.lanes.length * laneGap + gutterWidth : width;
  const layout = layoutLadder(ladder, { ...folding, width: room, margin, leastGap: 140, spacing: look.spacing });
  const colours = colourArrows(ladder, look.colours);
  return { picture, layout, colours, strips: layoutStrips(layout, colours), connectors: layoutConnectors(layout) };
}

/** How high the lines above the lanes are, with the heads of the lanes. */
export function headHeightOf(lines: readonly string[]): number {
  return headHeight + edge + (lines.length === 0 ? 0 : 12 + lines.length * 17);
}

/** The rows `[first, last)` under the heads of their lanes, with lines written above them; `corner` at the right of the first. */
export function layoutSheet(
  arranged: ArrangedPicture,
  {
    first,
    last,
    lines,
    corner = '',
  }: { readonly first: number; readonly last: number; readonly lines: readonly string[]; readonly corner?: string },
): Sheet {
  const { layout } = arranged;
  const head = headHeightOf(lines);
  const top = layout.rows[first]?.top ?? 0;
  const bottom = layout.rows[last - 1] === undefined ? top : layout.rows[last - 1]!.top + layout.rows[last - 1]!.height;
  const moved = head - top;
  return {
    width: layout.width,
    height: head + (bottom - top) + edge,
    groups: [
      { shapes: lineShapes(lines, corner, layout.width), y: 0, tone: 'ink' },
      { shapes: headShapes(layout), y: head - headHeight, tone: 'ink' },
      ...underGroups(arranged, [top, bottom], moved),
      ...layout.rows.slice(first, last).map((row): ShapeGroup => {
        const tone = row.item.kind === 'arrow' ? arranged.colours.toneOf(row.item.arrow) : 'ink';
        const times = timeShapes(row, timeColumn(arranged));
        return { shapes: [...rowShapes(row, layout, arranged.colours), ...times], y: row.top + moved, tone };
      }),
      ...arranged.connectors
        .filter((connector) => connector.top >= top && connector.bottom <= bottom)
        .map(({ shapes }): ShapeGroup => ({ shapes, y: moved, tone: 'ink' })),
    ],
  };
}

function timeColumn({ picture, layout }: ArrangedPicture): Parameters<typeof timeShapes>[1] {
  return { mode: picture.look.times, zone: picture.zone, isNarrow: false, margin: layout.margin };
}

function lineShapes(lines: readonly string[], corner: string, width: number): readonly Shape[] {
  const room = width - 2 * edge;
  const cornerRun = { text: corner, look: 'address' as const };
  return lines
    .flatMap((line, at): readonly Shape[] => {
      const look = at === 0 ? 'heading' : 'address';
      const run = fit(line, room - (at === 0 && corner !== '' ? runWidth(cornerRun) + edge : 0), look, 3);
      return run === undefined ? [] : [text({ x: edge, y: edge + 8 + at * 17 }, 'start', [run])];
    })
    .concat(corner === '' ? [] : [text({ x: width - edge, y: edge + 8 }, 'end', [cornerRun])]);
}

function headShapes({ ladder, lanes, laneGap: gap }: LadderLayout): readonly Shape[] {
  return lanes.flatMap(({ x }, at): readonly Shape[] => {
    const lane = ladder.lanes[at];
    if (lane === undefined) return [];
    const name = fit(laneTitle(lane) ?? '', gap - 10, 'heading', 2);
    const address = fit(lane.address, gap - 10, 'address', 2);
    return [
      ...(name === undefined ? [] : [text({ x, y: 13 }, 'middle', [name])]),
      ...(address === undefined ? [] : [text({ x, y: name === undefined ? 22 : 30 }, 'middle', [address])]),
    ];
  });
}

function laneTitle({ name, role }: LadderLane): string | undefined {
  return name ?? role;
}

function underGroups(
  { layout, strips }: ArrangedPicture,
  [top, bottom]: readonly [top: number, bottom: number],
  moved: number,
): readonly ShapeGroup[] {
  const lanes = layout.lanes.map(({ x }) => path('lane', `M${x} ${top}V${bottom}`));
  const bands = stripsBetween(strips, top, bottom);
  return [
    { shapes: lanes, y: moved, tone: 'ink' },
    ...bands.map((strip): ShapeGroup => ({ shapes: [stripShape(strip)], y: moved, tone: strip.tone })),
  ];
}
