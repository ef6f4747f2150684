import type { Concealment } from './codec-impairments.ts';
import { defaultJitterBuffer, type JitterBufferSettings } from './jitter-buffer.ts';

/** What the quality of a stream is judged by that a capture does not show. Rows name them as `assumptions`. */
export type QualitySettings = {
  readonly jitterBuffer: JitterBufferSettings;
  /** One way, where no RTCP tells the round trip. A capture in one place cannot show it: it is taken to be 0. */
  readonly networkDelayMs: number;
  readonly concealment: Concealment;
};

export const defaultQualitySettings: QualitySettings = {
  jitterBuffer: defaultJitterBuffer,
  networkDelayMs: 0,
  concealment: 'G.711 Appendix I',
};
