/**
 * Classic pcap: a file header, then records; `pcap-file-header.ts` and `pcap-record-header.ts` say how they look.
 * draft-ietf-opsawg-pcap.
 */

import type { ByteWindow } from './byte-window.ts';
import type { InterfaceDescription } from './capture-description.ts';
import { CaptureError } from './capture-error.ts';
import type { FormatContext, FormatReader } from './format-reader.ts';
import type { CaptureClock, Packet } from './packet.ts';
import { fileHeaderBytes, type PcapFileHeader, readFileHeader } from './pcap-file-header.ts';
import { recordHeaderBytes } from './pcap-record-header.ts';
import { type RecordFormat, RecordWalk } from './record-walk.ts';

/** After damage, a record is believed again only if its time is this near to the last good one's. */
const RESYNC_SECONDS = 86_400;

export class PcapReader implements FormatReader, RecordFormat {
  readonly format: string = 'pcap';
  readonly linkTypes: Set<number> = new Set();
  packets = 0;
  headerBytes = 0;
  readonly #context: FormatContext;
  readonly #records: RecordWalk;
  #header: PcapFileHeader | undefined;
  // Of the limits and the file header, as they are asked for with every packet.
  readonly #recordBytes: number;
  #littleEndian = false;
  #lengthOrder: PcapFileHeader['lengthOrder'] = 'captured-first';
  #fractionNs = 0;
  #fractionsPerSecond = 0;
  #snaplen = 0;
  #linkType = 0;
  #described: InterfaceDescription | undefined;
  #epochSeconds = 0;
  #epochFraction = 0;
  #lastSeconds = 0;

  constructor(context: FormatContext) {
    this.#context = context;
    this.#recordBytes = context.limits.recordBytes;
    this.#records = new RecordWalk(this, context.diagnostics);
  }

  get clock(): CaptureClock {
    const epochNs = BigInt(this.#epochSeconds) * 1_000_000_000n + BigInt(this.#epochFraction * this.#fractionNs);
    return { epochNs, decimals: this.#fractionNs === 1 ? 9 : 6 };
  }

  read(window: ByteWindow, last: boolean, packets: Packet[]): void {
    this.#header ??= this.#readFileHeader(window, last);
    if (this.#header === undefined) return;
    if (this.headerBytes === 0) {
      const bytes = recordHeaderBytes(window, last, this.#header, this.#recordBytes);
      if (bytes === undefined) return;
      this.headerBytes = bytes;
    }
    this.#records.read(window, last, packets);
  }

  /** Undefined while the header is not there as a whole. */
  #readFileHeader(window: ByteWindow, last: boolean): PcapFileHeader | undefined {
    const { view, start, end } = window;
    const bytes = fileHeaderBytes(view, start);
    if (end - start < bytes) {
      if (!last) return undefined;
      const seen = `The file ends after ${end - start} of the ${bytes} bytes of a pcap file header`;
      throw new CaptureError('capture-truncated', `${seen}: it holds no packet.`, { offset: end - start });
    }
    const header = readFileHeader(view, start);
    const { major, minor, fractionNs, snaplen, linkType } = header;
    if (major !== 2 && major !== 543) {
      const detail = `The file says it is pcap of version ${major}.${minor}; it is read as version 2.4.`;
      this.#context.diagnostics.reportDamage('capture-format', { offset: 4, detail });
    }
    this.#littleEndian = header.littleEndian;
    this.#lengthOrder = header.lengthOrder;
    this.#fractionNs = fractionNs;
    this.#fractionsPerSecond = 1_000_000_000 / fractionNs;
    this.#snaplen = snaplen;
    this.#linkType = linkType;
    this.linkTypes.add(linkType);
    this.#describe(header);
    window.start += bytes;
    return header;
  }

  #describe({ fractionNs, snaplen, linkType }: PcapFileHeader): void {
    const limits = snaplen === 0 ? {} : { snapLength: snaplen };
    this.#described = { linkType, tickSeconds: fractionNs / 1e9, ...limits, packets: 0, lostInAll: 0, lostBetween: 0 };
    this.#context.description.addInterface(this.#described, 0);
  }

  lengthAt(view: DataView, at: number): number {
    const captured = this.#capturedAt(view, at);
    return captured > this.#recordBytes ? -1 : this.headerBytes + captured;
  }

  isDoubtful(view: DataView, at: number): boolean {
    const captured = this.#capturedAt(view, at);
    return captured > this.#originalAt(view, at) || (captured > this.#snaplen && this.#snaplen > 0);
  }

  claim(view: DataView, at: number): string {
    return `A record claims ${this.#capturedAt(view, at)} captured of ${this.#originalAt(view, at)} bytes`;
  }

  isPlausible(view: DataView, at: number): boolean {
    const captured = this.#capturedAt(view, at);
    if (captured === 0 || captured > this.#recordBytes) return false;
    const original = this.#originalAt(view, at);
    if (original < captured || original > this.#recordBytes) return false;
    if (view.getUint32(at + 4, this.#littleEndian) >= this.#fractionsPerSecond) return false;
    return this.packets === 0 || Math.abs(this.secondsAt(view, at) - this.#lastSeconds) < RESYNC_SECONDS;
  }

  secondsAt(view: DataView, at: number): number {
    return view.getUint32(at, this.#littleEndian);
  }

  take(window: ByteWindow, packets: Packet[]): void {
    const { bytes, view, start: at } = window;
    const { diagnostics } = this.#context;
    const frame = ++this.packets;
    // Set with the file header, before the first record.
    this.#described!.packets = frame;
    const captured = this.#capturedAt(view, at);
    const original = this.#originalAt(view, at);
    const seconds = this.secondsAt(view, at);
    const fraction = view.getUint32(at + 4, this.#littleEndian);
    if (frame === 1) {
      this.#epochSeconds = seconds;
      this.#epochFraction = fraction;
    }
    this.#lastSeconds = seconds;
    if (fraction >= this.#fractionsPerSecond) {
      const detail = `The fraction of the second is ${fraction}.`;
      diagnostics.report('capture-timestamp', { frame, offset: window.base + at, detail });
    }
    if (captured > original) {
      const detail = `${captured} bytes were captured of a packet of ${original}.`;
      diagnostics.report('capture-record-length', { frame, offset: window.base + at, detail });
    }
    const start = at + this.headerBytes;
    packets.push({
      frame,
      timeNs: (seconds - this.#epochSeconds) * 1e9 + (fraction - this.#epochFraction) * this.#fractionNs,
      linkType: this.#linkType,
      bytes,
      start,
      end: start + captured,
      offset: window.base + start,
      originalLength: Math.max(captured, original),
    });
  }

  #capturedAt(view: DataView, at: number): number {
    const first = view.getUint32(at + 8, this.#littleEndian);
    if (this.#lengthOrder === 'captured-first') return first;
    const second = view.getUint32(at + 12, this.#littleEndian);
    return this.#lengthOrder === 'original-first' ? second : Math.min(first, second);
  }

  #originalAt(view: DataView, at: number): number {
    const second = view.getUint32(at + 12, this.#littleEndian);
    if (this.#lengthOrder === 'captured-first') return second;
    const first = view.getUint32(at + 8, this.#littleEndian);
    return this.#lengthOrder === 'original-first' ? first : Math.max(first, second);
  }
}
