import type { ExpectedStep } from './expected-steps.ts';

/** What aligning costs: a message that is matched with a step, one that is not expected, a step that is not seen. */
export type Costs = {
  /** Infinity: this message is not that step. */
  match(step: ExpectedStep, message: number): number;
  extra(message: number): number;
  missing(step: ExpectedStep): number;
};

export type Alignment = {
  readonly cost: number;
  /** In order: a step and the message it is, a step that was not seen, or a message that is none. */
  readonly pairs: readonly AlignedPair[];
};

export type AlignedPair = { readonly step: ExpectedStep | undefined; readonly message: number | undefined };

/** States times messages: beyond these, the messages behind are not aligned. */
const mostCells = 16_000_000;

/** How many messages can be aligned with these steps. */
export function mostMessages(units: readonly (readonly ExpectedStep[])[]): number {
  return Math.floor(mostCells / (stateCount(units) + 1));
}

function stateCount(units: readonly (readonly ExpectedStep[])[]): number {
  return units.reduce((sum, { length }) => sum + 2 ** length - 1, 0);
}

/**
 * The steps and the messages side by side, so that it costs least: both keep their order, but for the steps of a unit, which may come in any. Whatever they are, it takes
 * states times messages steps.
 */
export function align(units: readonly (readonly ExpectedStep[])[], messages: number, costs: Costs): Alignment {
  return new Aligner(units, messages, costs).align();
}

/** Which steps were passed: all of the units before, and of a unit those in the mask. */
type State = { readonly unit: number; readonly mask: number };

const extraMove = 0;

class Aligner {
  readonly #units: readonly (readonly ExpectedStep[])[];
  readonly #messages: number;
  readonly #costs: Costs;
  readonly #states: readonly State[];
  /** The number of the state in which a unit begins; behind the last one, the end. */
  readonly #firstState: readonly number[];
  /** By which move a state was reached, for each number of messages: the cheapest. */
  readonly #moves: readonly Uint8Array[];

  constructor(units: readonly (readonly ExpectedStep[])[], messages: number, costs: Costs) {
    this.#units = units;
    this.#messages = messages;
    this.#costs = costs;
    const states: State[] = [];
    const firstState: number[] = [];
    for (const [unit, { length }] of units.entries()) {
      firstState.push(states.length);
      for (let mask = 0; mask < 2 ** length - 1; mask++) states.push({ unit, mask });
    }
    firstState.push(states.length);
    states.push({ unit: units.length, mask: 0 });
    this.#states = states;
    this.#firstState = firstState;
    this.#moves = Array.from({ length: messages + 1 }, () => new Uint8Array(states.length));
  }

  align(): Alignment {
    const count = this.#states.length;
    let current = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    current[0] = 0;
    for (let message = 0; message <= this.#messages; message++) {
      const next = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
      for (let state = 0; state < count; state++) this.#leave(state, message, current, next);
      if (message === this.#messages) break;
      current = next;
    }
    return { cost: current[count - 1] ?? Number.POSITIVE_INFINITY, pairs: this.#pairs() };
  }

  /** From a state before a message: the message is not expected, or a step is not seen, or they are one. */
  #leave(state: number, message: number, current: Float64Array, next: Float64Array): void {
    const cost = current[state] ?? Number.POSITIVE_INFINITY;
    if (cost === Number.POSITIVE_INFINITY) return;
    const { unit, mask } = this.#states[state] ?? { unit: 0, mask: 0 };
    const steps = this.#units[unit] ?? [];
    for (const [bit, step] of steps.entries()) {
      if ((mask & (1 << bit)) !== 0) continue;
      const to = this.#stateAfter(unit, mask | (1 << bit));
      this.#reach(current, message, { to, cost: cost + this.#costs.missing(step), move: 1 + bit * 2 });
      if (message < this.#messages) {
        const matched = cost + this.#costs.match(step, message);
        this.#reach(next, message + 1, { to, cost: matched, move: 2 + bit * 2 });
      }
    }
    if (message < this.#messages) {
      this.#reach(next, message + 1, { to: state, cost: cost + this.#costs.extra(message), move: extraMove });
    }
  }

  #reach(
    costs: Float64Array,
    messages: number,
    { to, cost, move }: { readonly to: number; readonly cost: number; readonly move: number },
  ): void {
    if (cost >= (costs[to] ?? 0)) return;
    costs[to] = cost;
    const moves = this.#moves[messages];
    if (moves !== undefined) moves[to] = move;
  }

  #stateAfter(unit: number, mask: number): number {
    const isWhole = mask === 2 ** (this.#units[unit]?.length ?? 0) - 1;
    return isWhole ? (this.#firstState[unit + 1] ?? 0) : (this.#firstState[unit] ?? 0) + mask;
  }

  /** Back from the end, along the moves. */
  #pairs(): AlignedPair[] {
    const pairs: AlignedPair[] = [];
    let state = this.#states.length - 1;
    let messages = this.#messages;
    while (state > 0 || messages > 0) {
      const move = this.#moves[messages]?.[state] ?? extraMove;
      if (move === extraMove) {
        pairs.push({ step: undefined, message: --messages });
        continue;
      }
      const bit = (move - 1) >> 1;
      const isSeen = move % 2 === 0;
      const before = this.#stateBefore(state, bit);
      const step = this.#units[before.unit]?.[bit];
      pairs.push({ step, message: isSeen ? --messages : undefined });
      state = (this.#firstState[before.unit] ?? 0) + before.mask;
    }
    return pairs.reverse();
  }

  #stateBefore(state: number, bit: number): State {
    const { unit, mask } = this.#states[state] ?? { unit: 0, mask: 0 };
    if (mask !== 0) return { unit, mask: mask & ~(1 << bit) };
    const whole = 2 ** (this.#units[unit - 1]?.length ?? 0) - 1;
    return { unit: unit - 1, mask: whole & ~(1 << bit) };
  }
}
