/** A request from one lane to another. */
export type LaneRequest = {
  readonly from: number;
  readonly to: number;
  /** Whether it is an INVITE outside dialogs: those show the way from caller to callee. */
  readonly isInitial: boolean;
};

/** With more lanes than these nobody sees their order: they stay as they appear. */
const mostLanes = 1000;
/** Lanes looked at in search of circles; what then is not looked at does not count. */
const mostSteps = 500_000;

/**
 * The lanes from left to right in the order of the path: who sends an INVITE stands left of who gets it, what an element sends on stands beside it. What would turn
 * this round, such as a request of the callee or a spiral, does not count. `hosts`: the IP address of each lane, in order of appearance.
 */
export function laneOrder(hosts: readonly string[], requests: readonly LaneRequest[]): readonly number[] {
  if (hosts.length > mostLanes) return [...hosts.keys()];
  const graph = new LaneGraph(hosts.length);
  for (const isInitial of [true, false])
    for (const request of requests) if (request.isInitial === isInitial) graph.add(request.from, request.to);
  return graph.inOrder(hosts);
}

/** Which lane stands left of which. */
class LaneGraph {
  readonly #after: readonly Set<number>[];
  readonly #before: number[];
  #steps = 0;

  constructor(count: number) {
    this.#after = Array.from({ length: count }, () => new Set<number>());
    this.#before = Array.from({ length: count }, () => 0);
  }

  add(from: number, to: number): void {
    const after = this.#after[from];
    if (from === to || after === undefined || after.has(to) || this.#leads(to, from)) return;
    after.add(to);
    this.#before[to] = (this.#before[to] ?? 0) + 1;
  }

  /** Each lane as soon as those before it are placed: first where the last one leads, then what has its host, then what appears first. */
  inOrder(hosts: readonly string[]): readonly number[] {
    const before = [...this.#before];
    const order: number[] = [];
    const waiting: number[] = [];
    const placed = new Set<number>();
    while (order.length < hosts.length) {
      const lane = waiting.pop() ?? nextRoot(hosts, before, placed, order.at(-1));
      if (placed.has(lane)) continue;
      placed.add(lane);
      order.push(lane);
      const ready: number[] = [];
      for (const next of this.#after[lane] ?? []) {
        before[next] = (before[next] ?? 0) - 1;
        if (before[next] === 0) ready.push(next);
      }
      waiting.push(...ready.toSorted((a, b) => b - a));
    }
    return order;
  }

  #leads(from: number, to: number): boolean {
    const seen = new Set([from]);
    const left = [from];
    for (let lane = left.pop(); lane !== undefined; lane = left.pop()) {
      if (lane === to || ++this.#steps > mostSteps) return true;
      for (const next of this.#after[lane] ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        left.push(next);
      }
    }
    return false;
  }
}

function nextRoot(
  hosts: readonly string[],
  before: readonly number[],
  placed: ReadonlySet<number>,
  last: number | undefined,
): number {
  let first = -1;
  for (const [lane, host] of hosts.entries()) {
    if (placed.has(lane) || before[lane] !== 0) continue;
    if (last !== undefined && host === hosts[last]) return lane;
    if (first === -1) first = lane;
  }
  return first;
}
