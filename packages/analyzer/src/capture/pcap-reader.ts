/**
 * Classic pcap: a file header, then records.
 *
 *     file header    magic (4) major (2) minor (2) zone (4) figures (4) snaplen (4) link type (4)
 *     record header  seconds (4) fraction (4) captured length (4) original length (4)
 *
 * The magic says the byte order and what the fraction counts: a1b2c3d4 microseconds, a1b23c4d nanoseconds. a1b2cd34 is
 * Kuznetzov's variant of 1990s Linux, with 8 more bytes in each record header. draft-ietf-opsawg-pcap.
 */

import type { ByteWindow } from './byte-window.ts';
import type { CaptureDiagnostics } from './capture-diagnostics.ts';
import { CaptureError } from './capture-error.ts';
import type { CaptureLimits } from './capture-limits.ts';
import type { FormatReader } from './format-reader.ts';
import type { CaptureClock, Packet } from './packet.ts';

const FILE_HEADER_BYTES = 24;
/** After damage, a record is believed again only if its time is this near to the last good one's. */
const RESYNC_SECONDS = 86_400;

const magics = new Map<number, { readonly fractionNs: number; readonly recordHeaderBytes: number }>([
  [0xa1b2c3d4, { fractionNs: 1000, recordHeaderBytes: 16 }],
  [0xa1b23c4d, { fractionNs: 1, recordHeaderBytes: 16 }],
  [0xa1b2cd34, { fractionNs: 1000, recordHeaderBytes: 24 }],
]);

/** True of the first four bytes of a classic pcap, in either byte order. */
export function isPcapMagic(view: DataView, at: number): boolean {
  return magics.has(view.getUint32(at, false)) || magics.has(view.getUint32(at, true));
}

export class PcapReader implements FormatReader {
  readonly format: string = 'pcap';
  readonly linkTypes: Set<number> = new Set();
  packets = 0;
  readonly #limits: CaptureLimits;
  readonly #diagnostics: CaptureDiagnostics;
  #littleEndian = false;
  #recordHeaderBytes = 0;
  #fractionNs = 0;
  #fractionsPerSecond = 0;
  #snaplen = 0;
  #linkType = -1;
  #epochSeconds = 0;
  #epochFraction = 0;
  #lastSeconds = 0;
  /** After a record that cannot be right, until a plausible one is found. */
  #lost = false;

  constructor(limits: CaptureLimits, diagnostics: CaptureDiagnostics) {
    this.#limits = limits;
    this.#diagnostics = diagnostics;
  }

  get clock(): CaptureClock {
    const epochNs = BigInt(this.#epochSeconds) * 1_000_000_000n + BigInt(this.#epochFraction * this.#fractionNs);
    return { epochNs, decimals: this.#fractionNs === 1 ? 9 : 6 };
  }

  read(window: ByteWindow, last: boolean, packets: Packet[]): void {
    if (this.#linkType < 0 && !this.#readFileHeader(window, last)) return;
    for (;;) {
      if (this.#lost) this.#findRecord(window, last);
      if (this.#lost || !this.#readRecord(window, last, packets)) return;
    }
  }

  /** False while the header is not there as a whole. */
  #readFileHeader(window: ByteWindow, last: boolean): boolean {
    const { view, start, end } = window;
    if (end - start < FILE_HEADER_BYTES) {
      if (!last) return false;
      const seen = `The file ends after ${end - start} of the ${FILE_HEADER_BYTES} bytes of a pcap file header`;
      throw new CaptureError('capture-truncated', `${seen}: it holds no packet.`, { offset: end - start });
    }
    this.#littleEndian = magics.has(view.getUint32(start, true));
    // The reader is made only for a file that begins with one of these.
    const { fractionNs, recordHeaderBytes } = magics.get(view.getUint32(start, this.#littleEndian))!;
    const major = view.getUint16(start + 4, this.#littleEndian);
    const minor = view.getUint16(start + 6, this.#littleEndian);
    if (major !== 2) {
      const detail = `The file says it is pcap of version ${major}.${minor}; it is read as version 2.4.`;
      this.#diagnostics.reportDamage('capture-format', { offset: 4, detail });
    }
    this.#fractionNs = fractionNs;
    this.#fractionsPerSecond = 1_000_000_000 / fractionNs;
    this.#recordHeaderBytes = recordHeaderBytes;
    this.#snaplen = view.getUint32(start + 16, this.#littleEndian);
    // The upper bits tell of a frame check sequence.
    this.#linkType = view.getUint32(start + 20, this.#littleEndian) & 0xffff;
    this.linkTypes.add(this.#linkType);
    window.start += FILE_HEADER_BYTES;
    return true;
  }

  /** False when the next record is not there as a whole. */
  #readRecord(window: ByteWindow, last: boolean, packets: Packet[]): boolean {
    const { view, start: at, end } = window;
    const dataStart = at + this.#recordHeaderBytes;
    if (dataStart > end) return this.#incomplete(window, last, this.#recordHeaderBytes);
    const captured = view.getUint32(at + 8, this.#littleEndian);
    const original = view.getUint32(at + 12, this.#littleEndian);
    if (captured > this.#limits.recordBytes) {
      this.#lose(window, `A record claims ${captured} captured bytes.`);
      return true;
    }
    const dataEnd = dataStart + captured;
    if (dataEnd > end) return this.#incomplete(window, last, dataEnd - at);
    if (captured > original || (captured > this.#snaplen && this.#snaplen > 0)) {
      if (dataEnd + this.#recordHeaderBytes > end && !last) return false;
      if (!this.#mayFollow(window, dataEnd)) {
        this.#lose(window, `A record claims ${captured} captured of ${original} bytes, and no record follows it.`);
        return true;
      }
    }
    this.#push(window, captured, original, packets);
    window.start = dataEnd;
    return true;
  }

  #push(window: ByteWindow, captured: number, original: number, packets: Packet[]): void {
    const { bytes, view, start: at } = window;
    const frame = ++this.packets;
    const offset = window.base + at;
    const seconds = view.getUint32(at, this.#littleEndian);
    const fraction = view.getUint32(at + 4, this.#littleEndian);
    if (frame === 1) {
      this.#epochSeconds = seconds;
      this.#epochFraction = fraction;
    }
    this.#lastSeconds = seconds;
    if (fraction >= this.#fractionsPerSecond) {
      const detail = `The fraction of the second is ${fraction}.`;
      this.#diagnostics.report('capture-timestamp', { frame, offset, detail });
    }
    if (captured > original) {
      const detail = `${captured} bytes were captured of a packet of ${original}.`;
      this.#diagnostics.report('capture-record-length', { frame, offset, detail });
    } else if (captured < original) {
      const detail = `${captured} of ${original} bytes were captured.`;
      this.#diagnostics.report('capture-sliced', { frame, offset, detail });
    }
    const start = at + this.#recordHeaderBytes;
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

  /** The capture may end inside a record: either it was cut, or the record's length is wrong and others follow. */
  #incomplete(window: ByteWindow, last: boolean, needed: number): boolean {
    const { start, end } = window;
    if (!last || start === end) return false;
    const offset = window.base + start;
    window.start++;
    this.#findRecord(window, last);
    if (window.start < end) {
      const detail = `A record claims ${needed} bytes, more than there are, and another record follows.`;
      this.#diagnostics.reportDamage('capture-record-length', { offset, detail });
      return true;
    }
    const detail = `The capture ends after ${end - start} of the ${needed} bytes of a record.`;
    this.#diagnostics.reportDamage('capture-truncated', { offset, detail });
    return false;
  }

  /** The record at the window's start cannot be right: goes on behind it as soon as there is a plausible one. */
  #lose(window: ByteWindow, detail: string): void {
    this.#diagnostics.reportDamage('capture-record-length', { offset: window.base + window.start, detail });
    this.#lost = true;
    window.start++;
  }

  /** Goes to the next place where two records stand in a row, or one that ends with the capture. */
  #findRecord(window: ByteWindow, last: boolean): void {
    const { view, end } = window;
    for (let at = window.start; at + this.#recordHeaderBytes <= end; at++) {
      if (!this.#isPlausible(view, at)) continue;
      const next = at + this.#recordHeaderBytes + view.getUint32(at + 8, this.#littleEndian);
      const nextWhole = next + this.#recordHeaderBytes <= end;
      if (!nextWhole && !last) {
        window.start = at;
        return;
      }
      if (nextWhole ? this.#isPlausible(view, next) : next === end) {
        window.start = at;
        this.#lost = false;
        return;
      }
    }
    window.start = last ? end : Math.max(window.start, end - this.#recordHeaderBytes + 1);
  }

  #isPlausible(view: DataView, at: number): boolean {
    const captured = view.getUint32(at + 8, this.#littleEndian);
    if (captured === 0 || captured > this.#limits.recordBytes) return false;
    const original = view.getUint32(at + 12, this.#littleEndian);
    if (original < captured || original > this.#limits.recordBytes) return false;
    if (view.getUint32(at + 4, this.#littleEndian) >= this.#fractionsPerSecond) return false;
    return this.packets === 0 || Math.abs(view.getUint32(at, this.#littleEndian) - this.#lastSeconds) < RESYNC_SECONDS;
  }

  /** Whether what stands at `at` could be a record header, or the capture's end. */
  #mayFollow(window: ByteWindow, at: number): boolean {
    if (at + this.#recordHeaderBytes > window.end) return at === window.end;
    return window.view.getUint32(at + 8, this.#littleEndian) <= this.#limits.recordBytes;
  }
}
