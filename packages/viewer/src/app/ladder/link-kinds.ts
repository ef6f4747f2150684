import type { Ladder, LadderLink, LadderLinkKind } from '@sipscope/analyzer';

/** Those that are always drawn: they tell how one leg came of another. The rest is drawn with the arrow that is selected. */
const lasting: ReadonlySet<LadderLinkKind> = new Set(['transfer', 'replaces', 'fork', 'redirect', 'leg']);

export function isLasting({ kind }: LadderLink): boolean {
  return lasting.has(kind);
}

/** Links that get a column of their own. */
export function gutterLinks({ links = [] }: Ladder): readonly LadderLink[] {
  return links.filter(isLasting);
}

/** Whether the earlier arrow comes to the lane the later one leaves: the link is drawn beside that lane. */
export function isAlongLane(link: LadderLink, { arrows }: Ladder): boolean {
  const [from, to] = [arrows[link.from], arrows[link.to]];
  return from !== undefined && to !== undefined && from.to === to.from && from.from !== from.to;
}
