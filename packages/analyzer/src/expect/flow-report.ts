import type { CallRow } from '../rows.ts';

/** What came of looking for a flow in a capture. */
export type FlowReport = {
  /** The flow's file and title. */
  readonly flow: string;
  readonly title: string;
  readonly matches: boolean;
  /** How many calls and other exchanges were looked at. */
  readonly looked: number;
  /** Of what comes closest; where every call must be as expected, of each. */
  readonly verdicts: readonly FlowVerdict[];
};

export type FlowVerdict = {
  readonly matches: boolean;
  /** The call that was compared; absent of another exchange, and of the capture as a whole. */
  readonly call?: Pick<CallRow, 'id' | 'callIds' | 'from' | 'to' | 'outcome' | 'status'>;
  /** Who of the flow is where. */
  readonly participants: Readonly<Record<string, readonly string[]>>;
  /** What departs first, in a sentence. */
  readonly departure?: string;
  /** Expected and seen, side by side in their order. */
  readonly lines: readonly FlowLine[];
  /** Rows and media that are not as the flow says. */
  readonly rows: readonly { readonly line: number; readonly what: string }[];
  /** Messages behind those that were compared. */
  readonly more?: number;
};

export type FlowLine = {
  /**
   * `same`: as expected; `different`: seen, but not as its step says; `missing`: expected and not seen; `unexpected`: seen and not expected; `allowed`: seen, not expected,
   * and no departure; `absent`: optional, and not seen.
   */
  readonly state: 'same' | 'different' | 'missing' | 'unexpected' | 'allowed' | 'absent';
  /** Of the flow. */
  readonly line?: number;
  readonly expected?: string;
  readonly frame?: number;
  /** Since the first message that was expected. */
  readonly sinceStartMs?: number;
  readonly seen?: string;
  /** What is not as expected. */
  readonly problems?: readonly string[];
};
