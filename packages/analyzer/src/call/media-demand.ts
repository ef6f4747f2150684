import type { PartyRecord, SessionRecord } from '../media/session-record.ts';

/** States of one session beyond these are not followed: what should be sent is then not known. */
const mostStates = 64;

/** From when on who may send audio to whom, by the session descriptions of one Call-ID. */
export class MediaDemand {
  readonly #states: SessionRecord[] = [];
  #isFull = false;

  receive(record: SessionRecord): void {
    if (this.#states.length < mostStates) this.#states.push(record);
    else this.#isFull = true;
  }

  /**
   * How long in that time audio should come from one party to the other: neither held, nor wants none. 0 where it is not known.
   */
  demandedNs(sender: number, receiver: number, fromNs: number, toNs: number): number {
    if (this.#isFull) return 0;
    let sum = 0;
    for (const [at, state] of this.#states.entries()) {
      const untilNs = this.#states[at + 1]?.timeNs ?? Infinity;
      const spanNs = Math.min(toNs, untilNs) - Math.max(fromNs, state.timeNs);
      const isWanted = partyOf(state, sender)?.sends === true && partyOf(state, receiver)?.receives === true;
      if (spanNs > 0 && isWanted) sum += spanNs;
    }
    return sum;
  }

  /** Whether something else was agreed on between these times. */
  hasChanged(fromNs: number, toNs: number): boolean {
    return this.#isFull || this.#states.some(({ timeNs }) => timeNs > fromNs && timeNs < toNs);
  }

  /** Where that party wanted its audio at that time, and the frame that says so; undefined where it is not known. */
  endpointOf(tag: number, timeNs: number): { readonly endpoint: string; readonly frame: number } | undefined {
    const state = this.#states.findLast((one) => one.timeNs <= timeNs) ?? this.#states[0];
    const endpoint = state === undefined ? undefined : partyOf(state, tag)?.endpoint;
    return state === undefined || endpoint === undefined ? undefined : { endpoint, frame: state.frame };
  }
}

function partyOf({ parties }: SessionRecord, tag: number): PartyRecord | undefined {
  return parties.find((party) => party.tag === tag);
}
