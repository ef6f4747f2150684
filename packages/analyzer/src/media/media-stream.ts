import type { StreamFacts } from '../rows/stream-row.ts';
import type { RtcpRow } from '../rows/rtcp-row.ts';
import { type FigureContext, StreamFigures } from './figures/stream-figures.ts';
import type { QualitySettings } from './figures/quality-settings.ts';
import { DscpTally } from './dscp-tally.ts';
import type { FlowMedia } from './flow-media.ts';
import { FormatUse } from './format-use.ts';
import type { TiedMedia } from './flow-tie.ts';
import type { PayloadReader, TimeText } from './payload/payload-reader.ts';
import { StreamReaders } from './payload/stream-readers.ts';
import { HeaderExtensions } from './redundancy/header-extensions.ts';
import type { RtpPacket } from './rtp-packet.ts';
import { PlainLook } from './srtp/plain-look.ts';
import { certificateProblem, type SecureStream } from './srtp/secure-media.ts';
import { agreementProblems, elsewhereOf, UnwantedPackets } from './stream-agreement.ts';
import type { SourceReports } from './rtcp/source-reports.ts';
import type { StreamCounts } from './rtcp/stream-counts.ts';
import { StreamDepartures } from './stream-departures.ts';
import type { Related } from './ssrc-index.ts';
import type { AskedMedia, StreamConduct } from './stream-conduct.ts';
import type { StreamRecord, StreamTie } from './stream-record.ts';

/** Changes of codec that are told of a stream. */
const mostChanges = 32;
/** Payload types that are told. */
const mostFormats = 32;
/** What of SRTP is decrypted while the capture is read first, where there is a key. */
const seldom: ReadonlySet<string> = new Set(['TELEPHONE-EVENT', 'T140']);
/** The stream before may go on for so long. */
const overlapNs = 200e6;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A stream, as others that have to do with it see it: it may be forgotten itself. */
export type Seen = {
  readonly number: number;
  readonly firstFrame: number;
  lastNs: number;
  kind: StreamRecord['kind'];
};

/** The packets of one SSRC on one flow (RFC 3550 §8.2). */
export class MediaStream implements StreamCounts {
  /** From 0, in the order in which they were found. */
  readonly number: number;
  /** Where the table has it. */
  slot = -1;
  readonly flow: FlowMedia;
  readonly ssrc: number;
  /** Found by its shape, not by a description. */
  readonly isHeuristic: boolean;
  readonly seen: Seen;
  /** The one before it on its flow. */
  readonly before: Seen | undefined;
  /** One of the same SSRC on another flow. */
  related: Related | undefined = undefined;
  /** What RTCP says of it. */
  reports: SourceReports | undefined = undefined;
  readonly startedNs: number;
  readonly firstFrame: number;
  lastFrame = 0;
  lastSequence = 0;
  lastTimestamp = 0;
  packets = 0;
  bytes = 0;
  /** Packets whose header contradicts their length. */
  malformed = 0;
  /** Packets that were captured once more. */
  copies = 0;
  /** Packets with the marker bit. */
  markers = 0;
  /** Whether what came last was told. */
  isTold = false;
  /** Packets when it was told last. */
  toldPackets = 0;
  /** Of SRTP: what opens it. */
  secure: SecureStream | undefined = undefined;
  /** By whom it is described, as far as it has been known. */
  tie: StreamTie | undefined = undefined;
  readonly figures: StreamFigures;
  readonly #readers = new StreamReaders({
    addLevel: (timeNs, dBov) => this.figures.addLevel(timeNs, dBov),
    formatOf: (payloadType) => this.flow.formatOf(payloadType),
  });
  readonly #uses: FormatUse[] = [];
  #extensions: HeaderExtensions | undefined = undefined;
  #extensionNames: ReadonlyMap<number, string> | undefined = undefined;
  /** By payload type, as long as they stand for the same. */
  #byType: (FormatUse | undefined)[] = [];
  readonly #dscps = new DscpTally();
  #version = -1;
  #main: FormatUse | undefined = undefined;
  #tied: TiedMedia | undefined = undefined;
  #unwanted: UnwantedPackets | undefined = undefined;
  /** From when on its receiver wants none of it. */
  #unwantedFromNs = Infinity;
  readonly #changes: { readonly timeNs: number; readonly frame: number; readonly use: FormatUse }[] = [];
  #moreChanges = 0;
  #plain: PlainLook | undefined = undefined;
  /** When descriptions were looked at last. */
  #asked: AskedMedia | undefined = undefined;
  readonly #departures = new StreamDepartures();
  #contested: StreamConduct['contested'] = undefined;
  #ambiguousType = -1;

  constructor(options: {
    readonly number: number;
    readonly flow: FlowMedia;
    readonly packet: RtpPacket;
    readonly isHeuristic: boolean;
    readonly before: Seen | undefined;
    readonly quality: QualitySettings;
  }) {
    const { number, flow, packet } = options;
    this.number = number;
    this.figures = new StreamFigures(options.quality);
    this.flow = flow;
    this.ssrc = packet.ssrc;
    this.isHeuristic = options.isHeuristic;
    this.before = options.before;
    this.startedNs = packet.timeNs;
    this.firstFrame = packet.frame;
    this.lastFrame = packet.frame;
    this.seen = { number, firstFrame: packet.frame, lastNs: packet.timeNs, kind: undefined };
  }

  /** A packet that was not captured before, with its payload found. */
  receive(packet: RtpPacket): void {
    const { timeNs } = packet;
    this.packets++;
    this.bytes += packet.payloadEnd - packet.payloadStart + packet.slicedBytes;
    this.lastFrame = packet.frame;
    this.lastSequence = packet.sequence;
    this.lastTimestamp = packet.timestamp;
    if (timeNs > this.seen.lastNs) this.seen.lastNs = timeNs;
    if (packet.marker) this.markers++;
    this.isTold = false;
    this.#dscps.receive(packet.dscp);
    if (this.#version !== this.flow.version) this.#look(packet);
    const use = this.#byType[packet.payloadType] ?? this.#use(packet);
    if (use.packets++ === 0) use.firstFrame = packet.frame;
    if (use !== this.#main && use.isMain) this.#change(packet, use);
    if (timeNs > this.#unwantedFromNs) (this.#unwanted ??= new UnwantedPackets()).receive(packet);
    if (timeNs > this.#departures.declinedFromNs) this.#departures.receiveDeclined(packet);
    this.figures.receive(packet, use.format, this.flow.isSecure);
    if (this.#readers.levelExtension >= 0) this.#readers.readLevel(packet);
    if (packet.extensionStart >= 0) this.#receiveExtensions(packet);
    if (this.flow.isSecure && this.secure?.hasOpened !== true) (this.#plain ??= new PlainLook()).receive(packet);
    else if (this.flow.echo !== undefined && use.isMain && !this.flow.isSecure)
      this.flow.echo.receive((this.flow.flow & 1) as 0 | 1, packet);
    if (use.reader === undefined) return;
    if (this.flow.isSecure) this.#readSecure(use.reader, packet);
    else use.reader.receive(packet);
  }

  /** Not encrypted by SRTP, unless RFC 6904 is in use: then their numbers can still be told. */
  #receiveExtensions(packet: RtpPacket): void {
    const { tie } = this.flow;
    this.#extensionNames = (tie?.wanted[0] ?? tie?.sent[0])?.media.extensions ?? this.#extensionNames;
    (this.#extensions ??= new HeaderExtensions()).receive(packet);
  }

  /** A packet whose header contradicts its length. */
  receiveMalformed(packet: RtpPacket): void {
    this.malformed++;
    this.lastFrame = packet.frame;
    if (packet.timeNs > this.seen.lastNs) this.seen.lastNs = packet.timeNs;
    this.isTold = false;
    if (this.#version !== this.flow.version) this.#look(packet);
  }

  /** The payload is read in clear text, if that can be had. */
  #readSecure(reader: PayloadReader, packet: RtpPacket): void {
    const payload = this.secure?.open(packet);
    if (payload === undefined) return;
    const { bytes, payloadStart, payloadEnd } = packet;
    packet.bytes = payload.bytes;
    packet.payloadStart = payload.start;
    packet.payloadEnd = payload.end;
    reader.receive(packet);
    packet.bytes = bytes;
    packet.payloadStart = payloadStart;
    packet.payloadEnd = payloadEnd;
  }

  get expected(): number {
    return this.figures.numbers.expected;
  }

  get lost(): number {
    return this.figures.numbers.lost;
  }

  get duplicates(): number {
    return this.figures.numbers.duplicates;
  }

  get highest(): number {
    return this.figures.numbers.highest & 0xffff;
  }

  get lastTimeNs(): number {
    return this.seen.lastNs;
  }

  get clockHz(): number {
    return this.figures.clockHz;
  }

  lostAmong(latest: number): number {
    return this.figures.numbers.lostAmong(latest);
  }

  /** `rtcp`: what RTCP says of it. */
  record(state: StreamRecord['state'], time: TimeText, rtcp?: RtcpRow): StreamRecord {
    const { flow, seen } = this;
    return {
      number: this.number,
      state,
      protocol: flow.isSecure ? 'SRTP' : 'RTP',
      kind: this.#tied?.media.kind ?? this.#mostUsed()?.kind,
      isHeuristic: this.isHeuristic && this.tie === undefined,
      ssrc: this.ssrc,
      flow: flow.flow,
      startedNs: this.startedNs,
      endedNs: seen.lastNs,
      firstFrame: this.firstFrame,
      lastFrame: this.lastFrame,
      packets: this.packets,
      bytes: this.bytes,
      tie: this.tie,
      previous: this.#previous(),
      relayOf: this.related?.kind === 'relayed' ? this.related.other.number : -1,
      facts: state === 'begun' ? {} : this.#facts(time, rtcp),
      ...(state === 'begun' ? {} : { conduct: this.#conduct() }),
      ...(state === 'begun' ? {} : { series: this.figures.series(this.#context(time, rtcp)) }),
    };
  }

  #conduct(): StreamConduct {
    const { unmarkedGaps, unmarkedGapFrame } = this.figures;
    const { reports } = this;
    const asked = this.flow.asked ?? this.#asked;
    const events = this.#readers.eventConduct();
    const unasked = this.#uses
      .filter(({ isNegotiated }) => isNegotiated === false)
      .map(({ payloadType, packets, firstFrame }) => ({ payloadType, packets, frame: firstFrame }));
    const elsewhere = elsewhereOf(this.flow);
    const contested = this.flow.contested ?? this.#contested;
    return {
      ...(asked === undefined ? {} : { asked }),
      ...(elsewhere === undefined ? {} : { elsewhere }),
      ...(this.#ambiguousType < 0 ? {} : { ambiguousType: this.#ambiguousType }),
      ...(contested === undefined ? {} : { contested }),
      markers: this.markers,
      unmarkedGaps,
      unmarkedGapFrame,
      ...(events === undefined ? {} : { events }),
      ...(this.#plain === undefined ? {} : { plain: this.#plain.facts() }),
      ...(reports?.brokenRtcp === undefined ? {} : { brokenRtcp: reports.brokenRtcp }),
      ...(unasked.length === 0 ? {} : { unasked }),
      ...this.#departures.facts,
      ...(this.flow.unmuxed === undefined ? {} : { unmuxed: this.flow.unmuxed }),
      ...(this.flow.echo === undefined ? {} : { echo: this.flow.echo.facts((this.flow.flow & 1) as 0 | 1) }),
      rtcpDatagrams: reports?.judged ?? 0,
    };
  }

  /** The stream that this one goes on, if that has ended. */
  #previous(): number {
    const moved = this.related?.kind === 'moved' ? this.related.other : undefined;
    const isEnded = (other: Seen): boolean => other.lastNs <= this.startedNs + overlapNs;
    if (moved !== undefined && isEnded(moved)) return moved.number;
    const { before } = this;
    return before !== undefined && isEnded(before) && before.kind === this.seen.kind ? before.number : -1;
  }

  #context(time: TimeText, rtcp: RtcpRow | undefined): FigureContext {
    return { time, agreedPtimeMs: this.#tied?.media.ptimeMs, roundTripMs: rtcp?.roundTripMs };
  }

  /** Descriptions say something else than before. */
  #look(packet: RtpPacket): void {
    const { tie, version } = this.flow;
    this.#version = version;
    this.#unwantedFromNs = Infinity;
    // What goes on when its call is forgotten is what it was.
    if (tie === undefined) return;
    this.#byType = [];
    this.#readers.sound.hasEvents = this.flow.hasEvents;
    this.#readers.levelExtension = this.flow.levelExtension;
    const { session, receiver, sender } = tie;
    this.#asked = this.flow.asked;
    this.#contested ??= this.flow.contested;
    this.tie = { callId: session.callId, senderTag: sender?.tag ?? 0, receiverTag: receiver?.tag ?? 0 };
    const { tied } = this.flow.meaning(packet);
    if (tied !== undefined) this.#tied = tied;
    this.#departures.look(tie, tied, this.startedNs);
    this.#unwantedFromNs = tied !== undefined && tied.described.party === receiver ? unwantedFrom(tied) : Infinity;
  }

  #use(packet: RtpPacket): FormatUse {
    const { payloadType } = packet;
    const meaning = this.flow.meaning(packet);
    if (this.flow.isAmbiguous(packet)) this.#ambiguousType = payloadType;
    let use = this.#uses.find((one) => one.isOf(payloadType, meaning));
    if (use === undefined) {
      const format = meaning.meant?.format;
      const isRead = !this.flow.isSecure || (format !== undefined && seldom.has(format.encoding));
      const reader = isRead ? this.#readers.of(payloadType, format) : undefined;
      use = new FormatUse(payloadType, meaning, reader);
      // Beyond, what is in use is read, but not told.
      if (this.#uses.length < mostFormats) this.#uses.push(use);
    }
    this.#byType[payloadType] = use;
    this.seen.kind ??= use.kind;
    return use;
  }

  #change({ timeNs, frame }: RtpPacket, use: FormatUse): void {
    const before = this.#main;
    this.#main = use;
    // The same codec may be agreed on anew.
    if (before === undefined || isSameCodec(before, use)) return;
    if (this.#changes.length < mostChanges) this.#changes.push({ timeNs, frame, use });
    else this.#moreChanges++;
  }

  /** The format that most packets have: of a codec, where there is one. */
  #mostUsed(): FormatUse | undefined {
    let most: FormatUse | undefined;
    for (const use of this.#uses) {
      const isBetter = most === undefined || (use.isMain === most.isMain ? use.packets > most.packets : use.isMain);
      if (isBetter) most = use;
    }
    return most;
  }

  #facts(time: TimeText, rtcp: RtcpRow | undefined): StreamFacts {
    const facts: Writable<StreamFacts> = {};
    const most = this.#mostUsed();
    facts.payloadTypes = [...new Set(this.#uses.map((use) => use.payloadType))];
    if (most?.format !== undefined) {
      facts.codec = most.format.name;
      facts.clockHz = most.format.clockHz;
    }
    if (this.#changes.length > 0) facts.codecChanges = this.#changes.map((change) => changeRow(change, time));
    if (this.#moreChanges > 0) facts.moreCodecChanges = this.#moreChanges;
    if (this.malformed > 0) facts.malformed = this.malformed;
    if (this.copies > 0) facts.capturedAgain = this.copies;
    const [dscp, ...otherDscps] = this.#dscps.values();
    if (dscp !== undefined) facts.dscp = dscp;
    if (otherDscps.length > 0) facts.otherDscps = otherDscps;
    Object.assign(facts, this.figures.facts(this.#context(time, rtcp)));
    if (rtcp !== undefined) facts.rtcp = rtcp;
    const { problems: heard = [], ...found } = this.#readers.facts(time);
    Object.assign(facts, found);
    const extensions = this.#extensions?.rows((id) => this.#extensionNames?.get(id));
    if (extensions !== undefined && extensions.length > 0) facts.headerExtensions = extensions;
    const problems = agreementProblems(this, { uses: this.#uses, unwanted: this.#unwanted, time });
    if (this.secure !== undefined) {
      const secure = this.secure.facts();
      Object.assign(facts, secure);
      problems.push(...certificateProblem(secure.dtls));
    }
    if (problems.length + heard.length > 0) facts.problems = [...(facts.problems ?? []), ...heard, ...problems];
    return facts;
  }
}

function isSameCodec({ format: one }: FormatUse, { format: other }: FormatUse): boolean {
  return one?.encoding === other?.encoding && one?.clockHz === other?.clockHz;
}

/** Who only sends, or neither, wants to receive nothing (RFC 3264 §6.1). What is under way may still come. */
function unwantedFrom({ media, described }: TiedMedia): number {
  const isUnwanted = media.direction === 'sendonly' || media.direction === 'inactive';
  return isUnwanted ? described.fromNs + 1e9 : Infinity;
}

function changeRow(
  { timeNs, frame, use }: { readonly timeNs: number; readonly frame: number; readonly use: FormatUse },
  time: TimeText,
): NonNullable<StreamFacts['codecChanges']>[number] {
  return {
    time: time(timeNs),
    frame,
    payloadType: use.payloadType,
    ...(use.format === undefined ? {} : { codec: use.format.name }),
  };
}
