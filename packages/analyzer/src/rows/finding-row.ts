/** By level. */
export type FindingCounts = { readonly [Level in FindingRow['level']]?: number };

/** A departure from a rule, as it was seen. */
export type FindingRow = {
  /** Id in the catalogue of rules: `SIP-VIA-003`. */
  readonly rule: string;
  /** `must` and `should` as RFC 2119 means them; `robustness` is legal, but explains faults; `security` points at fraud or attack. */
  readonly level: 'must' | 'security' | 'should' | 'robustness' | 'info';
  readonly severity: 'error' | 'warning' | 'info' | 'security';
  readonly title: string;
  /** What was seen, why it matters, and what to do. */
  readonly message: string;
  /** Its first sentence: what was seen. */
  readonly seen: string;
  readonly rfc: number;
  readonly section: string;
  readonly time: string;
  /** Absent of media that is missing, of which no packet tells. */
  readonly frame?: number;
  /** Which message of that packet, from 0, where it carries several. */
  readonly index?: number;
  /** `[start, end)` byte offsets into the message. */
  readonly span?: readonly [start: number, end: number];
  /** Where the message begins in the capture, in bytes after decompression; absent where it does not stand there in one piece, as it is. */
  readonly offset?: number;
  readonly call?: string;
  readonly dialog?: string;
  readonly transaction?: string;
  /** The stream of media it is told of. */
  readonly stream?: string;
  /** Frames of other messages that prove it. */
  readonly evidence?: readonly number[];
  /** Who sent the message: `ip:port`, and how it calls itself. Absent of media that is missing. */
  readonly source?: string;
  /** Whom it was sent to: `ip:port`. */
  readonly destination?: string;
  readonly userAgent?: string;
};

/** A finding as a message tells it: of one without a capture, there is no more than its text. */
export type MessageFinding = Pick<
  FindingRow,
  'rule' | 'level' | 'severity' | 'title' | 'message' | 'seen' | 'rfc' | 'section'
> &
  Partial<FindingRow>;

/** What one device did against one rule. */
export type FindingGroupRow = {
  readonly rule: string;
  readonly level: FindingRow['level'];
  readonly severity: FindingRow['severity'];
  readonly title: string;
  readonly rfc: number;
  readonly section: string;
  /** How the device calls itself; without it, its address; `unknown` of media that is missing. */
  readonly device: string;
  /** How often in truth: of the findings themselves only the first are told. */
  readonly count: number;
  /** The first, where a packet tells of it. */
  readonly frame?: number;
  readonly time: string;
};

/** What a rule came to over the whole capture. */
export type RuleOutcomeRow = {
  readonly rule: string;
  readonly kept: number;
  readonly failed: number;
  /** Where it could not be said, by the guard that stopped it. */
  readonly undetermined: Readonly<Record<string, number>>;
  /** Our fault: the rule failed, and was asked no more. */
  readonly fault?: string;
};
