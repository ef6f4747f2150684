/** The state of a resource, as a NOTIFY or PUBLISH told it. */
export type StateRow = {
  readonly at: string;
  readonly frame: number;
  /** Whose state, where it is not that of the resource itself: an entry of a list, the entity of the document. */
  readonly of?: string;
  /** For people: `open; on-the-phone; "In a meeting"`, `messages waiting: voice 2 new, 8 old`, `confirmed to sip:bob@example.com` … */
  readonly what: string;
  /** True where it tells only what changed. */
  readonly partial?: true;
  /** Since when, as the document says. */
  readonly timestamp?: string;
};

/** Something that departs from what the RFCs say, or that the state cannot be relied on for. */
export type ProblemRow<Code extends string> = {
  readonly code: Code;
  readonly count: number;
  /** The first ten. */
  readonly frames: readonly number[];
  /** Of the first. */
  readonly detail?: string;
};
