import { keptText } from '../message/kept-text.ts';
import { Recent } from './recent.ts';
import type { Given, Outcome, SourceRule, Watch } from './rule.ts';
import type { Seen } from './seen.ts';

/** Sources watched at once, of each way to name them; those that were silent for longest make room. */
const mostWatched = 8192;
/** Of a name, the rest of it does not tell sources apart. */
const mostName = 200;

type NameOf = (seen: Seen) => string | number | undefined;

const byAddress: NameOf = ({ srcIp }) => srcIp;

/** What rules that name sources alike noticed of each: a message's source is looked up once for all of them. */
class Sources {
  readonly #nameOf: NameOf;
  /** A place a rule. */
  readonly #watches = new Recent<string | number, (Watch | undefined)[]>(mostWatched);
  #rules = 0;
  #last: Seen | undefined;
  #ofLast: (Watch | undefined)[] | undefined;

  constructor(nameOf: NameOf) {
    this.#nameOf = nameOf;
  }

  addRule(): number {
    return this.#rules++;
  }

  /** What was noticed of a message's source; `undefined` of a message that counts for none. */
  of(seen: Seen): (Watch | undefined)[] | undefined {
    if (this.#last === seen) return this.#ofLast;
    const name = this.#nameOf(seen);
    this.#last = seen;
    this.#ofLast = name === undefined ? undefined : this.#named(name);
    return this.#ofLast;
  }

  #named(full: string | number): (Watch | undefined)[] {
    const name = typeof full === 'string' && full.length > mostName ? full.slice(0, mostName) : full;
    const known = this.#watches.get(name);
    if (known !== undefined) return known;
    const watches: (Watch | undefined)[] = [];
    this.#watches.set(typeof name === 'string' ? keptText(name) : name, watches);
    return watches;
  }
}

type Place = { readonly sources: Sources; readonly at: number };

/** What rules noticed so far of each source. */
export class SourceTable {
  readonly #given: Given;
  readonly #byName = new Map<NameOf, Sources>();
  readonly #places = new Map<SourceRule, Place>();

  constructor(given: Given) {
    this.#given = given;
  }

  ask(rule: SourceRule, seen: Seen): Outcome {
    if (rule.isKept?.(seen) === true) return 'kept';
    const { sources, at } = this.#places.get(rule) ?? this.#addRule(rule);
    const watches = sources.of(seen);
    if (watches === undefined) return undefined;
    return (watches[at] ??= rule.watch(this.#given))(seen);
  }

  #addRule(rule: SourceRule): Place {
    const nameOf = rule.by ?? byAddress;
    let sources = this.#byName.get(nameOf);
    if (sources === undefined) this.#byName.set(nameOf, (sources = new Sources(nameOf)));
    const place = { sources, at: sources.addRule() };
    this.#places.set(rule, place);
    return place;
  }
}
