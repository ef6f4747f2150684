/** What a metric's value is: a number in its range, or a word. */
export type VqMetricRow = {
  /** The line it stands in, and its name there. */
  readonly line: string;
  readonly name: string;
  /** Its name here; ends in its unit. */
  readonly key: string;
  readonly type: 'number' | 'text';
  /** Of numbers. */
  readonly min?: number;
  readonly max?: number;
};

const rows = [
  { line: 'Timestamps', name: 'START', key: 'start', type: 'text' },
  { line: 'Timestamps', name: 'STOP', key: 'stop', type: 'text' },
  { line: 'SessionDesc', name: 'PT', key: 'payloadType', type: 'number', min: 0, max: 127 },
  { line: 'SessionDesc', name: 'PD', key: 'codec', type: 'text' },
  // Of codecs that change it the lowest and the highest: 8000;16000.
  { line: 'SessionDesc', name: 'SR', key: 'sampleRateHz', type: 'text' },
  { line: 'SessionDesc', name: 'PPS', key: 'packetsPerSecond', type: 'number', min: 0, max: 99_999 },
  { line: 'SessionDesc', name: 'FD', key: 'frameMs', type: 'number', min: 0, max: 9999 },
  { line: 'SessionDesc', name: 'FO', key: 'frameBytes', type: 'number', min: 0, max: 99_999 },
  { line: 'SessionDesc', name: 'FPP', key: 'framesPerPacket', type: 'number', min: 0, max: 99 },
  { line: 'SessionDesc', name: 'FMTP', key: 'fmtp', type: 'text' },
  { line: 'SessionDesc', name: 'PLC', key: 'packetLossConcealment', type: 'number', min: 0, max: 3 },
  { line: 'SessionDesc', name: 'SSUP', key: 'silenceSuppression', type: 'text' },
  { line: 'JitterBuffer', name: 'JBA', key: 'jitterBufferAdaptive', type: 'number', min: 0, max: 3 },
  { line: 'JitterBuffer', name: 'JBR', key: 'jitterBufferRate', type: 'number', min: 0, max: 15 },
  { line: 'JitterBuffer', name: 'JBN', key: 'jitterBufferNominalMs', type: 'number', min: 0, max: 65_535 },
  { line: 'JitterBuffer', name: 'JBM', key: 'jitterBufferMaxMs', type: 'number', min: 0, max: 65_535 },
  { line: 'JitterBuffer', name: 'JBX', key: 'jitterBufferAbsoluteMaxMs', type: 'number', min: 0, max: 65_535 },
  { line: 'PacketLoss', name: 'NLR', key: 'networkLossPercent', type: 'number', min: 0, max: 100 },
  { line: 'PacketLoss', name: 'JDR', key: 'jitterDiscardPercent', type: 'number', min: 0, max: 100 },
  { line: 'BurstGapLoss', name: 'BLD', key: 'burstLossPercent', type: 'number', min: 0, max: 100 },
  { line: 'BurstGapLoss', name: 'BD', key: 'burstMs', type: 'number', min: 0, max: 3_600_000 },
  { line: 'BurstGapLoss', name: 'GLD', key: 'gapLossPercent', type: 'number', min: 0, max: 100 },
  { line: 'BurstGapLoss', name: 'GD', key: 'gapMs', type: 'number', min: 0, max: 3_600_000 },
  { line: 'BurstGapLoss', name: 'GMIN', key: 'minimumGapPackets', type: 'number', min: 1, max: 255 },
  { line: 'Delay', name: 'RTD', key: 'roundTripMs', type: 'number', min: 0, max: 65_535 },
  { line: 'Delay', name: 'ESD', key: 'endSystemDelayMs', type: 'number', min: 0, max: 65_535 },
  { line: 'Delay', name: 'OWD', key: 'oneWayDelayMs', type: 'number', min: 0, max: 65_535 },
  { line: 'Delay', name: 'SOWD', key: 'symmetricOneWayDelayMs', type: 'number', min: 0, max: 65_535 },
  { line: 'Delay', name: 'IAJ', key: 'interarrivalJitterMs', type: 'number', min: 0, max: 65_535 },
  { line: 'Delay', name: 'MAJ', key: 'meanAbsoluteJitterMs', type: 'number', min: 0, max: 65_535 },
  { line: 'Signal', name: 'SL', key: 'signalLevelDbm0', type: 'number', min: -99, max: 99 },
  { line: 'Signal', name: 'NL', key: 'noiseLevelDbm0', type: 'number', min: -99, max: 99 },
  { line: 'Signal', name: 'RERL', key: 'residualEchoReturnLossDb', type: 'number', min: 0, max: 999 },
  { line: 'QualityEst', name: 'RLQ', key: 'listeningR', type: 'number', min: 0, max: 120 },
  { line: 'QualityEst', name: 'RLQEstAlg', key: 'listeningRAlgorithm', type: 'text' },
  { line: 'QualityEst', name: 'RCQ', key: 'conversationalR', type: 'number', min: 0, max: 120 },
  { line: 'QualityEst', name: 'RCQEstAlg', key: 'conversationalRAlgorithm', type: 'text' },
  { line: 'QualityEst', name: 'EXTRI', key: 'externalRIn', type: 'number', min: 0, max: 120 },
  { line: 'QualityEst', name: 'ExtRIEstAlg', key: 'externalRInAlgorithm', type: 'text' },
  { line: 'QualityEst', name: 'EXTRO', key: 'externalROut', type: 'number', min: 0, max: 120 },
  { line: 'QualityEst', name: 'ExtROEstAlg', key: 'externalROutAlgorithm', type: 'text' },
  { line: 'QualityEst', name: 'MOSLQ', key: 'mosLq', type: 'number', min: 0, max: 5 },
  { line: 'QualityEst', name: 'MOSLQEstAlg', key: 'mosLqAlgorithm', type: 'text' },
  { line: 'QualityEst', name: 'MOSCQ', key: 'mosCq', type: 'number', min: 0, max: 5 },
  { line: 'QualityEst', name: 'MOSCQEstAlg', key: 'mosCqAlgorithm', type: 'text' },
  { line: 'QualityEst', name: 'QoEEstAlg', key: 'algorithm', type: 'text' },
] as const;

/** The metrics of one side, each undefined where the report has it not. RFC 6035 §4.6.1, §4.6.2. */
export type VqMetrics = {
  readonly [Row in (typeof rows)[number] as Row['key']]?: Row['type'] extends 'number' ? number : string;
};

/** Every metric a voice quality report may hold. */
export const vqMetricTable: readonly VqMetricRow[] = rows;

/** The lines that hold metrics, in lower case. */
export const vqMetricLines: ReadonlySet<string> = new Set(rows.map(({ line }) => line.toLowerCase()));
