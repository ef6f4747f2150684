import type { EventConduct } from './event-conduct.ts';
import type { StreamFacts } from '../../rows/stream-row.ts';
import type { RtpPacket } from '../rtp-packet.ts';
import { headerLevel } from './header-level.ts';
import { LiveText } from './live-text.ts';
import type { PayloadFormat, PayloadReader, ReaderContext, TimeText } from './payload-reader.ts';
import { payloadReaders } from './payload-readers.ts';
import { StreamSound } from './stream-sound.ts';
import { GuessedEventReader } from './telephone-event-reader.ts';

/** Formats of one stream beyond these are not read. */
const maxReaders = 64;
/** Of payload types that only a description gives a meaning to (RFC 3551 §6). */
const firstDynamic = 96;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Who reads the payloads of one stream: one for each of its formats, which stays the same when it is agreed on anew. */
export class StreamReaders implements ReaderContext {
  readonly sound: StreamSound;
  readonly formatOf: ReaderContext['formatOf'];
  readonly #readers = new Map<string, PayloadReader | undefined>();
  #text: LiveText | undefined = undefined;

  /** `addLevel` takes how loud each packet is, in dBov; `formatOf` knows what a payload type stands for now. */
  constructor(options: {
    readonly addLevel: (timeNs: number, dBov: number) => void;
    readonly formatOf: ReaderContext['formatOf'];
  }) {
    this.sound = new StreamSound(options.addLevel);
    this.formatOf = options.formatOf;
  }

  /** Number of the header extension that tells how loud a packet is (RFC 6464), by the description; -1 where none does. */
  levelExtension = -1;

  /** Reads it, where the payloads do not tell. */
  readLevel(packet: RtpPacket): void {
    if (this.sound.measuresSamples) return;
    const level = headerLevel(packet, this.levelExtension);
    if (level >= 0) this.sound.receiveHeader(level, packet.timeNs, packet.frame);
  }

  get text(): LiveText {
    return (this.#text ??= new LiveText());
  }

  /** Of what nothing tells the meaning it is found out whether it is events. */
  of(payloadType: number, format: PayloadFormat | undefined): PayloadReader | undefined {
    if (format === undefined && payloadType < firstDynamic) return undefined;
    const key = format === undefined ? `${payloadType}` : nameOf(format);
    if (this.#readers.has(key) || this.#readers.size >= maxReaders) return this.#readers.get(key);
    const reader =
      format === undefined ? new GuessedEventReader() : payloadReaders.get(format.encoding)?.(format, this);
    this.#readers.set(key, reader);
    return reader;
  }

  skip(sequence: number): void {
    for (const reader of this.#readers.values()) reader?.skip?.(sequence);
  }

  /** Of the first that reads events. */
  eventConduct(): EventConduct | undefined {
    for (const reader of this.#readers.values()) {
      const conduct = reader?.eventConduct?.();
      if (conduct !== undefined && conduct.events > 0) return conduct;
    }
    return undefined;
  }

  /** Those of all readers: where several have found the same kind of things, all of them. */
  facts(time: TimeText): Partial<StreamFacts> {
    let facts = this.sound.facts(time);
    const text = this.#text?.row(time);
    if (text !== undefined) facts = { ...facts, text };
    for (const reader of this.#readers.values()) if (reader !== undefined) facts = together(facts, reader.facts(time));
    return facts;
  }
}

function nameOf({ encoding, clockHz, channels, parameters }: PayloadFormat): string {
  return `${encoding}/${clockHz}/${channels} ${parameters ?? ''}`;
}

function together(some: Partial<StreamFacts>, others: Partial<StreamFacts>): Partial<StreamFacts> {
  const all: Writable<Partial<StreamFacts>> = { ...some, ...others };
  if (some.dtmf !== undefined && others.dtmf !== undefined) all.dtmf = inOrder(some.dtmf, others.dtmf);
  if (some.events !== undefined && others.events !== undefined) all.events = inOrder(some.events, others.events);
  if (some.moreEvents !== undefined && others.moreEvents !== undefined)
    all.moreEvents = some.moreEvents + others.moreEvents;
  if (some.redundancy !== undefined && others.redundancy !== undefined)
    all.redundancy = [...some.redundancy, ...others.redundancy];
  // Agreed on anew with other parameters, or another codec: that of most frames.
  if (some.video !== undefined && others.video !== undefined && some.video.frames > others.video.frames)
    all.video = some.video;
  if (some.problems !== undefined && others.problems !== undefined)
    all.problems = [...some.problems, ...others.problems];
  return all;
}

function inOrder<Row extends { readonly frames: readonly number[] }>(
  some: readonly Row[],
  others: readonly Row[],
): Row[] {
  return [...some, ...others].sort((a, b) => (a.frames[0] ?? 0) - (b.frames[0] ?? 0));
}
