/** What explanations of a message's header fields are about. */
export const explainedKinds = [
  'request',
  'response',
  'retransmission',
  'uri',
  'party',
  'dialog',
  'transaction',
  'call-id',
  'path',
  'hops',
  'route',
  'contact',
  'timer',
  'challenge',
  'credentials',
  'reference',
  'reliable',
  'reason',
  'identity',
  'passport',
  'history',
  'capability',
  'product',
  'event',
  'body',
  'warning',
  'clock',
  'session-id',
  'ims',
  'location',
  'priority',
] as const;
export type ExplainedKind = (typeof explainedKinds)[number];

/**
 * What the value of a header field, or the start line, means where it was captured. Only what the message and the capture prove is told; what cannot be known is
 * left out.
 */
export type ExplainedFact = {
  readonly kind: ExplainedKind;
  /** Of the start line, or the header field with all its lines: byte offsets into the message. */
  readonly span: readonly [start: number, end: number];
  /** A whole sentence. A moment in it stands as in `at`. */
  readonly text: string;
  /** The same in a word or two, to be read beside the line. */
  readonly short?: string;
  /** True of what is out of the ordinary. */
  readonly notable?: true;
  /** The moment `text` speaks of. */
  readonly at?: string;
  /** Frames that prove it, beside the message's own. */
  readonly frames?: readonly number[];
  readonly refs?: readonly ExplainedRef[];
  /** What the value consists of, each with its meaning; at most 60, and how many `moreParts`. */
  readonly parts?: readonly ExplainedPart[];
  readonly moreParts?: number;
  /** A way or a chain, to be drawn from left to right; at most 20, and how many `moreSteps` follow. */
  readonly steps?: readonly ExplainedStep[];
  readonly moreSteps?: number;
};

/** A row of another list. */
export type ExplainedRef = {
  readonly list: 'calls' | 'dialogs' | 'transactions';
  readonly id: string;
};

/** `tag 98asjd8`, `100rel: reliable provisional responses`. */
export type ExplainedPart = {
  readonly name: string;
  readonly value?: string;
  readonly means?: string;
  readonly rfc?: number;
  readonly section?: string;
};

export type ExplainedStep = {
  readonly name: string;
  /** Smaller, below the name. */
  readonly detail?: string;
  /** How it is reached from the one before, or why. */
  readonly by?: string;
  /** True of the step that this header field, or entry, is about. */
  readonly here?: true;
  readonly notable?: true;
};
