/** How events were sent (RFC 4733 §2.5.1): how many, and what is not as it should be, with the first packet that shows it. */
export type EventConduct = {
  readonly events: number;
  /** The first packet of an event has no marker; of those whose first packet was certainly captured. */
  readonly unmarked: EventFault;
  /** A further packet of an event has one. */
  readonly marked: EventFault;
  /** The timestamp moves on within an event. */
  readonly moved: EventFault;
  /** The duration is shorter than it was. */
  readonly shrunk: EventFault;
};

export type EventFault = { readonly count: number; readonly frame: number };

/** Counts one kind of fault. */
export class FaultCount {
  #count = 0;
  #frame = 0;

  add(frame: number): void {
    if (this.#count++ === 0) this.#frame = frame;
  }

  get fault(): EventFault {
    return { count: this.#count, frame: this.#frame };
  }
}
