/** Performance figures (RFC 6076 §4) of a part of the capture. */
export type KpiRow = {
  readonly id: string;
  /** What the figures are of. */
  readonly scope: 'overall' | 'minute' | 'peer' | 'prefix';
  /** Which minute, peer or prefix. */
  readonly of?: string;
  /** INVITEs that began a call. */
  readonly calls: number;
};
