import type { ByteWindow } from './byte-window.ts';
import type { InterfaceDescription } from './capture-description.ts';
import {
  erfLength,
  erfNanoseconds,
  erfPort,
  erfSeconds,
  erfType,
  EXTENDED,
  EXTENSION_BYTES,
  isErfLengthPlausible,
  METADATA_TYPE,
  PADDING_TYPE,
  RECORD_HEADER_BYTES,
} from './erf-record.ts';
import { isOtherFile } from './file-kind.ts';
import type { FormatContext, FormatReader } from './format-reader.ts';
import { LINK_TYPE } from './link-type.ts';
import type { CaptureClock, Packet } from './packet.ts';
import { type RecordFormat, RecordWalk } from './record-walk.ts';

/** DAG cards came in 1997. */
const EARLIEST_SECONDS = 852_076_800;
/** A first and second record that are further apart are none. */
const APART_SECONDS = 365 * 86_400;
/** Records of several ports may be written a little out of order. */
const BACK_SECONDS = 1;
/** Records that must look like some where a file has no magic: padding and what a probe tells of itself come between. */
const RECORDS_LOOKED_AT = 16;
const TYPE_AT = 8;
/** Tab, line feed, carriage return: where a first record's type is one of these, the file is taken for text. Few cards wrote these types. */
const lineEnds = new Set([9, 10, 13]);
/** After damage, a record is believed again only if its time is this near to the last good one's. */
const RESYNC_SECONDS = 86_400;
const CISCO_HDLC = 104;

/** Whether the file begins as an ERF does, which has no magic: with records of which at least one, as a whole, holds a packet. */
export function matchesErf(window: ByteWindow, last: boolean): 'yes' | 'no' | 'unknown' {
  const { view, start, end } = window;
  if (isOtherFile(window)) return 'no';
  if (end - start > TYPE_AT && lineEnds.has(view.getUint8(start + TYPE_AT))) return 'no';
  let seconds = -1;
  let at = start;
  for (let records = 0; at + RECORD_HEADER_BYTES <= end; records++) {
    if (records === RECORDS_LOOKED_AT) return 'no';
    if (!isErfLengthPlausible(view, at)) return 'no';
    if (holdsPacket(view, at)) {
      if (!isTimeOfNext(erfSeconds(view, at), seconds)) return 'no';
      if (seconds >= 0) return 'yes';
      seconds = erfSeconds(view, at);
    }
    at += erfLength(view, at);
  }
  if (!last) return 'unknown';
  return seconds >= 0 && at <= end ? 'yes' : 'no';
}

function holdsPacket(view: DataView, at: number): boolean {
  const type = view.getUint8(at + 8) & ~EXTENDED;
  return type !== PADDING_TYPE && type !== METADATA_TYPE;
}

/** `before`: of the packet before; -1 of the first. */
function isTimeOfNext(seconds: number, before: number): boolean {
  if (before < 0) return seconds >= EARLIEST_SECONDS;
  return seconds - before >= -BACK_SECONDS && seconds - before <= APART_SECONDS;
}

/** Endace's Extensible Record Format: records without a file header; `erf-record.ts` says how they look. */
export class ErfReader implements FormatReader, RecordFormat {
  readonly format: string = 'erf';
  readonly linkTypes: Set<number> = new Set();
  packets = 0;
  readonly headerBytes: number = RECORD_HEADER_BYTES;
  readonly #context: FormatContext;
  readonly #records: RecordWalk;
  /** By port and link type: one interface for each. */
  readonly #interfaces = new Map<number, InterfaceDescription>();
  #epochSeconds = 0;
  #epochNanoseconds = 0;
  #lastSeconds = 0;
  #hasEpoch = false;

  constructor(context: FormatContext) {
    this.#context = context;
    this.#records = new RecordWalk(this, context.diagnostics);
  }

  get clock(): CaptureClock {
    return { epochNs: BigInt(this.#epochSeconds) * 1_000_000_000n + BigInt(this.#epochNanoseconds), decimals: 9 };
  }

  read(window: ByteWindow, last: boolean, packets: Packet[]): void {
    this.#records.read(window, last, packets);
  }

  lengthAt(view: DataView, at: number): number {
    return erfLength(view, at);
  }

  isDoubtful(view: DataView, at: number): boolean {
    return !isErfLengthPlausible(view, at);
  }

  claim(view: DataView, at: number): string {
    const type = view.getUint8(at + 8) & ~EXTENDED;
    return `A record of type ${type} claims ${view.getUint16(at + 10)} bytes for a packet of ${view.getUint16(at + 14)}`;
  }

  isPlausible(view: DataView, at: number): boolean {
    if (!isErfLengthPlausible(view, at)) return false;
    return !this.#hasEpoch || Math.abs(erfSeconds(view, at) - this.#lastSeconds) < RESYNC_SECONDS;
  }

  secondsAt(view: DataView, at: number): number {
    return erfSeconds(view, at);
  }

  take(window: ByteWindow, packets: Packet[]): void {
    const { bytes, view, start: at } = window;
    const type = view.getUint8(at + 8) & ~EXTENDED;
    if (type === PADDING_TYPE) return;
    const frame = ++this.packets;
    if (type === METADATA_TYPE) return;
    const recordEnd = at + erfLength(view, at);
    const kind = erfType(type);
    const start = packetStart(view, at, recordEnd) + kind.headerBytes;
    if (start > recordEnd) {
      const detail = 'A record is too short for the headers it says it has.';
      this.#context.diagnostics.reportDamage('capture-record-length', { frame, offset: window.base + at, detail });
      return;
    }
    const wire = view.getUint16(at + 14);
    const captured = Math.min(wire, recordEnd - start);
    const linkType = kind.link === 'hdlc' ? hdlcLinkType(view, start, captured) : kind.link;
    const described = this.#interfaceOf(erfPort(view, at), linkType, window.base + at);
    described.packets++;
    const lost = kind.countsLost ? view.getUint16(at + 12) : 0;
    if (lost > 0) this.#countLost(lost, described, frame, window.base + at);
    packets.push({
      frame,
      timeNs: this.#timeNs(view, at),
      linkType,
      bytes,
      start,
      end: start + captured,
      offset: window.base + start,
      originalLength: wire,
    });
  }

  #timeNs(view: DataView, at: number): number {
    const seconds = erfSeconds(view, at);
    const nanoseconds = erfNanoseconds(view, at);
    if (!this.#hasEpoch) {
      this.#hasEpoch = true;
      this.#epochSeconds = seconds;
      this.#epochNanoseconds = nanoseconds;
    }
    this.#lastSeconds = seconds;
    return (seconds - this.#epochSeconds) * 1e9 + (nanoseconds - this.#epochNanoseconds);
  }

  #interfaceOf(port: number, linkType: number, offset: number): InterfaceDescription {
    const key = linkType * 8 + port;
    const known = this.#interfaces.get(key);
    if (known !== undefined) return known;
    const added = { name: `port ${port}`, linkType, tickSeconds: 2 ** -32, packets: 0, lostInAll: 0, lostBetween: 0 };
    this.linkTypes.add(linkType);
    this.#interfaces.set(key, added);
    this.#context.description.addInterface(added, offset);
    return added;
  }

  #countLost(lost: number, described: InterfaceDescription, frame: number, offset: number): void {
    described.lostBetween += lost;
    const detail = `The capture says that it lost packets before this one: ${lost}.`;
    this.#context.diagnostics.report('capture-drops', { frame, offset, detail });
  }
}

/** Behind the extension headers of the record at `at`; beyond `end` where they do not fit. */
function packetStart(view: DataView, at: number, end: number): number {
  let type = view.getUint8(at + 8);
  let next = at + RECORD_HEADER_BYTES;
  while ((type & EXTENDED) !== 0 && next < end) {
    type = view.getUint8(next);
    next += EXTENSION_BYTES;
  }
  return next;
}

/** PPP puts address and control (ff 03) first, RFC 1662 §3.1; Cisco a number of its own, and frame relay neither. */
function hdlcLinkType(view: DataView, at: number, captured: number): number {
  return captured >= 2 && view.getUint16(at) === 0xff03 ? LINK_TYPE.ppp : CISCO_HDLC;
}
