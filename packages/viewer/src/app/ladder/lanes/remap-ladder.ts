import type { Ladder, LadderArrow, LadderLane } from '@sipscope/analyzer';

type Moves = {
  /** The lane's new place; -1 of one that is not drawn. */
  readonly laneOf: (lane: number) => number;
  /** Of arrows between lanes that are drawn: whether they are. All where it is not given. */
  readonly keeps?: (arrow: LadderArrow, at: number) => boolean;
};

/**
 * The ladder with other lanes, or fewer arrows. What is told of an arrow or lane that is not drawn goes with it; what has several arrows, such as a dialog, keeps to
 * those that are left.
 */
export function remapLadder(
  ladder: Ladder,
  lanes: readonly LadderLane[],
  { laneOf, keeps = () => true }: Moves,
): Ladder {
  const places: number[] = [];
  const arrows: LadderArrow[] = [];
  let beforeMs: number | undefined;
  for (const [at, arrow] of ladder.arrows.entries()) {
    const [from, to] = [laneOf(arrow.from), laneOf(arrow.to)];
    const isKept = from >= 0 && to >= 0 && keeps(arrow, at);
    places.push(isKept ? arrows.length : -1);
    if (!isKept) continue;
    const deltaMs = beforeMs === undefined ? arrow.deltaMs : Math.round((arrow.sinceStartMs - beforeMs) * 1000) / 1000;
    beforeMs = arrow.sinceStartMs;
    arrows.push(
      arrow.from === from && arrow.to === to && arrow.deltaMs === deltaMs ? arrow : { ...arrow, from, to, deltaMs },
    );
  }
  return { ...ladder, lanes, arrows, ...new Remap(places, laneOf).rest(ladder) };
}

class Remap {
  readonly #places: readonly number[];
  readonly #laneOf: (lane: number) => number;
  /** Of each arrow: the next one that is drawn, itself among them; and the one before. */
  readonly #next: readonly number[];
  readonly #previous: readonly number[];

  constructor(places: readonly number[], laneOf: (lane: number) => number) {
    this.#places = places;
    this.#laneOf = laneOf;
    let last = -1;
    this.#previous = places.map((place) => (last = place === -1 ? last : place));
    const next = places.map(() => -1);
    last = -1;
    for (let at = places.length - 1; at >= 0; at--) next[at] = last = places[at] === -1 ? last : (places[at] ?? -1);
    this.#next = next;
  }

  rest(ladder: Ladder): Partial<Ladder> {
    const { media, legs, transactions, dialogs, links, timers, ghosts, losses, states } = ladder;
    const { earlyMedia, digits, natPairs } = ladder;
    return {
      ...list(
        'media',
        media?.flatMap((one) => this.#between(one)),
      ),
      // Arrows name them by their places.
      ...list(
        'legs',
        legs?.map((one) => this.#leg(one)),
      ),
      ...list(
        'transactions',
        transactions?.flatMap((one) => this.#ends(one, 'client', 'server')),
      ),
      ...list(
        'dialogs',
        dialogs?.flatMap((one) => this.#ends(one, 'local', 'remote')).map((one) => this.#turns(one)),
      ),
      ...list(
        'links',
        links?.flatMap((one) => this.#link(one)),
      ),
      ...list(
        'timers',
        timers?.flatMap((one) => this.#timer(one)),
      ),
      ...list(
        'ghosts',
        ghosts?.flatMap((one) => this.#ghost(one)),
      ),
      ...list(
        'losses',
        losses?.flatMap((one) => this.#between(one)).flatMap((one) => this.#loss(one)),
      ),
      ...list(
        'states',
        states?.flatMap((one) => this.#state(one)),
      ),
      ...list(
        'earlyMedia',
        earlyMedia?.flatMap((one) => this.#between(one)),
      ),
      ...list(
        'digits',
        digits?.flatMap((one) => this.#digits(one)),
      ),
      ...list(
        'natPairs',
        natPairs?.flatMap((one) => this.#pair(one)),
      ),
    };
  }

  #arrow(at: number | undefined): number {
    return at === undefined ? -1 : (this.#places[at] ?? -1);
  }

  #between<Row extends { readonly from: number; readonly to: number }>(row: Row): readonly Row[] {
    const [from, to] = [this.#laneOf(row.from), this.#laneOf(row.to)];
    return from < 0 || to < 0 ? [] : [{ ...row, from, to }];
  }

  #leg(leg: NonNullable<Ladder['legs']>[number]): typeof leg {
    const [from, to] = [Math.max(0, this.#laneOf(leg.from)), Math.max(0, this.#laneOf(leg.to))];
    return {
      ...leg,
      from,
      to,
      first: Math.max(0, this.#next[leg.first] ?? 0),
      last: Math.max(0, this.#previous[leg.last] ?? 0),
    };
  }

  /** What goes on between two lanes, from an arrow to another. */
  #ends<
    Key extends string,
    Row extends { readonly first: number; readonly last: number } & Readonly<Record<Key, number>>,
  >(row: Row, one: Key, other: Key): readonly Row[] {
    const [a, b] = [this.#laneOf(row[one]), this.#laneOf(row[other])];
    const [first, last] = [this.#next[row.first] ?? -1, this.#previous[row.last] ?? -1];
    return a < 0 || b < 0 || first < 0 || last < first ? [] : [{ ...row, [one]: a, [other]: b, first, last }];
  }

  #turns(dialog: NonNullable<Ladder['dialogs']>[number]): typeof dialog {
    const { confirmed, ended, ...rest } = dialog;
    const [from, to] = [this.#arrow(confirmed), this.#arrow(ended)];
    return { ...rest, ...(from < 0 ? {} : { confirmed: from }), ...(to < 0 ? {} : { ended: to }) };
  }

  #link(link: NonNullable<Ladder['links']>[number]): readonly (typeof link)[] {
    const [from, to] = [this.#arrow(link.from), this.#arrow(link.to)];
    return from < 0 || to < 0 ? [] : [{ ...link, from, to }];
  }

  #timer(timer: NonNullable<Ladder['timers']>[number]): readonly (typeof timer)[] {
    const { caused, ...rest } = timer;
    const [lane, setBy, causes] = [this.#laneOf(timer.lane), this.#arrow(timer.setBy), this.#arrow(caused)];
    return lane < 0 || setBy < 0 ? [] : [{ ...rest, lane, setBy, ...(causes < 0 ? {} : { caused: causes }) }];
  }

  #ghost(ghost: NonNullable<Ladder['ghosts']>[number]): readonly (typeof ghost)[] {
    const after = this.#arrow(ghost.after);
    return after < 0 ? [] : this.#between(ghost).map((one) => ({ ...one, after }));
  }

  #loss(loss: NonNullable<Ladder['losses']>[number]): readonly (typeof loss)[] {
    const arrow = this.#arrow(loss.arrow);
    return arrow < 0 ? [] : [{ ...loss, arrow }];
  }

  #state(state: NonNullable<Ladder['states']>[number]): readonly (typeof state)[] {
    const [local, remote] = [this.#laneOf(state.local), this.#laneOf(state.remote)];
    const arrow = this.#next[state.arrow] ?? -1;
    return local < 0 || remote < 0 || arrow < 0 ? [] : [{ ...state, local, remote, arrow }];
  }

  #digits(digits: NonNullable<Ladder['digits']>[number]): readonly (typeof digits)[] {
    if (digits.lane === undefined) return [digits];
    const lane = this.#laneOf(digits.lane);
    return lane < 0 ? [] : [{ ...digits, lane }];
  }

  /** Of one lane, it is drawn already. */
  #pair(pair: NonNullable<Ladder['natPairs']>[number]): readonly (typeof pair)[] {
    const [inside, outside] = [this.#laneOf(pair.inside), this.#laneOf(pair.outside)];
    return inside < 0 || outside < 0 || inside === outside ? [] : [{ ...pair, inside, outside }];
  }
}

/** Where the ladder has it. */
function list<Name extends keyof Ladder>(name: Name, rows: Ladder[Name] | undefined): Partial<Ladder> {
  return rows === undefined ? {} : { [name]: rows };
}
