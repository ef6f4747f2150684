import type { FaxOverAudioRow, FaxRow } from './fax-row.ts';

/** Media of the callee before it answered: between these times (timers.md §5, RFC 3960). */
export type EarlyMediaRow = {
  readonly from: string;
  /** Of its last packet before the answer. */
  readonly to: string;
  readonly by: 'caller' | 'callee';
  /** Of its first packet and its last. */
  readonly frames: readonly number[];
};

/**
 * The media of a call, as far as it was captured. `audio` is told only where both sides should have sent for some seconds, by their session descriptions, and media of
 * at least one of them is captured here: what merely goes another way is not missing.
 */
export type CallMediaRow = {
  readonly audio?: 'both' | 'one-way' | 'none';
  /** Whose audio is missing, where it is one-way. */
  readonly missing?: 'caller' | 'callee';
  /** Codecs of all streams, in order of appearance. */
  readonly codecs?: readonly string[];
  /** Whether all, or some, of its streams are SRTP. */
  readonly encrypted?: 'all' | 'some';
  /** Lost packets of all streams. */
  readonly lostPercent?: number;
  /** True where packets came while a side was on hold: music, or an announcement. */
  readonly duringHold?: 'caller' | 'callee' | 'both';
  /** How long media went on after the end of the call. */
  readonly afterEndMs?: number;
  /** Where a side sends from another address than it named: mostly a NAT between. */
  readonly nat?: readonly {
    readonly by: 'caller' | 'callee';
    readonly named: string;
    readonly seen: string;
    readonly frame: number;
  }[];
  /** What came of a fax by T.38. */
  readonly fax?: FaxRow;
  /** Where a fax machine was heard, and no T.38 came. */
  readonly faxOverAudio?: FaxOverAudioRow;
  /** Of the packets and messages that prove it. */
  readonly frames: readonly number[];
};
