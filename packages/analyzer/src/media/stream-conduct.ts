import type { EventConduct } from './payload/event-conduct.ts';
import type { EchoFacts } from './echo-watch.ts';
import type { PlainLook } from './srtp/plain-look.ts';
import type { Elsewhere } from './stream-agreement.ts';
import type { DepartedPackets, SentAhead } from './stream-departures.ts';

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
  /** Milliseconds of a packet. */
  readonly ptimeMs: number | undefined;
};

/** How a stream of RTP behaves, beside what its row tells: what rules of conformance ask. */
export type StreamConduct = {
  readonly asked?: AskedMedia;
  /** Where it is not where descriptions have it. */
  readonly elsewhere?: Elsewhere;
  /** Of a bundle: a payload type that several m-lines have, without anything else that tells them apart. */
  readonly ambiguousType?: number;
  /** Another session wants media at the same address at the same time: a party of it. */
  readonly contested?: {
    readonly callId: number;
    readonly tag: number;
    readonly peerTag: number;
    readonly frame: number;
  };
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
  /** Payload types that its receiver has not named. */
  readonly unasked?: readonly { readonly payloadType: number; readonly packets: number; readonly frame: number }[];
  /** Of an m-line that its sender has declined. */
  readonly declined?: DepartedPackets;
  /** Its first packets came before its sender had described anything. */
  readonly ahead?: SentAhead;
  /** RTCP on the port of RTP, where the two sides did not both say a=rtcp-mux (RFC 5761 §5.1.1). */
  readonly unmuxed?: DepartedPackets;
  /** Where media goes both ways: packets of this flow whose payloads came the other way shortly before. */
  readonly echo?: EchoFacts;
  /** Those that were judged. */
  readonly rtcpDatagrams: number;
};
