import type { LadderLink } from '../rows.ts';
import { callLinks } from './ladder-call-links.ts';
import { messageLinks } from './ladder-message-links.ts';
import type { LadderSource } from './ladder-source.ts';

/** What of one message led to another: each pair once, in order of the later message. */
export function ladderLinks(source: LadderSource): readonly LadderLink[] {
  const seen = new Set<string>();
  const links: LadderLink[] = [];
  for (const link of [...messageLinks(source), ...callLinks(source)]) {
    const key = `${link.from} ${link.to}`;
    if (seen.has(key)) continue;
    seen.add(key);
    links.push(link);
  }
  return links.toSorted((a, b) => a.to - b.to || a.from - b.from);
}
