/** How much of a session description is read. */
export type SdpLimits = {
  /** `m=` sections. */
  readonly media: number;
  /** `a=` lines. */
  readonly attributes: number;
};

export const defaultSdpLimits: SdpLimits = { media: 1024, attributes: 20_000 };
