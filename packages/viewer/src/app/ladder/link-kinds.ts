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
