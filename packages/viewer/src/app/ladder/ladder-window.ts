import { svg, type SVGTemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import type { ArrowColours } from './colour-arrows.ts';
import { describeRow } from './describe-arrow.ts';
import { drawShapes } from './draw-shapes.ts';
import { arrowKey, type LadderItem, type LadderLayout, type LadderRow } from './ladder-row.ts';
import { lineOf, rowHeights } from './layout-ladder.ts';
import { type Connector, connectorsOf } from './link-shapes.ts';
import { rowShapes } from './row-shapes.ts';
import { rowTitle } from './row-title.ts';
import { path, type Shape, text } from './shape.ts';
import { type Strip, stripShape, stripsBetween } from './strips.ts';
import { type TimeColumn, timeShapes } from './time-modes.ts';

/** What of a ladder is drawn now, and what is told of it by colour. */
export type LadderScene = {
  readonly layout: LadderLayout;
  readonly colours: ArrowColours;
  readonly strips: readonly Strip[];
  readonly connectors: readonly Connector[];
  readonly times: TimeColumn;
  readonly zone: Zone;
  /** Rows `[first, last)`. */
  readonly first: number;
  readonly last: number;
  /** Heights are from here on: far down, browsers count no halves of a pixel any more. */
  readonly origin: number;
  /** Row of the arrow that is selected; -1 where none is. */
  readonly chosen: number;
  readonly hovered: number;
  readonly matches: ReadonlySet<number>;
  /** The match that is shown now. */
  readonly current: number;
  /** The transaction that is followed: what is of another is pale. */
  readonly followed: string | undefined;
  /** Keys of the messages that are marked to be held against each other, the first one first. */
  readonly marked: readonly string[];
};

/** The arrows and all that stands with them. */
export function drawRows(scene: LadderScene): SVGTemplateResult {
  return svg`<g class="under" aria-hidden="true">${drawUnder(scene)}</g>
    ${repeat(
      seenRows(scene),
      ([at]) => at,
      ([at, row]) => (row.item.kind === 'arrow' ? drawArrow(row, at, scene) : drawOther(row, at, scene)),
    )}
    <g class="over" aria-hidden="true">${drawConnectors(scene)}</g>`;
}

/** The column of times, on the same heights. */
export function drawTimes(scene: LadderScene): SVGTemplateResult {
  const { layout, times, origin } = scene;
  return svg`${drawShapes(lit(scene, 0, layout.margin - 1))}${repeat(
    seenRows(scene),
    ([at]) => at,
    ([
      at,
      row,
    ]) => svg`<g class=${isPale(row, scene) ? 'pale' : ''} data-row=${at} transform="translate(0 ${row.top - origin})"
      ><path class="ground" d="M0 0h${layout.margin}v${row.height}h${-layout.margin}z"></path
      >${guard([row, times], () => drawShapes(timeShapes(row, times)))}${drawShapes(markShapes(row, scene))}</g>`,
  )}${drawShapes(brackets(scene))}`;
}

/** `1` and `2` of the messages that are marked. */
function markShapes({ item, height }: LadderRow, { marked }: LadderScene): readonly Shape[] {
  if (item.kind !== 'arrow') return [];
  const at = marked.indexOf(arrowKey(item.arrow));
  if (at === -1) return [];
  return [text({ x: 1, y: height - rowHeights.arrow / 2 }, 'start', [{ text: `${at + 1}`, look: 'mark' }])];
}

function seenRows({ layout, first, last }: LadderScene): readonly (readonly [number, LadderRow])[] {
  return layout.rows.slice(first, last).map((row, at) => [first + at, row] as const);
}

function drawArrow(row: LadderRow, at: number, scene: LadderScene): SVGTemplateResult {
  const { layout, colours, chosen, origin, zone } = scene;
  if (row.item.kind !== 'arrow') return svg``;
  const { arrow, number } = row.item;
  const isChosen = at === chosen;
  const classes = [
    'arrow',
    `tone-${colours.toneOf(arrow)}`,
    isChosen && 'chosen',
    isPale(row, scene) && 'pale',
    isMatch(at, scene),
  ];
  return svg`<g
    role="option"
    id="arrow-${number}"
    data-row=${at}
    class=${classes.filter(Boolean).join(' ')}
    aria-selected=${isChosen ? 'true' : 'false'}
    aria-posinset=${number + 1}
    aria-setsize=${layout.arrowRows.length}
    aria-label=${guard([row, layout, colours], () => describeRow(layout, at, writtenText(shapesOf(row, scene))))}
    transform="translate(0 ${row.top - origin})"
    >${guard([row, layout, colours, zone], () => drawContent(row, scene))}</g>`;
}

/** What is no arrow is told with the next one. */
function drawOther(row: LadderRow, at: number, scene: LadderScene): SVGTemplateResult {
  const { layout, colours, origin, zone } = scene;
  return svg`<g class="${itemClass(row.item)} ${isPale(row, scene) ? 'pale' : ''}" data-row=${at} aria-hidden="true" transform="translate(0 ${row.top - origin})"
    >${guard([row, layout, colours, zone], () => drawContent(row, scene))}</g>`;
}

const known = new WeakMap<LadderRow, { readonly colours: ArrowColours; readonly shapes: readonly Shape[] }>();

/** Of a row, which is of one layout: made once for what is drawn and what is said of it. */
function shapesOf(row: LadderRow, { layout, colours }: LadderScene): readonly Shape[] {
  const before = known.get(row);
  if (before?.colours === colours) return before.shapes;
  const shapes = rowShapes(row, layout, colours);
  known.set(row, { colours, shapes });
  return shapes;
}

/** All that can be read of shapes. */
function writtenText(shapes: readonly Shape[]): string {
  return shapes
    .flatMap((shape) => (shape.kind === 'text' ? [shape.runs.map((run) => run.text).join('')] : []))
    .join(' ');
}

function itemClass(item: LadderItem): string {
  return item.kind === 'media' ? `media ${item.media.quality}` : item.kind;
}

function drawContent(row: LadderRow, scene: LadderScene): SVGTemplateResult {
  const { layout, zone } = scene;
  return svg`<path class="ground" d="M0 0h${layout.width}v${row.height}h${-layout.width}z"></path
    >${drawShapes(shapesOf(row, scene))}<title>${rowTitle(row.item, zone)}</title>`;
}

function isMatch(at: number, { matches, current }: LadderScene): string | undefined {
  if (at === current) return 'match current';
  return matches.has(at) ? 'match' : undefined;
}

function isPale({ item }: LadderRow, { followed }: LadderScene): boolean {
  if (followed === undefined) return false;
  return item.kind !== 'arrow' || item.arrow.transaction !== followed;
}

/** What lies below all text: what is selected, found, pointed at; lanes; strips. */
function drawUnder(scene: LadderScene): readonly unknown[] {
  const { layout, strips, origin } = scene;
  const [top, bottom] = extent(scene);
  return [
    drawShapes(lit(scene, layout.margin, layout.width)),
    ...layout.lanes.map(({ x }, at) => {
      const colour = layout.ladder.lanes[at]?.colour;
      const tone = colour === undefined ? '' : `own tone-hue-${colour - 1}`;
      return svg`<path class="l-lane ${tone}" d="M${x} ${top - origin}V${bottom - origin}"></path>`;
    }),
    stripsBetween(strips, top, bottom).map((strip) => {
      const { d, look } = stripShape(strip, origin);
      return svg`<g class="strip tone-${strip.tone}"><path class="wide" d=${d}></path><path class="l-${look}" d=${d}></path><title>${label(strip.title, 600)}</title></g>`;
    }),
  ];
}

/** From the top of the first row to the bottom of the last. */
function extent({ layout: { rows }, first, last }: LadderScene): readonly [top: number, bottom: number] {
  const [top, bottom] = [rows[first], rows[last - 1]];
  return [top?.top ?? 0, (bottom?.top ?? 0) + (bottom?.height ?? 0)];
}

/** Grounds of rows that are told from the others. */
function lit(scene: LadderScene, left: number, right: number): readonly Shape[] {
  const { layout, chosen, hovered, matches, current, first, last, origin } = scene;
  const ground = (at: number, look: 'hovered' | 'chosen' | 'match' | 'current'): readonly Shape[] => {
    const row = layout.rows[at];
    if (row === undefined || at < first || at >= last) return [];
    const height = rowHeights[row.item.kind];
    return [path(look, `M${left} ${row.top + row.height - height - origin}H${right}v${height}H${left}z`)];
  };
  const found = [...matches].filter((at) => at >= first && at < last);
  return [
    ...ground(hovered, 'hovered'),
    ...found.flatMap((at) => ground(at, 'match')),
    ...ground(chosen, 'chosen'),
    ...ground(current, 'current'),
  ];
}

/** The transaction of the arrow that is selected, and of the one pointed at: from its first message to its last, with a tick at each that is seen. */
function brackets(scene: LadderScene): readonly Shape[] {
  const { layout, chosen, hovered } = scene;
  const x = layout.margin - 4;
  const selected = transactionAt(layout, chosen);
  const pointed = transactionAt(layout, hovered);
  return [
    ...(pointed === undefined || pointed === selected ? [] : bracket(pointed, 'bracket-hovered', x, scene)),
    ...(selected === undefined ? [] : bracket(selected, 'bracket', x, scene)),
  ];
}

function transactionAt({ rows }: LadderLayout, at: number): string | undefined {
  const item = rows[at]?.item;
  return item?.kind === 'arrow' ? item.arrow.transaction : undefined;
}

function bracket(
  transaction: string,
  look: 'bracket' | 'bracket-hovered',
  x: number,
  scene: LadderScene,
): readonly Shape[] {
  const { layout, origin } = scene;
  const members = seenRows(scene).filter(([at]) => transactionAt(layout, at) === transaction);
  const known = layout.ladder.transactions?.find(({ id }) => id === transaction);
  const [from, to] = [known?.first, known?.last].map((arrow) => layout.rows[layout.rowOfArrow[arrow ?? -1] ?? -1]);
  const [first, last] = [from ?? members[0]?.[1], to ?? members.at(-1)?.[1]];
  if (first === undefined || last === undefined) return [];
  const [top, bottom] = extent(scene);
  const start = Math.max(top, Math.min(bottom, lineOf(first)));
  const end = Math.max(top, Math.min(bottom, lineOf(last)));
  const ticks = members.map(([, row]) => `M${x} ${lineOf(row) - origin}h5`);
  return [path(look, `M${x} ${start - origin}V${end - origin}${ticks.join('')}`)];
}

function drawConnectors(scene: LadderScene): readonly SVGTemplateResult[] {
  const { layout, connectors, chosen, origin } = scene;
  const [top, bottom] = extent(scene);
  const item = layout.rows[chosen]?.item;
  const selected = item?.kind === 'arrow' ? connectorsOf([item.at, ...item.further], layout) : [];
  return [...connectors, ...selected]
    .filter((connector) => connector.top < bottom && connector.bottom > top)
    .map(
      ({ shapes, title }) =>
        svg`<g class="connector" transform="translate(0 ${-origin})">${drawShapes(shapes)}<title>${label(title, 400)}</title></g>`,
    );
}

/** The row an event of the pointer is on; -1 where it is on none. */
export function rowUnder(event: Event): number {
  const row = event
    .composedPath()
    .find((one): one is SVGElement => one instanceof SVGElement && one.dataset['row'] !== undefined);
  return row === undefined ? -1 : Number(row.dataset['row']);
}
