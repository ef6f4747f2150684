import type { Fault, Outcome, Watch } from './rule.ts';
import type { Seen } from './seen.ts';

/** Things told of one source; further ones are not told apart. */
const mostTold = 256;

/** A fault, and what makes it the same as one told before. */
export type Noticed = { readonly key: string; readonly fault: Fault };

/** Watches a source and tells each thing of it once: `notice` says of a message what there is to tell, or what else it comes to. */
export function once(notice: (seen: Seen) => Noticed | Exclude<Outcome, Fault | readonly Fault[]>): Watch {
  const told = new Set<string>();
  return (seen) => {
    const noticed = notice(seen);
    if (noticed === undefined || typeof noticed === 'string') return noticed;
    const { key, fault } = noticed;
    if (told.has(key) || told.size >= mostTold) return undefined;
    told.add(key);
    return fault;
  };
}
