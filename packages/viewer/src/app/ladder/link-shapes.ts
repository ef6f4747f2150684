import type { LadderLink } from '@sipscope/analyzer';
import { fit } from './fit-text.ts';
import type { LadderLayout } from './ladder-row.ts';
import { lineOf } from './layout-ladder.ts';
import { gutterLinks, isAlongLane, isLasting } from './link-kinds.ts';
import { path, type Shape, text } from './shape.ts';
import { words } from '../words/words.ts';

const linkWords = words('ladder-links', {
  transfer: 'transfer',
  replaces: 'replaces',
  fork: 'fork',
  redirect: 'redirect',
  retry: 'again',
  cancel: 'cancels',
  ack: 'acknowledges',
  prack: 'acknowledges',
  leg: 'next leg',
});

/** A connector from one row to a later one. */
export type Connector = {
  readonly link: LadderLink;
  readonly top: number;
  readonly bottom: number;
  readonly shapes: readonly Shape[];
  readonly title: string;
};

/** How far a connector bends away from the lane, or the edge, it goes along: within what arrows keep free of text. */
const laneDepth = 16;
const edgeDepth = 22;

/** The connectors that always stand. What they are is written once on each row they lead to, in a column at the right. */
export function layoutConnectors(layout: LadderLayout): readonly Connector[] {
  const edge = layout.width - layout.gutter + 4;
  const written = new Set<number>();
  return gutterLinks(layout.ladder).flatMap((link): readonly Connector[] => {
    const row = layout.rowOfArrow[link.to] ?? -1;
    const connector = alongLane(link, layout) ?? connect(link, layout, [edge, edgeDepth]);
    if (connector === undefined) return [];
    const isNew = !written.has(row);
    written.add(row);
    const name = fit(linkName(link), layout.gutter - edgeDepth - 8, 'link-name', 3);
    if (!isNew || name === undefined) return [connector];
    const y = lineAt(link.to, layout) ?? 0;
    return [{ ...connector, shapes: [...connector.shapes, text({ x: edge + edgeDepth, y }, 'start', [name])] }];
  });
}

/** The connectors of one arrow that stand only while it is selected, beside the times. */
export function connectorsOf(arrows: readonly number[], layout: LadderLayout): readonly Connector[] {
  const links = (layout.ladder.links ?? []).filter(
    (link) => !isLasting(link) && (arrows.includes(link.from) || arrows.includes(link.to)),
  );
  return links.flatMap(
    (link) => alongLane(link, layout) ?? connect(link, layout, [layout.margin + 3, edgeDepth]) ?? [],
  );
}

function linkName({ kind, label }: LadderLink): string {
  return kind === 'fork' ? label : linkWords[kind];
}

/** Where the earlier one comes to the lane the later one leaves: beside that lane, on the side from which the earlier does not come. */
function alongLane(link: LadderLink, layout: LadderLayout): Connector | undefined {
  const [from, to] = [layout.ladder.arrows[link.from], layout.ladder.arrows[link.to]];
  if (from === undefined || to === undefined || !isAlongLane(link, layout.ladder)) return undefined;
  const side = from.from < from.to ? 1 : -1;
  return connect(link, layout, [layout.lanes[to.from]?.x ?? 0, side * laneDepth]);
}

/** A bow from one row to another, `depth` pixels from a vertical at `x`. */
function connect(
  link: LadderLink,
  layout: LadderLayout,
  [x, depth]: readonly [x: number, depth: number],
): Connector | undefined {
  const [top, bottom] = [lineAt(link.from, layout), lineAt(link.to, layout)];
  if (top === undefined || bottom === undefined || top === bottom) return undefined;
  const tipBack = Math.sign(depth) * 6;
  return {
    link,
    top: Math.min(top, bottom),
    bottom: Math.max(top, bottom),
    shapes: [
      path('link', `M${x} ${top}C${x + depth} ${top + 4} ${x + depth} ${bottom - 8} ${x + tipBack} ${bottom - 2}`),
      path('link-tip', `M${x} ${bottom}l${tipBack} -5.5l${tipBack / 3} 5.5z`),
    ],
    title: `${linkWords[link.kind]}: ${link.label}`,
  };
}

/** Of the row an arrow stands in. */
function lineAt(arrow: number, { rows, rowOfArrow }: LadderLayout): number | undefined {
  const row = rows[rowOfArrow[arrow] ?? -1];
  return row === undefined ? undefined : lineOf(row);
}
