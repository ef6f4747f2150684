import { findNegated, withoutTerm, withTerm } from '../timeline/filter-terms.ts';

/** Messages that are no copies tell nothing of it. */
const copied = 'duplicate:true';

/** Whether a filter leaves out packets that were captured twice. */
export function hidesCopies(filter: string): boolean {
  return findHiding(filter) !== undefined;
}

/** The filter with copies shown, where they were hidden, and the other way round. */
export function toggleCopies(filter: string): string {
  const hiding = findHiding(filter);
  return hiding === undefined ? withTerm(filter, `not ${copied}`) : withoutTerm(filter, hiding);
}

/** What counts the copies a filter leaves; undefined of one that speaks of copies itself. */
export function copiesFilter(filter: string): string | undefined {
  return /\bduplicate\b/i.test(filter) ? undefined : withTerm(filter, copied);
}

function findHiding(filter: string): ReturnType<typeof findNegated> {
  return findNegated(filter, (text) => text.toLowerCase() === copied);
}
