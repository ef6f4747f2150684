/** What feedback messages say, by their format. Lists are as long as the message has entries. */
export type FeedbackDetail =
  | { readonly kind: 'nack'; readonly entries: readonly NackEntry[]; readonly packets: number }
  | { readonly kind: 'bit-rates'; readonly entries: readonly BitRateEntry[] }
  | { readonly kind: 'sequences'; readonly entries: readonly SequenceEntry[] }
  | { readonly kind: 'slices'; readonly entries: readonly SliceEntry[] }
  | { readonly kind: 'reference-picture'; readonly payloadType: number; readonly bits: number }
  | { readonly kind: 'sources'; readonly ssrcs: readonly number[] }
  | { readonly kind: 'remb'; readonly bitsPerSecond: number; readonly ssrcs: readonly number[] }
  | { readonly kind: 'application'; readonly identifier: string }
  | TransportCc
  | { readonly kind: 'ccfb'; readonly streams: readonly CongestionReport[]; readonly timestamp: number };

/** Of a packet that is missing, and which of the 16 behind it are, lowest bit first. RFC 4585 §6.2.1. */
export type NackEntry = { readonly packetId: number; readonly following: number };

/** TMMBR, TMMBN: RFC 5104 §4.2.1. */
type BitRateEntry = {
  readonly ssrc: number;
  readonly bitsPerSecond: number;
  /** Bytes a packet has beside its payload. */
  readonly overhead: number;
};

/** FIR, TSTR, TSTN, VBCM: RFC 5104 §4.3. `value`: the index of a trade-off, or the payload type of the message; 0 of FIR. */
type SequenceEntry = { readonly ssrc: number; readonly sequence: number; readonly value: number };

/** SLI: RFC 4585 §6.3.2. */
type SliceEntry = { readonly first: number; readonly number: number; readonly pictureId: number };

/** draft-holmer-rmcat-transport-wide-cc-extensions §3.1. */
export type TransportCc = {
  readonly kind: 'transport-cc';
  readonly baseSequence: number;
  readonly packets: number;
  readonly received: number;
  readonly referenceMs: number;
  readonly feedbackCount: number;
};

/** RFC 8888 §3.1. */
export type CongestionReport = {
  readonly ssrc: number;
  readonly beginSequence: number;
  readonly packets: number;
  readonly received: number;
  /** Of those received, marked with congestion experienced (RFC 3168). */
  readonly congested: number;
};
