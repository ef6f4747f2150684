import type { CallMessage } from '../../message/call-message.ts';
import type { CallRow, FindingRow, StreamRow } from '../../rows.ts';

/** A call with what a comparison needs of it. */
export type CallToCompare = {
  readonly call: CallRow;
  /** Of all its legs, in order; those that are too many may be left out behind them. */
  readonly messages: readonly CallMessage[];
  readonly findings: readonly FindingRow[];
  readonly streams: readonly StreamRow[];
};

/** How two of the same stand to each other: alike, different, or there on one side only. */
export type ComparedState = 'same' | 'differs' | 'left' | 'right';

/** What is compared of two calls, in the order in which it is told. */
export const comparedFacts = [
  'from',
  'to',
  'outcome',
  'verdict',
  'status',
  'reason',
  'endedBy',
  'release',
  'pddMs',
  'ringMs',
  'setupMs',
  'durationMs',
  'legs',
  'hops',
  'attempts',
  'forks',
  'transports',
  'callerAgents',
  'calleeAgents',
  'codecs',
  'audio',
  'encrypted',
  'mos',
  'lostPercent',
  'messages',
  'retransmissions',
  'annotations',
  'complete',
] as const;

/** One fact of both calls; a side without a value does not have it, or it is not known there. */
export type ComparedFact = {
  readonly fact: (typeof comparedFacts)[number];
  readonly state: ComparedState;
  readonly left?: string | number | boolean;
  readonly right?: string | number | boolean;
  /** Right less left, of numbers. */
  readonly difference?: number;
  /** True where the difference matters: times that differ as any two do, and who calls whom, do not. */
  readonly notable?: true;
};

/** A rule and how often each side departs from it. */
export type ComparedFindings = {
  readonly rule: string;
  readonly level: FindingRow['level'];
  readonly title: string;
  readonly state: ComparedState;
  readonly left: number;
  readonly right: number;
};

/** A message of a pair. */
export type ComparedMessage = {
  readonly frame: number;
  readonly index?: number;
  readonly time: string;
  /** Since the first message of its call. */
  readonly sinceStartMs: number;
  readonly kind: 'request' | 'response';
  readonly method: string;
  readonly status?: number;
  /** `INVITE`, `180 Ringing` … Wire text. */
  readonly label: string;
  /** `ip:port`. */
  readonly from: string;
  readonly to: string;
  readonly retransmission?: true;
};

/** In what two messages of a pair differ: texts in which addresses of the two ends have the same name. */
export type MessageDifference = {
  readonly part: 'start-line' | 'header' | 'sdp' | 'body';
  /** Of the header, the medium and line of a session description, or the media type. Wire text. */
  readonly name: string;
  readonly state: Exclude<ComparedState, 'same'>;
  /** The first 200 characters. Wire text. */
  readonly left?: string;
  readonly right?: string;
};

/** Messages at the same place of both calls, or one that the other call has not. */
export type ComparedPair = {
  readonly state: ComparedState;
  readonly left?: ComparedMessage;
  readonly right?: ComparedMessage;
  /** Between which elements, counted from the caller's side: `0` is the caller. */
  readonly hop: readonly [from: number, to: number];
  /** Of both: how much later in its call the right one came. */
  readonly laterMs?: number;
  /** True where both have it, but not in the same order. */
  readonly moved?: true;
  /** The first twenty. */
  readonly differences?: readonly MessageDifference[];
  readonly moreDifferences?: number;
};

/** What one side of a comparison is. */
export type ComparedCallSide = {
  readonly id: string;
  readonly from?: string;
  readonly to?: string;
  readonly started: string;
  readonly outcome: CallRow['outcome'];
  /** `ip:port` in the order of the path, from the caller. */
  readonly elements: readonly string[];
  /** Messages that were not compared, because there are too many. */
  readonly moreMessages?: number;
  /** Copies of packets, which are not compared. */
  readonly duplicates?: number;
};

export type CallComparison = {
  readonly left: ComparedCallSide;
  readonly right: ComparedCallSide;
  /** True where no notable fact, no finding and no message differs. */
  readonly isSame: boolean;
  readonly facts: readonly ComparedFact[];
  readonly findings: readonly ComparedFindings[];
  readonly messages: readonly ComparedPair[];
};
