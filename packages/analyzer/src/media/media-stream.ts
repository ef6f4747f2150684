import type { StreamFacts } from '../rows/stream-row.ts';
import type { FlowMedia } from './flow-media.ts';
import { FormatUse } from './format-use.ts';
import type { TimeText } from './payload/payload-reader.ts';
import type { RtpPacket } from './rtp-packet.ts';
import type { StreamRecord } from './stream-record.ts';

/** Changes of codec that are told of a stream. */
const mostChanges = 32;
/** Payload types that are told. */
const mostFormats = 32;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The source of a stream, as those that go on after it see it. */
type Seen = { readonly number: number; lastNs: number };

/** The packets of one SSRC on one flow (RFC 3550 §8.2). */
export class MediaStream {
  /** From 0, in the order in which they were found. */
  readonly number: number;
  /** Where the table has it. */
  slot = -1;
  readonly flow: FlowMedia;
  readonly ssrc: number;
  /** Found by its shape, not by a description. */
  readonly isHeuristic: boolean;
  readonly seen: Seen;
  /** The one that it goes on, if that has ended. */
  readonly before: Seen | undefined;
  readonly startedNs: number;
  readonly firstFrame: number;
  lastFrame = 0;
  packets = 0;
  bytes = 0;
  /** Packets whose header contradicts their length. */
  malformed = 0;
  /** Whether what came last was told. */
  isTold = false;
  readonly #uses: FormatUse[] = [];
  /** By payload type, as long as they stand for the same. */
  #byType: (FormatUse | undefined)[] = [];
  #version: number;
  #main: FormatUse | undefined = undefined;
  readonly #changes: { readonly timeNs: number; readonly frame: number; readonly use: FormatUse }[] = [];
  #moreChanges = 0;

  constructor(options: {
    readonly number: number;
    readonly flow: FlowMedia;
    readonly packet: RtpPacket;
    readonly isHeuristic: boolean;
    readonly before: Seen | undefined;
  }) {
    const { number, flow, packet } = options;
    this.number = number;
    this.flow = flow;
    this.ssrc = packet.ssrc;
    this.isHeuristic = options.isHeuristic;
    this.before = options.before;
    this.startedNs = packet.timeNs;
    this.firstFrame = packet.frame;
    this.seen = { number, lastNs: packet.timeNs };
    this.#version = flow.version;
  }

  /** A packet that was not captured before, with its payload found. */
  receive(packet: RtpPacket): void {
    this.packets++;
    this.bytes += packet.payloadEnd - packet.payloadStart + packet.slicedBytes;
    this.lastFrame = packet.frame;
    if (packet.timeNs > this.seen.lastNs) this.seen.lastNs = packet.timeNs;
    this.isTold = false;
    if (this.#version !== this.flow.version) this.#forgetMeanings();
    const use = this.#byType[packet.payloadType] ?? this.#use(packet.payloadType);
    use.packets++;
    if (use !== this.#main && use.isMain) this.#change(packet, use);
    use.reader?.receive(packet);
  }

  record(state: StreamRecord['state'], time: TimeText): StreamRecord {
    const { flow, seen, before } = this;
    return {
      number: this.number,
      state,
      protocol: flow.isSecure ? 'SRTP' : 'RTP',
      kind: this.#kind(),
      isHeuristic: this.isHeuristic,
      ssrc: this.ssrc,
      flow: flow.flow,
      startedNs: this.startedNs,
      endedNs: seen.lastNs,
      firstFrame: this.firstFrame,
      lastFrame: this.lastFrame,
      packets: this.packets,
      bytes: this.bytes,
      tie: undefined,
      previous: before !== undefined && before.lastNs <= this.startedNs + overlapNs ? before.number : -1,
      facts: state === 'begun' ? {} : this.#facts(time),
    };
  }

  #forgetMeanings(): void {
    this.#version = this.flow.version;
    this.#byType = [];
  }

  #use(payloadType: number): FormatUse {
    const meant = this.flow.meant(payloadType);
    let use = this.#uses.find((one) => one.isOf(payloadType, meant?.format));
    if (use === undefined) {
      use = new FormatUse(payloadType, meant, this.flow.isSecure);
      // Beyond, what is in use is read, but not told.
      if (this.#uses.length < mostFormats) this.#uses.push(use);
    }
    this.#byType[payloadType] = use;
    return use;
  }

  #change({ timeNs, frame }: RtpPacket, use: FormatUse): void {
    if (this.#main !== undefined) {
      if (this.#changes.length < mostChanges) this.#changes.push({ timeNs, frame, use });
      else this.#moreChanges++;
    }
    this.#main = use;
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

  #kind(): StreamRecord['kind'] {
    return this.#mostUsed()?.kind;
  }

  #facts(time: TimeText): StreamFacts {
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
    for (const use of this.#uses) if (use.reader !== undefined) Object.assign(facts, use.reader.facts(time));
    return facts;
  }
}

/** The one before may go on for so long. */
const overlapNs = 200e6;

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
