import type { FeedbackDetail } from './feedback-detail.ts';
import type { SdesName } from './rtcp-type.ts';
import type { XrBlock } from './xr-block.ts';

/** One packet of those that a compound RTCP packet is made of (RFC 3550 §6.1). Numbers are as they stand in the packet. */
export type RtcpPacket =
  | SenderReport
  | ReceiverReport
  | SourceDescription
  | Goodbye
  | ApplicationPacket
  | FeedbackMessage
  | ExtendedReport
  | OtherRtcp;

/** RFC 3550 §6.4.1. */
export type SenderReport = {
  readonly kind: 'SR';
  readonly ssrc: number;
  /** Seconds since 1900, or of a clock of the sender's own. */
  readonly ntpSeconds: number;
  /** In units of 2^-32 s. */
  readonly ntpFraction: number;
  readonly rtpTimestamp: number;
  readonly packetCount: number;
  readonly octetCount: number;
  readonly reports: readonly ReportBlock[];
};

/** RFC 3550 §6.4.2. */
export type ReceiverReport = {
  readonly kind: 'RR';
  readonly ssrc: number;
  readonly reports: readonly ReportBlock[];
};

export type ReportBlock = {
  /** Of the source that it reports on. */
  readonly ssrc: number;
  /** In 1/256, since the report before. */
  readonly fractionLost: number;
  /** 24 bits, signed: duplicates may make it negative. */
  readonly cumulativeLost: number;
  readonly extendedHighest: number;
  /** In units of RTP timestamps. */
  readonly jitter: number;
  /** The middle 32 bits of the NTP timestamp of the latest SR; 0 where there was none. */
  readonly lastSr: number;
  /** In units of 1/65536 s. */
  readonly delaySinceLastSr: number;
};

/** RFC 3550 §6.5. */
export type SourceDescription = {
  readonly kind: 'SDES';
  readonly chunks: readonly SdesChunk[];
};

export type SdesChunk = {
  readonly ssrc: number;
  readonly items: readonly SdesItem[];
};

export type SdesItem = {
  readonly name: SdesName;
  /** Of PRIV only. */
  readonly prefix: string | undefined;
  /** It shares nothing with the packet. */
  readonly text: string;
};

/** RFC 3550 §6.6. */
export type Goodbye = {
  readonly kind: 'BYE';
  readonly ssrcs: readonly number[];
  readonly reason: string | undefined;
};

/** RFC 3550 §6.7. */
export type ApplicationPacket = {
  readonly kind: 'APP';
  readonly ssrc: number;
  readonly subtype: number;
  /** Four characters. */
  readonly name: string;
  readonly dataBytes: number;
};

/** RFC 4585 §6.1. */
export type FeedbackMessage = {
  readonly kind: 'feedback';
  /** `NACK`, `PLI`, `FIR`, `transport-cc` … */
  readonly name: string;
  readonly ssrc: number;
  /** The media source it is about; 0 where the entries name it. */
  readonly media: number;
  /** Undefined where only the kind of message is known. */
  readonly detail: FeedbackDetail | undefined;
};

/** RFC 3611 §2. */
export type ExtendedReport = {
  readonly kind: 'XR';
  readonly ssrc: number;
  readonly blocks: readonly XrBlock[];
};

/** What is skipped by its length. */
type OtherRtcp = {
  readonly kind: 'other';
  readonly type: number;
  /** Of its sender; -1 where there is none. */
  readonly ssrc: number;
};

/** What contradicts the length of a packet, or cannot be: for the diagnostic `rtcp-syntax`. */
export type RtcpFault = {
  /** Offset into the datagram. */
  readonly at: number;
  /** A sentence for people. */
  readonly detail: string;
};

/**
 * `none`: as it was sent; `authenticated`: SRTCP that is not encrypted (its E bit is 0); `encrypted`: of SRTCP only the first header and the sender can be read
 * (RFC 3711 §3.4).
 */
export type RtcpSecurity = 'none' | 'authenticated' | 'encrypted';

/** What a datagram of RTCP holds: all that could be read. */
export type RtcpReading = {
  readonly packets: readonly RtcpPacket[];
  readonly security: RtcpSecurity;
  /** Type and sender of its first packet; -1 where they are missing. */
  readonly type: number;
  readonly ssrc: number;
  readonly faults: readonly RtcpFault[];
};
