/**
 * What is wrong with a stream, as its session description, the stream of the other direction and its call tell. docs/media.md says when each is told.
 */
export const streamProblems = [
  'one-way',
  'other-address',
  'wrong-payload-type',
  'ptime-differs',
  'dscp-differs',
  'after-bye',
  'during-hold',
  'clock-skew',
  'high-jitter',
  'high-loss',
  'burst-loss',
  'ssrc-collision',
  'ssrc-loop',
  'certificate-differs',
  'silent',
  'dead-air',
] as const;
export type StreamProblemCode = (typeof streamProblems)[number];

export type StreamProblemRow = {
  readonly code: StreamProblemCode;
  /** A sentence for people. */
  readonly text: string;
  /** When it began and was over, where it is not of the whole stream. */
  readonly from?: string;
  readonly to?: string;
  /** Of the packets and messages that prove it. */
  readonly frames: readonly number[];
};
