import type { ComfortNoiseRow, LevelRow, TextRow } from './audio-row.ts';
import type { StreamDtmfRow, TelephoneEventRow, ToneRow } from './dtmf-row.ts';
import type { BfcpRow } from './bfcp-row.ts';
import type { FaxFacts } from './fax-row.ts';
import type { HeaderExtensionRow, RedundancyRow } from './redundancy-row.ts';
import type { StreamFiguresRow } from './stream-figures-row.ts';
import type { StreamQualityRow } from './quality-report-row.ts';
import type { RtcpRow } from './rtcp-row.ts';
import type { DtlsFacts, SrtpFacts } from './srtp-facts.ts';
import type { VideoRow } from './video-row.ts';
import type { StreamProblemRow } from './stream-problem.ts';

/** Media from one source to one address: of RTP, an SSRC on a flow (RFC 3550 §8.2); of T.38, BFCP and others, a flow. */
export type StreamRow = StreamFacts & {
  /** Stable for the same capture. */
  readonly id: string;
  readonly protocol: StreamProtocol;
  /** Of the session description; else by its codec, where that is known. */
  readonly kind?: 'audio' | 'video' | 'text' | 'image' | 'application';
  readonly call?: string;
  readonly dialog?: string;
  /** Who sends. */
  readonly from?: 'caller' | 'callee';
  /** True where it began before its call was answered. */
  readonly early?: true;
  /** True of what no session description told of: found by its shape. */
  readonly heuristic?: true;
  /** Id of the stream that this one goes on: from another address, or with another SSRC. */
  readonly previous?: string;
  /** Id of the stream that an element on the way sends on as this one, with its SSRC. */
  readonly relayOf?: string;
  /** As eight hexadecimal digits. */
  readonly ssrc?: string;
  readonly srcIp: string;
  readonly srcPort: number;
  readonly dstIp: string;
  readonly dstPort: number;
  readonly started: string;
  readonly ended: string;
  /** Frames of its first and last packet. */
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly packets: number;
  /** Of payload, without headers and padding. */
  readonly bytes: number;
};

export type StreamProtocol = 'RTP' | 'SRTP' | 'T.38' | 'BFCP' | 'MSRP';

/** What is found in a stream beside where it comes from: each reader of payloads, figures and reports fills its own fields. */
export type StreamFacts = StreamFiguresRow & {
  /** In order of appearance; the first 32. */
  readonly payloadTypes?: readonly number[];
  /** Of most of its packets, as its description names it or RFC 3551 does. */
  readonly codec?: string;
  readonly clockHz?: number;
  /** Where another codec than before began: the first 32. */
  readonly codecChanges?: readonly {
    readonly time: string;
    readonly frame: number;
    readonly payloadType: number;
    readonly codec?: string;
  }[];
  readonly moreCodecChanges?: number;
  /** Keys that were pressed: as events, as tones, and in the sound of G.711 and L16 where no events are agreed on. */
  readonly dtmf?: readonly StreamDtmfRow[];
  /** Other events: of fax machines, modems, lines. */
  readonly events?: readonly TelephoneEventRow[];
  /** Keys, events and tones that are not listed. */
  readonly moreEvents?: number;
  /** Tones that are heard in the sound of G.711 and L16. */
  readonly tones?: readonly ToneRow[];
  readonly level?: LevelRow;
  /** What the packets of comfort noise say. */
  readonly noise?: ComfortNoiseRow;
  /** Of real-time text. */
  readonly text?: TextRow;
  /** Differentiated services code point (RFC 2474) of most of its packets; and others, most frequent first. Absent where the tap does not tell. */
  readonly dscp?: number;
  readonly otherDscps?: readonly number[];
  /** Packets that were captured once more, by a second tap or in a tunnel: they count once. */
  readonly capturedAgain?: number;
  /** Packets whose header contradicts their length; they count nowhere else. */
  readonly malformed?: number;
  /** Of T.38. */
  readonly fax?: FaxFacts;
  readonly video?: VideoRow;
  readonly bfcp?: BfcpRow;
  /** What is sent along with media to make losses good. */
  readonly redundancy?: readonly RedundancyRow[];
  /** By their numbers; at most 32. */
  readonly headerExtensions?: readonly HeaderExtensionRow[];
  /** Of SRTP. */
  readonly srtp?: SrtpFacts;
  /** Where DTLS ran on the same addresses. */
  readonly dtls?: DtlsFacts;
  /** What RTCP says of it. */
  readonly rtcp?: RtcpRow;
  /** What its receiver, or its sender, published of its quality (RFC 6035). */
  readonly qualityReports?: readonly StreamQualityRow[];
  /** At most 32; each kind once, or once for each time. */
  readonly problems?: readonly StreamProblemRow[];
};
