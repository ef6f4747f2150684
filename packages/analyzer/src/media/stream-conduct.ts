import type { EventConduct } from './payload/event-conduct.ts';
import type { PlainLook } from './srtp/plain-look.ts';

/** What the receiver of a stream has asked for, by its description. */
export type AskedMedia = {
  /** In capital letters: `RTP/SAVPF`. */
  readonly proto: string;
  /** `PCMU/8000` …, names in capital letters. */
  readonly formats: readonly string[];
  /** Whether the description, or that of the sender, turns RTCP off (RFC 3556 §2), allows it to be of reduced size (RFC 5506 §5). */
  readonly isRtcpOff: boolean;
  readonly isRtcpReduced: boolean;
  readonly isBundled: boolean;
};

/** How a stream of RTP behaves, beside what its row tells: what rules of conformance ask. */
export type StreamConduct = {
  readonly asked?: AskedMedia;
  /** Packets with the marker bit. */
  readonly markers: number;
  /** Steps of the timestamps over a quarter of a second and more, where no packet is missing, at packets without the marker; and the first of these. */
  readonly unmarkedGaps: number;
  readonly unmarkedGapFrame: number;
  /** Of telephone events. */
  readonly events?: EventConduct;
  /** Of what should be encrypted: whether it looks as if it were not. */
  readonly plain?: ReturnType<PlainLook['facts']>;
  /** Datagrams of RTCP of its sender that are not whole compound packets (RFC 3550 §6.1): how many, the first, and what is wrong with it. */
  readonly brokenRtcp?: { readonly count: number; readonly frame: number; readonly what: string };
  /** Those that were judged. */
  readonly rtcpDatagrams: number;
};
