/**
 * Solaris snoop: a file header, then records; everything in network order.
 *
 *     file header    "snoop" 0 0 0 (8) version (4) datalink type (4)
 *     record header  original length (4) captured length (4) record length (4) drops so far (4) seconds (4) microseconds (4)
 *
 * Behind a packet's bytes stands padding up to the record's length. RFC 1761.
 */

import type { ByteWindow } from './byte-window.ts';
import type { InterfaceDescription } from './capture-description.ts';
import { CaptureError } from './capture-error.ts';
import type { FormatContext, FormatReader } from './format-reader.ts';
import type { CaptureClock, Packet } from './packet.ts';
import { type RecordFormat, RecordWalk } from './record-walk.ts';
import { snoopLinkType } from './snoop-link-type.ts';

const MAGIC = [...new TextEncoder().encode('snoop'), 0, 0, 0];
const FILE_HEADER_BYTES = 16;
const RECORD_HEADER_BYTES = 24;
/** Versions 3 to 5 are Shomiti's, whose records are the same. */
const VERSIONS = { first: 2, last: 5 } as const;
/** Shomiti's Surveyor writes as much behind each packet; snoop itself pads by less. */
const SHOMITI_TRAILER_BYTES = 16;
/** Padding and trailers beyond this are taken for damage. */
const PADDING_AT_MOST = 256;
/** After damage, a record is believed again only if its time is this near to the last good one's. */
const RESYNC_SECONDS = 86_400;

/** Whether the file begins as a snoop does, as far as it has come. */
export function matchesSnoop({ bytes, start, end }: ByteWindow): 'yes' | 'no' | 'unknown' {
  const known = Math.min(MAGIC.length, end - start);
  for (let i = 0; i < known; i++) if (bytes[start + i] !== MAGIC[i]) return 'no';
  return known === MAGIC.length ? 'yes' : 'unknown';
}

export class SnoopReader implements FormatReader, RecordFormat {
  readonly format: string = 'snoop';
  readonly linkTypes: Set<number> = new Set();
  packets = 0;
  readonly headerBytes: number = RECORD_HEADER_BYTES;
  readonly #context: FormatContext;
  readonly #records: RecordWalk;
  /** Absent until the file header was read. */
  #datalink: number | undefined;
  /** Absent until the first record: it shows which of two programs numbered the datalink types. */
  #described: InterfaceDescription | undefined;
  #epochSeconds = 0;
  #epochMicroseconds = 0;
  #lastSeconds = 0;

  constructor(context: FormatContext) {
    this.#context = context;
    this.#records = new RecordWalk(this, context.diagnostics);
  }

  get clock(): CaptureClock {
    const epochNs = BigInt(this.#epochSeconds) * 1_000_000_000n + BigInt(this.#epochMicroseconds) * 1000n;
    return { epochNs, decimals: 6 };
  }

  read(window: ByteWindow, last: boolean, packets: Packet[]): void {
    this.#datalink ??= this.#readFileHeader(window, last);
    if (this.#datalink !== undefined) this.#records.read(window, last, packets);
  }

  /** The datalink type; undefined while the header is not there as a whole. */
  #readFileHeader(window: ByteWindow, last: boolean): number | undefined {
    const { view, start, end } = window;
    if (end - start < FILE_HEADER_BYTES) {
      if (!last) return undefined;
      const seen = `The file ends after ${end - start} of the ${FILE_HEADER_BYTES} bytes of a snoop file header`;
      throw new CaptureError('capture-truncated', `${seen}: it holds no packet.`, { offset: end - start });
    }
    const version = view.getUint32(start + 8);
    if (version < VERSIONS.first || version > VERSIONS.last) {
      const detail = `The file says it is snoop of version ${version}; it is read as version 2.`;
      this.#context.diagnostics.reportDamage('capture-format', { offset: 8, detail });
    }
    window.start += FILE_HEADER_BYTES;
    return view.getUint32(start + 12);
  }

  lengthAt(view: DataView, at: number): number {
    const captured = view.getUint32(at + 4);
    const length = view.getUint32(at + 8);
    if (captured > this.#context.limits.recordBytes || length < RECORD_HEADER_BYTES + captured) return -1;
    return length > RECORD_HEADER_BYTES + captured + PADDING_AT_MOST ? -1 : length;
  }

  isDoubtful(view: DataView, at: number): boolean {
    return view.getUint32(at + 4) > view.getUint32(at);
  }

  claim(view: DataView, at: number): string {
    const [original, captured, length] = [view.getUint32(at), view.getUint32(at + 4), view.getUint32(at + 8)];
    return `A record of ${length} bytes claims ${captured} captured of ${original} bytes`;
  }

  isPlausible(view: DataView, at: number): boolean {
    const original = view.getUint32(at);
    const captured = view.getUint32(at + 4);
    if (captured === 0 || captured > original || original > this.#context.limits.recordBytes) return false;
    if (this.lengthAt(view, at) < 0 || view.getUint32(at + 20) >= 1_000_000) return false;
    return this.packets === 0 || Math.abs(this.secondsAt(view, at) - this.#lastSeconds) < RESYNC_SECONDS;
  }

  secondsAt(view: DataView, at: number): number {
    return view.getUint32(at + 16);
  }

  take(window: ByteWindow, packets: Packet[]): void {
    const { bytes, view, start: at } = window;
    const { diagnostics } = this.#context;
    const frame = ++this.packets;
    const original = view.getUint32(at);
    const captured = view.getUint32(at + 4);
    const seconds = this.secondsAt(view, at);
    const microseconds = view.getUint32(at + 20);
    if (frame === 1) {
      this.#epochSeconds = seconds;
      this.#epochMicroseconds = microseconds;
    }
    this.#lastSeconds = seconds;
    if (microseconds >= 1_000_000) {
      const detail = `The fraction of the second is ${microseconds}.`;
      diagnostics.report('capture-timestamp', { frame, offset: window.base + at, detail });
    }
    if (captured > original) {
      const detail = `${captured} bytes were captured of a packet of ${original}.`;
      diagnostics.report('capture-record-length', { frame, offset: window.base + at, detail });
    }
    const described = (this.#described ??= this.#describe(view.getUint32(at + 8) - RECORD_HEADER_BYTES - captured));
    described.packets = frame;
    this.#countDrops(described, view.getUint32(at + 12), frame, window.base + at);
    const start = at + RECORD_HEADER_BYTES;
    packets.push({
      frame,
      timeNs: (seconds - this.#epochSeconds) * 1e9 + (microseconds - this.#epochMicroseconds) * 1000,
      linkType: described.linkType,
      bytes,
      start,
      end: start + captured,
      offset: window.base + start,
      originalLength: Math.max(captured, original),
    });
  }

  #describe(paddingOfFirst: number): InterfaceDescription {
    // The file header is read before the first record.
    const linkType = snoopLinkType(this.#datalink!, paddingOfFirst >= SHOMITI_TRAILER_BYTES);
    const described = { linkType, tickSeconds: 1e-6, packets: 0, lostInAll: 0, lostBetween: 0 };
    this.linkTypes.add(linkType);
    this.#context.description.addInterface(described, 0);
    return described;
  }

  #countDrops(described: InterfaceDescription, lostInAll: number, frame: number, offset: number): void {
    if (lostInAll <= described.lostInAll) return;
    const detail = `The capture says that it lost packets before this one: ${lostInAll - described.lostInAll}.`;
    this.#context.diagnostics.report('capture-drops', { frame, offset, detail });
    described.lostInAll = lostInAll;
  }
}
