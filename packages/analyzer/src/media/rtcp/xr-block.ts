/** Blocks of extended reports (RFC 3611 §4). Numbers are as they stand in the block. */
export type XrBlock =
  | XrRunLengths
  | XrReceiptTimes
  | XrReferenceTime
  | XrDlrr
  | XrStatistics
  | XrVoipMetrics
  | { readonly kind: 'other'; readonly type: number };

/** §4.1, §4.2. */
type XrRunLengths = {
  readonly kind: 'loss' | 'duplicates';
  readonly ssrc: number;
  readonly beginSequence: number;
  /** Behind the last one. */
  readonly endSequence: number;
  /** Only one packet in 2^thinning is told of. */
  readonly thinning: number;
  readonly packets: number;
  /** Lost, or with duplicates. */
  readonly marked: number;
};

/** §4.3. */
type XrReceiptTimes = {
  readonly kind: 'receipt-times';
  readonly ssrc: number;
  readonly beginSequence: number;
  readonly endSequence: number;
  readonly thinning: number;
  readonly times: number;
};

/** §4.4. */
type XrReferenceTime = {
  readonly kind: 'reference-time';
  readonly ntpSeconds: number;
  readonly ntpFraction: number;
};

/** §4.5. */
type XrDlrr = {
  readonly kind: 'dlrr';
  readonly reports: readonly XrDelaySinceRr[];
};

export type XrDelaySinceRr = {
  readonly ssrc: number;
  readonly lastRr: number;
  readonly delaySinceLastRr: number;
};

/** §4.6. What is not reported is undefined. */
export type XrStatistics = {
  readonly kind: 'statistics';
  readonly ssrc: number;
  readonly beginSequence: number;
  readonly endSequence: number;
  readonly lost: number | undefined;
  readonly duplicates: number | undefined;
  /** In units of RTP timestamps. */
  readonly jitter: XrSpread | undefined;
  /** Time to live of IPv4, hop limit of IPv6. */
  readonly hops: XrSpread | undefined;
};

export type XrSpread = {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly deviation: number;
};

/** §4.7. What is unavailable is undefined. */
export type XrVoipMetrics = {
  readonly kind: 'voip-metrics';
  readonly ssrc: number;
  /** In 1/256. */
  readonly lossRate: number;
  readonly discardRate: number;
  readonly burstDensity: number;
  readonly gapDensity: number;
  /** Milliseconds. */
  readonly burstDuration: number;
  readonly gapDuration: number;
  readonly roundTripDelay: number | undefined;
  readonly endSystemDelay: number | undefined;
  /** dBm0. */
  readonly signalLevel: number | undefined;
  readonly noiseLevel: number | undefined;
  /** dB. */
  readonly residualEchoReturnLoss: number | undefined;
  readonly gmin: number | undefined;
  readonly rFactor: number | undefined;
  readonly externalRFactor: number | undefined;
  /** From 1 to 5. */
  readonly mosLq: number | undefined;
  readonly mosCq: number | undefined;
  readonly concealment: 'standard' | 'enhanced' | 'disabled' | undefined;
  readonly jitterBuffer: 'adaptive' | 'fixed' | undefined;
  /** 1 to 15. */
  readonly jitterBufferRate: number | undefined;
  /** Milliseconds; undefined where no jitter buffer is told of. */
  readonly jitterBufferNominal: number | undefined;
  readonly jitterBufferMaximum: number | undefined;
  readonly jitterBufferAbsoluteMaximum: number | undefined;
};
