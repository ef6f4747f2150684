/** What RTCP says of a stream: its sender of itself, its receivers of what reached them, and how that agrees with what passed the tap. */
export type RtcpRow = {
  /** Packets of RTCP that say something of it. */
  readonly packets: number;
  readonly sender?: RtcpSenderRow;
  /** Of many the first eight. */
  readonly receivers?: readonly RtcpReceiverRow[];
  readonly moreReceivers?: number;
  readonly loss?: RtcpLossRow;
  /**
   * Between the ends, and its two parts, which the tap parts: by the reports that answer sender reports (RFC 3550 §6.4.1); mean. Where only one part is known, what the VoIP metrics of
   * a receiver say of the whole.
   */
  readonly roundTripMs?: number;
  readonly roundTripToReceiverMs?: number;
  readonly roundTripToSenderMs?: number;
  /** What its receivers asked for: `NACK`, `PLI`, `FIR`, `REMB` … */
  readonly feedback?: readonly RtcpFeedbackRow[];
  /** How much later it passed the tap than another stream of its sender that was to be played with it. */
  readonly lipSync?: readonly LipSyncRow[];
  /** Packets of SRTCP that could not be read: of them only the sender is known. */
  readonly encrypted?: number;
  readonly problems?: readonly RtcpProblemRow[];
  /** Frames, in order: all, or the first 256. */
  readonly frames: readonly number[];
  readonly moreFrames?: number;
};

/** What the sender says of itself, by the latest word. */
export type RtcpSenderRow = {
  readonly cname?: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly loc?: string;
  readonly tool?: string;
  readonly note?: string;
  readonly priv?: readonly string[];
  readonly reports: number;
  readonly first?: string;
  readonly last?: string;
  readonly firstFrame?: number;
  readonly lastFrame?: number;
  /** It has sent since it began. */
  readonly sentPackets?: number;
  readonly sentOctets?: number;
  /** Between its first report and its last: packets that it sent, by its count, and those of them that passed the tap. */
  readonly sentBetween?: number;
  readonly seenBetween?: number;
  /** Units of RTP timestamps a second, by its own clock. */
  readonly clockHz?: number;
  /** Its clock before (positive) or behind that of the capture; left out where it has none of the day. */
  readonly clockOffsetMs?: number;
  /** When it left. */
  readonly bye?: string;
  readonly byeFrame?: number;
  readonly byeReason?: string;
  /** Packets of applications, by name. */
  readonly applications?: readonly RtcpApplicationRow[];
};

export type RtcpApplicationRow = {
  readonly name: string;
  readonly subtype: number;
  readonly count: number;
};

/** What one receiver reported. */
export type RtcpReceiverRow = {
  /** As eight hexadecimal digits. */
  readonly ssrc: string;
  readonly cname?: string;
  /** `ip:port` from which it reports. */
  readonly address: string;
  readonly reports: number;
  readonly first?: string;
  readonly last?: string;
  readonly firstFrame?: number;
  readonly lastFrame?: number;
  /** Since it began to receive, as it counts; negative where more came than it expected. */
  readonly lost?: number;
  /** Of the interval of one report: the mean of all, the worst, and when that was. */
  readonly lostPercentMean?: number;
  readonly lostPercentMax?: number;
  readonly worst?: string;
  readonly worstFrame?: number;
  readonly highestSequence?: number;
  readonly jitterMsLast?: number;
  readonly jitterMsMean?: number;
  readonly jitterMsMax?: number;
  /** Between the tap and the receiver. */
  readonly roundTripMsMin?: number;
  readonly roundTripMsMean?: number;
  readonly roundTripMsMax?: number;
  /** By extended reports (RFC 3611). */
  readonly voip?: VoipMetricsRow;
  readonly statistics?: RtcpStatisticsRow;
  /** Over time: all, or of many one in so many. */
  readonly series?: readonly RtcpPointRow[];
};

export type RtcpPointRow = {
  readonly at: string;
  readonly lostPercent: number;
  readonly lost: number;
  readonly jitterMs?: number;
  readonly roundTripMs?: number;
};

/** VoIP metrics (RFC 3611 §4.7), the latest. */
export type VoipMetricsRow = {
  readonly at: string;
  readonly frame: number;
  readonly reports: number;
  readonly lossPercent: number;
  readonly discardPercent: number;
  readonly burstLossPercent: number;
  readonly burstMs: number;
  readonly gapLossPercent: number;
  readonly gapMs: number;
  readonly minimumGapPackets?: number;
  readonly roundTripMs?: number;
  readonly endSystemDelayMs?: number;
  readonly signalLevelDbm0?: number;
  readonly noiseLevelDbm0?: number;
  readonly residualEchoReturnLossDb?: number;
  readonly rFactor?: number;
  readonly externalRFactor?: number;
  readonly mosLq?: number;
  readonly mosCq?: number;
  /** The worst of all reports. */
  readonly rFactorMin?: number;
  readonly mosLqMin?: number;
  readonly concealment?: 'standard' | 'enhanced' | 'disabled';
  readonly jitterBuffer?: 'adaptive' | 'fixed';
  readonly jitterBufferRate?: number;
  readonly jitterBufferNominalMs?: number;
  readonly jitterBufferMaxMs?: number;
  readonly jitterBufferAbsoluteMaxMs?: number;
};

/** What blocks of extended reports about packets add up to (RFC 3611 §4.1, §4.2, §4.6). */
export type RtcpStatisticsRow = {
  readonly reports: number;
  readonly lost?: number;
  readonly duplicates?: number;
  /** Of the latest report. */
  readonly jitterMsMin?: number;
  readonly jitterMsMax?: number;
  readonly jitterMsMean?: number;
  readonly hopsMin?: number;
  readonly hopsMax?: number;
};

/** What a receiver has lost beside what the tap has, over the same sequence numbers; where none reports, what the sender counts beside it. */
export type RtcpLossRow = {
  /** Expected in that interval; where no receiver reports, those that the sender counts. */
  readonly packets: number;
  /** By sequence numbers at the tap. */
  readonly lostAtTap: number;
  /** As the receiver counts. */
  readonly lostAtReceiver?: number;
  readonly lostBeforeTap: number;
  readonly lostAfterTap?: number;
  /** The receiver has them, the capture has not. */
  readonly missedByCapture?: number;
  /** By so many packets the figures may be wrong, as reports and packets do not pass at one moment. */
  readonly precision: number;
  /** A sentence for people. */
  readonly text: string;
};

export type RtcpFeedbackRow = {
  readonly name: string;
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** Of NACK: packets asked for again; of transport-cc and CCFB: packets told of. */
  readonly packets?: number;
  /** Of transport-cc and CCFB. */
  readonly received?: number;
  /** Of REMB, TMMBR, TMMBN. */
  readonly bitsPerSecondMin?: number;
  readonly bitsPerSecondLast?: number;
};

export type LipSyncRow = {
  /** Of the other stream. */
  readonly ssrc: string;
  readonly offsetMsMean: number;
  readonly offsetMsMin: number;
  readonly offsetMsMax: number;
};

/** `rtcp-missing`: the sender of the stream sends no RTCP, though the other side does. */
export type RtcpProblem = 'rtcp-missing';

export type RtcpProblemRow = {
  readonly code: RtcpProblem;
  /** A sentence for people. */
  readonly text: string;
};
