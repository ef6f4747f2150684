import type { LossPlace } from './transaction-row.ts';

/**
 * By what a message is sent again: Timer A an INVITE, Timer E another request, Timer G a failure (RFC 3261 §17); `2xx` until its ACK comes (§13.3.1.4); `1xx` a reliable
 * provisional response until its PRACK comes (RFC 3262 §3); `copy`: no timer of its own, it answers a copy of the request, or of the response.
 */
export type RetransmissionTimer = 'A' | 'E' | 'G' | '2xx' | '1xx' | 'copy';

/**
 * - `B`, `F`: the client gives up, for no final response came (RFC 3261 §17.1.1.2, §17.1.2.2).
 * - `H`: the server stops waiting for an ACK to its failure (§17.2.1); `L`: to its 2xx (RFC 6026 §8.7, §13.3.1.4).
 * - `C`: a proxy gives up on an INVITE that rings (§16.8).
 * - `session`: the session expires (RFC 4028 §10).
 */
export type LadderTimerName = 'B' | 'F' | 'H' | 'L' | 'C' | 'session';

/** A timer on the lane whose it is. */
export type LadderTimer = {
  readonly name: LadderTimerName;
  readonly lane: number;
  /** When it fires, by the default of RFC 3261 or by what the messages say. */
  readonly time: string;
  readonly sinceStartMs: number;
  /** What it was set by. */
  readonly setBy: number;
  /** `true`: it fired: the capture goes on beyond it and nothing stopped it. `false`: the capture ends before it would fire. */
  readonly fires: boolean;
  /** The arrow that was sent because it fired: a 408, a CANCEL, a BYE. */
  readonly caused?: number;
  readonly transaction?: string;
  readonly dialog?: string;
  /** A whole sentence: `Timer B: no response to the INVITE in 32 s`. */
  readonly label: string;
  readonly frames: readonly number[];
};

/** A message that must have been sent, by what was captured, and was not captured. Only of times that were captured. */
export type LadderGhost = {
  /** Lanes. */
  readonly from: number;
  readonly to: number;
  /** `ACK`, `final response`, `INVITE` … */
  readonly label: string;
  /** When it should have been there, at latest. */
  readonly time: string;
  readonly sinceStartMs: number;
  /** The arrow it should have followed. */
  readonly after: number;
  /** A whole sentence: why it is expected. */
  readonly why: string;
  readonly transaction?: string;
  readonly frames: readonly number[];
};

/** Where something was lost: see `LossPlace`. */
export type LadderLoss = {
  readonly where: LossPlace;
  /** Lanes of the hop, in the direction in which it was lost. */
  readonly from: number;
  readonly to: number;
  /** The arrow that was lost behind the capture; of what was lost before it could be captured, the arrow that shows it. */
  readonly arrow: number;
  /** True where it is `arrow` itself that did not arrive. */
  readonly lost?: true;
  readonly time: string;
  readonly sinceStartMs: number;
  /** A whole sentence. */
  readonly label: string;
  readonly transaction: string;
  readonly frames: readonly number[];
};
