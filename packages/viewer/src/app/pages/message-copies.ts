import { findTerm, withoutTerm, withTerm } from '../timeline/filter-terms.ts';

const term = 'duplicate:false';

/** Whether a filter leaves out packets that were captured twice. */
export function hidesCopies(filter: string): boolean {
  return findHiding(filter) !== undefined;
}

/** The filter with copies shown, where they were hidden, and the other way round. */
export function toggleCopies(filter: string): string {
  const hiding = findHiding(filter);
  return hiding === undefined ? withTerm(filter, term) : withoutTerm(filter, hiding);
}

/** What counts the copies a filter leaves; undefined of one that speaks of copies itself. */
export function copiesFilter(filter: string): string | undefined {
  return /\bduplicate\b/i.test(filter) ? undefined : withTerm(filter, 'duplicate:true');
}

function findHiding(filter: string): ReturnType<typeof findTerm> {
  return findTerm(filter, (text) => text.toLowerCase() === term);
}
