import type { VqMetrics } from '@sipscope/parser';

/** A report on the quality of a voice session, which an end of it, or a probe, has published (RFC 6035). */
export type QualityReportRow = {
  /** Of the message that carried it. */
  readonly frame: number;
  readonly at: string;
  readonly report?: 'session' | 'interval' | 'alert';
  /** True of the last one of its session. */
  readonly final?: true;
  /** Which metric passed its threshold. */
  readonly alert?: { readonly metric?: string; readonly severity?: string; readonly direction?: string };
  /** `ip:port` that sent the message. */
  readonly source: string;
  /** URIs of the end that reports and of the other one. */
  readonly localUri?: string;
  readonly remoteUri?: string;
  readonly local?: QualityPlaceRow;
  readonly remote?: QualityPlaceRow;
  /** What the end that reports received, and what the other one did, by its RTCP. */
  readonly localMetrics?: VqMetrics;
  readonly remoteMetrics?: VqMetrics;
};

/** Where an end has its media, as it says itself. */
export type QualityPlaceRow = {
  readonly ip?: string;
  readonly port?: number;
  /** As eight hexadecimal digits: of what it sends. */
  readonly ssrc?: string;
};

/** What a quality report says of one stream. */
export type StreamQualityRow = {
  readonly frame: number;
  readonly at: string;
  readonly report?: 'session' | 'interval' | 'alert';
  readonly final?: true;
  /** `receiver`: it reports itself what it received; `sender`: its other side reports what it was told. */
  readonly by: 'receiver' | 'sender';
  readonly metrics: VqMetrics;
};
