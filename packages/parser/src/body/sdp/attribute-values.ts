import type { Span } from '../../text/span.ts';

/** `name` or `name=value`. */
export type NameValue = { readonly name: string; readonly value: string | undefined };

/** Where a peer may be reached. RFC 8839 §5.1; `tcpType`: RFC 6544 §4.5. */
export type Candidate = {
  readonly foundation: string;
  /** 1 is RTP, 2 RTCP. */
  readonly component: number;
  readonly transport: string;
  readonly priority: number;
  /** An IP address or a host name. */
  readonly address: string;
  readonly port: number | undefined;
  /** `host`, `srflx`, `prflx`, `relay` … */
  readonly type: string;
  readonly relatedAddress: string | undefined;
  readonly relatedPort: number | undefined;
  readonly tcpType: string | undefined;
  /** Every name and value behind the type, the three above too. */
  readonly extensions: readonly NameValue[];
};

/** One component's candidate that the peer has chosen. RFC 8839 §5.2. */
export type RemoteCandidate = {
  readonly component: number;
  readonly address: string;
  readonly port: number | undefined;
};

/** One key of `a=crypto`. RFC 4568 §6.1. */
export type CryptoKey = {
  /** `inline`, or an extension's. */
  readonly method: string;
  /** Master key and salt in base64; of another method than `inline` all it says. */
  readonly keySalt: string;
  /** How many packets the key may protect. */
  readonly lifetime: number | undefined;
  /** The master key identifier, as a number and in bytes. */
  readonly mki: number | undefined;
  readonly mkiLength: number | undefined;
};

/** SRTP keys in the description itself. RFC 4568 §9.1, §9.2. */
export type Crypto = {
  readonly tag: number;
  readonly suite: string;
  readonly keys: readonly CryptoKey[];
  /** `KDR=1`, `UNENCRYPTED_SRTP`, `FEC_ORDER=…`, `WSH=…` … RFC 4568 §6.3. */
  readonly sessionParams: readonly NameValue[];
};

/** A certificate's hash. RFC 8122 §5. */
export type Fingerprint = { readonly hash: string; readonly fingerprint: string };

/** What belongs together and how: `mid`s of a group (RFC 5888 §5), streams of `msid-semantic`. */
export type SdpGroup = { readonly semantics: string; readonly ids: readonly string[] };

/** RFC 5576 §4.2. */
export type SsrcGroup = { readonly semantics: string; readonly ssrcs: readonly number[] };

/** RFC 8830 §2. */
export type Msid = { readonly stream: string; readonly track: string | undefined };

/** Where RTCP goes if not to the next port. RFC 3605 §2.1. */
export type RtcpAddress = {
  readonly port: number | undefined;
  readonly networkType: string | undefined;
  readonly addressType: string | undefined;
  readonly address: string | undefined;
};

/** Feedback that may be sent: `nack pli`, `ccm fir`, `ack ccfb` … RFC 4585 §4.2, RFC 5104 §7.1, RFC 8888 §6. */
export type RtcpFeedback = {
  /** The payload type it is for; `*` is for all. */
  readonly payloadType: number | '*';
  readonly type: string;
  readonly params: readonly string[];
};

/** The meaning of a header extension's number. RFC 8285 §8. */
export type Extmap = {
  readonly id: number;
  readonly direction: string | undefined;
  readonly uri: string;
  readonly attributes: string | undefined;
};

/** One format of a simulcast stream; `~` before it says that it begins paused. RFC 8853 §5.1. */
export type SimulcastFormat = { readonly rid: string; readonly paused: boolean };

/** Streams, each with its formats to choose from. */
export type SimulcastStreams = readonly (readonly SimulcastFormat[])[];

/** RFC 8853 §5.1. */
export type Simulcast = { readonly send: SimulcastStreams; readonly recv: SimulcastStreams };

/** RFC 8851 §10. */
export type Rid = {
  readonly id: string;
  readonly direction: string;
  readonly payloadTypes: readonly number[];
  /** `max-width=1280` … and those above. */
  readonly restrictions: readonly NameValue[];
};

/** Numbers to choose from, or a range of them. RFC 6236 §3.1.1. */
export type ImageRange =
  | readonly number[]
  | { readonly min: number; readonly step: number | undefined; readonly max: number };

/** RFC 6236 §3.1.1. */
export type ImageSet = {
  readonly x: ImageRange;
  readonly y: ImageRange;
  /** `sar`, `par`, `q` … */
  readonly params: readonly NameValue[];
};

/** Sizes of pictures; `*` is any. RFC 6236 §3.1.1. */
export type ImageAttribute = {
  readonly payloadType: number | '*';
  readonly send: readonly ImageSet[] | '*';
  readonly recv: readonly ImageSet[] | '*';
};

/** TS 26.234 §5.3.3.2. */
export type FrameSize = { readonly payloadType: number; readonly width: number; readonly height: number };

/** `a=curr`, `a=des` (which alone has a strength) and `a=conf`. RFC 3312 §4; types: RFC 4032, 5027, 5898. */
export type Precondition = {
  /** `qos`, `sec`, `conn` … */
  readonly type: string;
  readonly strength: string | undefined;
  /** `e2e`, `local` or `remote`. */
  readonly status: string;
  /** `none`, `send`, `recv` or `sendrecv`. */
  readonly direction: string;
};

/** Which file is meant. RFC 5547 §6. */
export type FileSelector = {
  readonly name: string | undefined;
  readonly size: number | undefined;
  /** A media type. */
  readonly type: string | undefined;
  readonly hashes: readonly Fingerprint[];
};

/** Dates as RFC 5322 writes them. RFC 5547 §6. */
export type FileDate = {
  readonly creation: string | undefined;
  readonly modification: string | undefined;
  readonly read: string | undefined;
};

/** Bytes of a file, counted from 1; without `stop` to its end. RFC 5547 §6. */
export type FileRange = { readonly start: number; readonly stop: number | undefined };

/** A data channel. RFC 8864 §5.1. */
export type DataChannel = {
  readonly streamId: number;
  readonly subprotocol: string | undefined;
  readonly label: string | undefined;
  readonly ordered: boolean;
  readonly maxRetransmits: number | undefined;
  readonly maxTimeMs: number | undefined;
  readonly priority: number | undefined;
};

/** The form of early drafts; today `sctp-port`. */
export type SctpMap = {
  readonly port: number | undefined;
  readonly protocol: string;
  readonly streams: number | undefined;
};

/** RFC 4567 §3.1. */
export type KeyManagement = { readonly protocol: string; readonly data: string };

/** RFC 6189 §8. */
export type ZrtpHash = { readonly version: string; readonly hash: string };

/** Transports that could be used, counted from `number` on. RFC 5939 §3.4.2. */
export type TransportCapability = { readonly number: number; readonly protos: readonly string[] };

/** Attribute capabilities that go together. RFC 5939 §3.5.1. */
export type AttributeConfiguration = { readonly mandatory: readonly number[]; readonly optional: readonly number[] };

/** A configuration that is offered (`pcfg`, `lcfg`) or taken (`acfg`). RFC 5939 §3.5.1, §3.5.2. */
export type Configuration = {
  readonly number: number;
  /** Whose attributes go first: `m` the medium's, `s` the session's, `ms` both. */
  readonly deletes: string | undefined;
  /** To choose from. */
  readonly attributes: readonly AttributeConfiguration[];
  /** To choose from. */
  readonly transports: readonly number[];
  /** Every list as written, those of extensions too. */
  readonly lists: readonly NameValue[];
};

/** RFC 4570 §3. */
export type SourceFilter = {
  /** `incl` or `excl`. */
  readonly mode: string;
  readonly networkType: string;
  readonly addressType: string;
  readonly destination: string;
  readonly sources: readonly string[];
};

/** Another address for the same media. RFC 6947 §4.1. */
export type AlternativeAddress = {
  readonly number: number;
  readonly addressType: string;
  readonly address: string;
  readonly port: number | undefined;
  readonly rtcpPort: number | undefined;
};

/** RFC 3407 §3.2. */
export type CapabilityDescription = {
  readonly number: number;
  readonly kind: string;
  readonly proto: string;
  readonly formats: readonly string[];
};

/** RFC 8856 §5.4, RFC 4583 §6. */
export type FloorId = { readonly id: string; readonly streams: readonly string[] };

/** An attribute behind a number, and where it stands. */
export type NumberedPlace = { readonly id: number; readonly place: Span };
