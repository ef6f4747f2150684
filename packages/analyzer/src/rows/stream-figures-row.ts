/** How well a stream of RTP arrived where it was captured. Definitions: docs/media.md. */
export type StreamFiguresRow = {
  /** From the first to the highest sequence number (RFC 3550 A.3). */
  readonly expected?: number;
  /** Sequence numbers that never came. */
  readonly lost?: number;
  /** Of what was expected. */
  readonly lostPercent?: number;
  /** Expected less received, duplicates among the received, as RTCP reports tell it (RFC 3550 A.3): may be negative. Where it is not `lost`. */
  readonly cumulativeLost?: number;
  readonly duplicates?: number;
  /** Packets that came after one with a higher sequence number (RFC 4737). */
  readonly outOfOrder?: number;
  /** By how many sequence numbers the latest of them was behind the highest. */
  readonly mostOutOfOrder?: number;
  /** Packets that came too late for the jitter buffer of `assumptions`. */
  readonly late?: number;
  /** Packets whose sequence numbers were far from all others (RFC 3550 A.1); they count nowhere else. */
  readonly strays?: number;
  /** How often the sequence began anew (RFC 3550 A.1). */
  readonly restarts?: number;
  /** Interarrival jitter (RFC 3550 A.8): mean and highest of its values after each packet. */
  readonly jitterMsMean?: number;
  readonly jitterMsMax?: number;
  /** Between arrivals, pauses that the sender made left out. */
  readonly minDeltaMs?: number;
  readonly meanDeltaMs?: number;
  readonly maxDeltaMs?: number;
  /** The packet after the longest of them. */
  readonly maxDeltaFrame?: number;
  /** Of the timestamps. */
  readonly clockHz?: number;
  /** True where no format tells the clock: it was found from how fast the timestamps run. */
  readonly clockEstimated?: true;
  /** How much faster the sender's clock runs than that of the capture, in parts of a million. */
  readonly clockSkewPpm?: number;
  /** Timestamps that do not go with the time, by 2 s or more. */
  readonly timestampJumps?: number;
  /** Time that a packet holds, by timestamps … */
  readonly ptimeMs?: number;
  /** … other times, of which there are many … */
  readonly otherPtimesMs?: readonly number[];
  /** … and what was agreed, where that is something else. */
  readonly agreedPtimeMs?: number;
  /** Packets of comfort noise: RFC 3389, or of the codec (AMR, G.723.1, G.729). */
  readonly comfortNoise?: number;
  /** Pauses in which the sender sent nothing (silence suppression), and their time. */
  readonly pauses?: number;
  readonly pausedMs?: number;
  /** How often how many packets were lost one after the other. */
  readonly lossRuns?: readonly LossRun[];
  readonly bursts?: LossBursts;
  /** Rating by the E-model (ITU-T G.107) and the mean opinion score of it, of the whole stream; absent where nothing is published of its codec. */
  readonly rFactor?: number;
  readonly mos?: number;
  /** The lowest of all 5 seconds, and when they began. */
  readonly mosMin?: number;
  readonly mosMinAt?: string;
  readonly assumptions?: QualityAssumptions;
};

export type LossRun = {
  /** Packets, from … to. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
};

/** RFC 3611 §4.7.2, Gmin 16: of packets lost, or too late for the jitter buffer. */
export type LossBursts = {
  readonly count: number;
  /** Percent of the packets in bursts, and between them, that were lost or too late. What bursts are like is absent where there is none. */
  readonly burstDensity?: number;
  readonly gapDensity: number;
  /** Mean; absent where the time that packets hold is not known. */
  readonly burstMs?: number;
  readonly gapMs?: number;
};

/** What `mos` and `rFactor` rest on that was not measured. */
export type QualityAssumptions = {
  readonly codec: string;
  /** G.107 (100 at best), or G.107.1 (129 at best). */
  readonly scale: 'narrowband' | 'wideband';
  /** Of the codec (ITU-T G.113). */
  readonly ie: number;
  readonly bpl?: number;
  /** How lost packets of G.711 are made good. */
  readonly concealment?: string;
  readonly jitterBuffer: 'fixed' | 'adaptive';
  /** Of an adaptive one its mean. */
  readonly jitterBufferMs: number;
  /** One way: half of the round trip that RTCP tells, else what was set. */
  readonly networkDelayMs: number;
  readonly networkDelayFrom: 'RTCP' | 'assumed';
  /** Mouth to ear: network, packet, codec and jitter buffer. */
  readonly delayMs: number;
  readonly lossPercent: number;
  readonly burstRatio: number;
};

/** How a stream went over time, for charts: columns of equal length. `null` where nothing was measured. */
export type StreamSeries = {
  /** When the first bucket begins, since the first packet of the capture. */
  readonly startedNs: number;
  /** Of a bucket: 1 s, of long streams twice as much or four times and so on. */
  readonly widthMs: number;
  readonly packets: readonly number[];
  /** Of payload. */
  readonly bytes: readonly number[];
  readonly lost: readonly number[];
  readonly late: readonly number[];
  readonly duplicates: readonly number[];
  readonly jitterMsMean: readonly (number | null)[];
  readonly jitterMsMax: readonly (number | null)[];
  readonly maxDeltaMs: readonly (number | null)[];
  /** Mean and peak level of the decoded sound, in dBov (RFC 6464); -127 is silence. */
  readonly level: readonly (number | null)[];
  readonly levelPeak: readonly (number | null)[];
  /** Of a value of `mos`. */
  readonly mosWidthMs: number;
  readonly mos: readonly (number | null)[];
};
