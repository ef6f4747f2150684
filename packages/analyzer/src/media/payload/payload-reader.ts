import type { RtpPacket } from '../rtp-packet.ts';
import type { StreamFacts } from '../../rows/stream-row.ts';
import type { EventConduct } from './event-conduct.ts';
import type { LiveText } from './live-text.ts';
import type { StreamSound } from './stream-sound.ts';

/** What a payload type stands for, by the offer or answer valid at that packet or by RFC 3551. */
export type PayloadFormat = {
  /** As `a=rtpmap` names it, in capital letters: `PCMU`, `TELEPHONE-EVENT`, `H264` … */
  readonly encoding: string;
  readonly clockHz: number;
  readonly channels: number;
  /** As `a=fmtp` has them. */
  readonly parameters: string | undefined;
};

/** A time of the capture, in nanoseconds since its first packet, as rows have it: ISO 8601 in UTC. */
export type TimeText = (timeNs: number) => string;

/** Reads the payloads of one format in one stream, packet by packet, in the order of the capture. It never throws, and keeps a bounded amount. */
export type PayloadReader = {
  /** Of SRTP no payload comes here, unless it was decrypted. `timestamp` and `sequence` are as they stand in the packet. */
  receive(packet: RtpPacket): void;
  /** A packet of the stream has that number and nothing for it: a parity, for one. */
  skip?(sequence: number): void;
  /** What it has found until now: fields of the stream's row. */
  facts(time: TimeText): Partial<StreamFacts>;
  /** Of telephone events: how they were sent. */
  eventConduct?(): EventConduct;
};

/** What the readers of one stream share. */
export type ReaderContext = {
  readonly sound: StreamSound;
  /** Made when first asked for. */
  readonly text: LiveText;
  /** What a payload type stands for now. */
  readonly formatOf: (payloadType: number) => PayloadFormat | undefined;
  /** The reader of a format. */
  readonly of: (payloadType: number, format: PayloadFormat | undefined) => PayloadReader | undefined;
  /** Tells all readers of a packet that has nothing for them. */
  readonly skip: (sequence: number) => void;
};

/** Makes the reader of a format; undefined where nothing is to be read of it. */
export type MakePayloadReader = (format: PayloadFormat, context: ReaderContext) => PayloadReader | undefined;

/** Reads what no RTP carries on a flow that a description tells of: UDPTL, BFCP … It never throws, and keeps a bounded amount. */
export type DatagramReader = {
  /** `bytes[start, end)` is valid only during the call; `slicedBytes`: of it, sent and not captured. */
  receive(
    bytes: Uint8Array,
    start: number,
    end: number,
    at: { readonly timeNs: number; readonly frame: number; readonly slicedBytes: number },
  ): void;
  facts(time: TimeText): Partial<StreamFacts>;
};

/** What a description says of such a flow. */
export type DatagramFormat = {
  /** Of the m-line: `udptl`, `UDP/BFCP` … in capital letters. */
  readonly proto: string;
  /** `image`, `application` … */
  readonly kind: string;
  /** Its formats: `t38`, `*` … */
  readonly formats: readonly string[];
  /** Value attributes of the m-line that are of interest, by name: `T38FaxUdpEC` … */
  readonly attributes: ReadonlyMap<string, string>;
};

/** Makes the reader of what such a flow carries from one address to another; undefined where nothing is to be read of it. */
export type MakeDatagramReader = (format: DatagramFormat) => DatagramReader | undefined;
