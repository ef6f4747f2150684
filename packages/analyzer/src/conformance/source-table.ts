import { keptText } from '../message/kept-text.ts';
import type { Given, Outcome, SourceRule, Watch } from './rule.ts';
import type { Seen } from './seen.ts';

/** Sources a rule watches at once; the one watched longest makes room. */
const mostWatched = 4096;
/** Of a name, the rest of it does not tell sources apart. */
const mostName = 200;

/** What rules noticed so far of each source. */
export class SourceTable {
  readonly #given: Given;
  readonly #watches = new Map<SourceRule, Map<string | number, Watch>>();

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
    if (ofRule === undefined) this.#watches.set(rule, (ofRule = new Map()));
    const known = ofRule.get(name);
    if (known !== undefined) return known;
    if (ofRule.size >= mostWatched) {
      const [oldest] = ofRule.keys();
      if (oldest !== undefined) ofRule.delete(oldest);
    }
    const watch = rule.watch(this.#given);
    ofRule.set(typeof name === 'string' ? keptText(name) : name, watch);
    return watch;
  }
}
