import { DatagramStream } from './datagram-stream.ts';
import type { MediaPlace, MediaPlaces } from './description/media-places.ts';
import type { MediaSession } from './description/media-session.ts';
import { type FlowTie, findTie, tieByPorts, type TiedMedia } from './flow-tie.ts';
import type { MeantFormat, NamedFormat } from './format-use.ts';
import type { MediaStream } from './media-stream.ts';
import { levelExtensionUri } from './payload/header-level.ts';
import type { EchoWatch } from './echo-watch.ts';
import type { AskedMedia, StreamConduct } from './stream-conduct.ts';
import type { RtpPacket } from './rtp-packet.ts';
import { staticFormats } from './static-formats.ts';
import type { WatchedSource } from './watched-source.ts';

/** What a payload type stands for, and who says so. */
export type Meaning = {
  readonly meant: MeantFormat | undefined;
  /** The m-line, where one is of that stream. */
  readonly tied: TiedMedia | undefined;
  /** Whether a description of the receiver names it; undefined where none is known. */
  readonly isNegotiated: boolean | undefined;
};

/** What is known of the media on one flow. */
export class FlowMedia {
  #unmuxed: StreamConduct['unmuxed'] = undefined;
  /** Of `FlowTable`. */
  readonly flow: number;
  readonly #places: MediaPlaces;
  readonly source: MediaPlace;
  readonly destination: MediaPlace;
  /** The stream whose packet came last. */
  last: MediaStream | undefined = undefined;
  /** All of them by SSRC, where there have been several. */
  streams: Map<number, MediaStream> | undefined = undefined;
  /** SSRCs that have not proved to be RTP yet. */
  watched: WatchedSource[] | undefined = undefined;
  /** What no RTP carries on it. */
  datagrams: DatagramStream | undefined = undefined;
  /** Counts up when payload types may stand for something else than before. */
  version = 0;
  /** What session descriptions say of it at the time of the latest packet. */
  tie: FlowTie | undefined = undefined;
  /** Whether the payloads are encrypted. */
  isSecure = false;
  /** Where media goes both ways: what watches both. */
  echo: EchoWatch | undefined = undefined;
  /** SSRCs beyond the limit were seen. */
  isFlooded = false;
  /** The latest that was tied to it. */
  #session: MediaSession | undefined = undefined;
  /** Of its two places, when the tie was found. */
  #seen = -1;
  #untilNs = -Infinity;

  constructor(flow: number, source: MediaPlace, destination: MediaPlace, places: MediaPlaces) {
    this.#places = places;
    this.flow = flow;
    this.source = source;
    this.destination = destination;
  }

  /** Looks again what descriptions say, where they may say something else than before. True where they are of another call, and the one before is over. */
  update(timeNs: number): boolean {
    if (this.source.version + this.destination.version === this.#seen && timeNs <= this.#untilNs) return false;
    const isNew = this.#seen < 0;
    this.#seen = this.source.version + this.destination.version;
    const { tie: named, untilNs } = findTie(this.destination, this.source, timeNs);
    const tie = named ?? (isNew ? tieByPorts(this.destination, this.source, this.#places, timeNs) : undefined);
    this.#untilNs = untilNs;
    if (tie === undefined && this.tie === undefined) return false;
    const before = this.#session;
    this.tie = tie;
    this.#session = tie?.session ?? before;
    const media = (tie?.wanted[0] ?? tie?.sent[0])?.media;
    // What goes on after the end of its call is what it was.
    if (media !== undefined) this.isSecure = media.proto.includes('SAVP') || haveKeys(tie);
    this.version++;
    return tie !== undefined && before !== undefined && tie.session !== before && before.endedNs >= 0;
  }

  stream(ssrc: number): MediaStream | undefined {
    const { last } = this;
    return last !== undefined && last.ssrc === ssrc ? last : this.streams?.get(ssrc);
  }

  add(stream: MediaStream): void {
    const { last } = this;
    if (last !== undefined || this.streams !== undefined) {
      this.streams ??= last === undefined ? new Map() : new Map([[last.ssrc, last]]);
      this.streams.set(stream.ssrc, stream);
    }
    this.last = stream;
  }

  remove(stream: MediaStream): void {
    this.streams?.delete(stream.ssrc);
    if (this.last === stream) this.last = undefined;
  }

  get ssrcs(): number {
    return this.streams?.size ?? (this.last === undefined ? 0 : 1);
  }

  /** Whether it is of a call that goes on. */
  get isOfOpenCall(): boolean {
    const session = this.tie?.session;
    return session !== undefined && session.endedNs < 0;
  }

  /** Whether nothing of it is open. */
  get isIdle(): boolean {
    return (
      this.last === undefined &&
      (this.streams?.size ?? 0) === 0 &&
      this.watched === undefined &&
      this.datagrams === undefined
    );
  }

  /** The m-line that it is of, where that is of no RTP. */
  get tiedDatagrams(): TiedMedia | undefined {
    const first = this.tie?.wanted[0];
    return first !== undefined && DatagramStream.reads(first) ? first : undefined;
  }

  /** What the payload type of a packet stands for at its time. */
  meaning(packet: RtpPacket): Meaning {
    const { payloadType } = packet;
    const { tie } = this;
    if (tie === undefined) return { meant: staticFormats.get(payloadType), tied: undefined, isNegotiated: undefined };
    const isKnown = tie.receiver !== undefined && tie.wanted[0]?.described.party === tie.receiver;
    const wanted = this.#ofStream(tie.wanted, packet);
    if (wanted !== undefined)
      return { meant: wanted.media.formats.get(payloadType), tied: wanted, isNegotiated: isKnown ? true : undefined };
    // The sender means what it has said itself, rightly or not (RFC 3264 §5.1).
    const sent = this.#ofStream(tie.sent, packet);
    const meant = sent?.media.formats.get(payloadType) ?? staticFormats.get(payloadType);
    return { meant, tied: tie.wanted[0], isNegotiated: isKnown ? false : undefined };
  }

  /** What a payload type stands for now, by its number alone. */
  formatOf(payloadType: number): NamedFormat | undefined {
    const { tie } = this;
    for (const { media } of [...(tie?.wanted ?? []), ...(tie?.sent ?? [])]) {
      const meant = media.formats.get(payloadType);
      if (meant !== undefined) return meant.format;
    }
    return staticFormats.get(payloadType)?.format;
  }

  /** What its receiver has asked for; of m-lines that share a transport, of all of them. */
  get asked(): AskedMedia | undefined {
    const { tie } = this;
    const [first] = tie?.wanted ?? [];
    if (tie === undefined || first === undefined || first.described.party !== tie.receiver) return undefined;
    const all = [...tie.wanted, ...tie.sent].map(({ media }) => media);
    return {
      proto: first.media.proto,
      formats: tie.wanted.flatMap(({ media }) =>
        Array.from(media.formats.values(), ({ format }) => `${format.encoding}/${format.clockHz}`),
      ),
      isRtcpOff: all.some((media) => media.isRtcpOff),
      isRtcpReduced: all.some((media) => media.isRtcpReduced),
      isBundled: tie.wanted.some(({ media }) => media.isBundled),
      ptimeMs: tie.wanted.length === 1 ? first.media.ptimeMs : undefined,
    };
  }

  /** RTCP that comes to the port of RTP, though the two sides did not both agree to that. */
  get unmuxed(): StreamConduct['unmuxed'] {
    return this.#unmuxed;
  }

  receiveRtcp({ frame }: RtpPacket): void {
    const known = this.#unmuxed;
    const agreedFrame = known === undefined && this.last === undefined ? -1 : this.#rtcpApartBy();
    if (agreedFrame >= 0) this.#unmuxed = { count: (known?.count ?? 0) + 1, frame: known?.frame ?? frame, agreedFrame };
  }

  /** The message by which RTCP has a port of its own; -1 where it has not, or that is not known. */
  #rtcpApartBy(): number {
    const { tie, destination } = this;
    const [first] = tie?.wanted ?? [];
    if (tie?.by !== 'destination' || first === undefined || first.described.party !== tie.receiver) return -1;
    const { media, described } = first;
    if (!media.isRtp || media.isBundled || !tie.receiver.current.includes(described)) return -1;
    if (destination.entries.some(({ isRtcp }) => isRtcp)) return -1;
    const isAgreed = media.isRtcpMuxed && (tie.sent.length === 0 || tie.sent.some((one) => one.media.isRtcpMuxed));
    return isAgreed ? -1 : described.frame;
  }

  /** Whether who receives has agreed to be told of keys as events (RFC 4733). */
  get hasEvents(): boolean {
    for (const { media } of this.tie?.wanted ?? [])
      for (const { format } of media.formats.values()) if (format.encoding === 'TELEPHONE-EVENT') return true;
    return false;
  }

  /** Number of the header extension that tells how loud a packet is; -1 where none is agreed on. */
  get levelExtension(): number {
    for (const { media } of this.tie?.wanted ?? [])
      for (const [id, uri] of media.extensions) if (uri === levelExtensionUri) return id;
    return -1;
  }

  /** Whether several m-lines of a bundle have that payload type, and nothing says which of them a packet is of (RFC 9143 §9.2). */
  isAmbiguous(packet: RtpPacket): boolean {
    const wanted = this.tie?.wanted ?? [];
    if (wanted.length < 2 || !wanted.some(({ media }) => media.isBundled)) return false;
    if (wanted.filter(({ media }) => media.formats.has(packet.payloadType)).length < 2) return false;
    const isNamed = this.tie?.sent.some(({ media }) => media.ssrcs.includes(packet.ssrc)) === true;
    return !isNamed && midOf(packet, wanted) === undefined;
  }

  /** A party of another session that wants media at the same address now. */
  get contested(): StreamConduct['contested'] {
    const described = this.tie?.wanted[0]?.described;
    if (described === undefined || this.tie?.by !== 'destination') return undefined;
    const other = this.destination.entries.find(
      ({ described: one }) =>
        one.session !== described.session &&
        one.hash !== described.hash &&
        one.toNs < 0 &&
        one.session.endedNs < 0 &&
        one.party.current.includes(one),
    );
    if (other === undefined) return undefined;
    const { session, party, frame } = other.described;
    return { callId: session.callId, tag: party.tag, peerTag: session.peerOf(party)?.tag ?? 0, frame };
  }

  /** Where several m-lines share a transport: by the SSRCs that the sender has named, then by the packet's MID (RFC 9143 §9.2), then by the payload type. */
  #ofStream(tied: readonly TiedMedia[], packet: RtpPacket): TiedMedia | undefined {
    const named = tied.filter(({ media }) => media.formats.has(packet.payloadType));
    if (named.length < 2) return named[0];
    const own = this.tie?.sent.find(({ media }) => media.ssrcs.includes(packet.ssrc))?.media.mid;
    const mid = own ?? midOf(packet, tied);
    return (mid === undefined ? undefined : named.find(({ media }) => media.mid === mid)) ?? named[0];
  }
}

/** Of profiles that are not secure by name: what is encrypted if both can (RFC 8643). */
function haveKeys(tie: FlowTie | undefined): boolean {
  if (tie === undefined) return false;
  const have = (tied: readonly TiedMedia[]): boolean => tied.some(({ media }) => media.sdes.keys.length > 0);
  return have(tie.sent) && tie.wanted[0] !== tie.sent[0] && have(tie.wanted);
}

function midOf(packet: RtpPacket, tied: readonly TiedMedia[]): string | undefined {
  const id = tied.find(({ media }) => media.midExtension >= 0)?.media.midExtension;
  return id === undefined ? undefined : extensionText(packet, id);
}

/** The text in the header extension of that number: one-byte and two-byte headers (RFC 8285 §4.2, §4.3). */
function extensionText(
  { bytes, extensionStart, extensionEnd, extensionProfile }: RtpPacket,
  id: number,
): string | undefined {
  const isLong = extensionProfile >> 4 === 0x100;
  if (extensionStart < 0 || !(isLong || extensionProfile === 0xbede)) return undefined;
  let at = extensionStart;
  while (at + 1 < extensionEnd) {
    const first = bytes[at]!;
    const own = isLong ? first : first >> 4;
    if (own === 0) {
      at++;
      continue;
    }
    const start = at + (isLong ? 2 : 1);
    const end = start + (isLong ? bytes[at + 1]! : (first & 15) + 1);
    if (end > extensionEnd) return undefined;
    if (own === id) return String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 32)));
    at = end;
  }
  return undefined;
}
