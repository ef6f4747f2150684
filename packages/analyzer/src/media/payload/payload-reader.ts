import type { RtpPacket } from '../rtp-packet.ts';
import type { StreamFacts } from '../../rows/stream-row.ts';

/** What a payload type stands for, by the offer or answer valid at that packet or by RFC 3551. */
export type PayloadFormat = {
  /** As `a=rtpmap` names it, in capital letters: `PCMU`, `TELEPHONE-EVENT`, `H264` … */
  readonly encoding: string;
  readonly clockHz: number;
  readonly channels: number;
  /** As `a=fmtp` has them. */
  readonly parameters: string | undefined;
};

/** Reads the payloads of one format in one stream, packet by packet, in the order of the capture. It never throws, and keeps a bounded amount. */
export type PayloadReader = {
  /** Of SRTP no payload comes here, unless it was decrypted. `timestamp` and `sequence` are as they stand in the packet. */
  receive(packet: RtpPacket): void;
  /** What it has found until now: fields of the stream's row. */
  facts(): Partial<StreamFacts>;
};

/** Makes the reader of a format; undefined where nothing is to be read of it. */
export type MakePayloadReader = (format: PayloadFormat) => PayloadReader | undefined;
