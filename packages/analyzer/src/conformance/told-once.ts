import type { Outcome, Watch } from './rule.ts';
import type { Seen } from './seen.ts';

/** Of one source, things that are told apart. */
const mostThings = 32;

/** Tells each thing once: what `find` names it by decides. */
export function toldOnce(find: (seen: Seen) => Outcome | { readonly thing: string; readonly outcome: Outcome }): Watch {
  const told = new Set<string>();
  return (seen) => {
    const found = find(seen);
    if (typeof found !== 'object' || !('thing' in found)) return found;
    const thing = found.thing.slice(0, 200);
    if (told.has(thing) || told.size >= mostThings) return undefined;
    told.add(thing);
    return found.outcome;
  };
}
