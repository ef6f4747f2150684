/** What is sent along with media to make losses good. */
export type RedundancyRow = {
  /** RFC 2198; RFC 4588; RFC 5109; RFC 8627. */
  readonly kind: 'RED' | 'RTX' | 'ULPFEC' | 'FLEXFEC';
  readonly packets: number;
  /** Of RED: most blocks that one packet repeats. */
  readonly depth?: number;
  /** Packets of this stream that did not come, and whose content did: in later blocks of RED, or by its parities. */
  readonly recovered?: number;
  /** Of RTX: payload type of what is sent again, packets that were, those that were more than once, packets of padding (which probe the bandwidth). */
  readonly originalPayloadType?: number;
  readonly retransmitted?: number;
  readonly retransmittedAgain?: number;
  readonly paddingOnly?: number;
  /** Of parities: packets that each stands for, on average. */
  readonly meanProtected?: number;
  /** Lengths lie. */
  readonly malformed?: number;
};

/** A header extension (RFC 8285) in the packets of a stream. */
export type HeaderExtensionRow = {
  readonly id: number;
  /** As a description says of that number. */
  readonly uri?: string;
  readonly packets: number;
  /** Of a MID, RID and the like: the last one. */
  readonly text?: string;
  /** Of the audio level (RFC 6464): mean, in dBov, and share of packets marked as voice. */
  readonly meanLevelDbov?: number;
  readonly voicePercent?: number;
  /** Of the orientation of video (TS 26.114 §7.4.5): degrees, clockwise, the last one, and how often it changed. */
  readonly rotation?: number;
  readonly rotations?: number;
};
