import { keptText } from '../message/kept-text.ts';
import { Recent } from './recent.ts';
import type { Given, Outcome, SourceRule, Watch } from './rule.ts';
import type { Seen } from './seen.ts';

/** Sources a rule watches at once; those that were silent for longest make room. */
const mostWatched = 2048;
/** Of a name, the rest of it does not tell sources apart. */
const mostName = 200;

/** What rules noticed so far of each source. */
export class SourceTable {
  readonly #given: Given;
  readonly #watches = new Map<SourceRule, Recent<string | number, Watch>>();

  constructor(given: Given) {
    this.#given = given;
  }

  ask(rule: SourceRule, seen: Seen): Outcome {
    if (rule.isKept?.(seen) === true) return 'kept';
    const name = rule.by === undefined ? seen.srcIp : rule.by(seen);
    return name === undefined ? undefined : this.#watchOf(rule, name)(seen);
  }

  #watchOf(rule: SourceRule, full: string | number): Watch {
    const name = typeof full === 'string' && full.length > mostName ? full.slice(0, mostName) : full;
    let ofRule = this.#watches.get(rule);
    if (ofRule === undefined) this.#watches.set(rule, (ofRule = new Recent(mostWatched)));
    const known = ofRule.get(name);
    if (known !== undefined) return known;
    const watch = rule.watch(this.#given);
    ofRule.set(typeof name === 'string' ? keptText(name) : name, watch);
    return watch;
  }
}
