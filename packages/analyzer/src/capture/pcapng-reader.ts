/**
 * pcapng: sections of blocks.
 *
 *     block   type (4) total length (4) body … total length again (4)
 *
 * A Section Header Block begins a section and says its byte order; Interface Description Blocks tell link type and time
 * resolution; Enhanced, Simple and (obsolete) Packet Blocks hold packets. Others are passed over.
 * draft-ietf-opsawg-pcapng.
 */

import type { ByteWindow } from './byte-window.ts';
import type { CaptureDiagnostics } from './capture-diagnostics.ts';
import { CaptureError } from './capture-error.ts';
import type { CaptureLimits } from './capture-limits.ts';
import type { FormatContext, FormatReader } from './format-reader.ts';
import { InterfaceClock, MICROSECOND_TICKS, tickLength } from './interface-clock.ts';
import type { CaptureClock, Packet } from './packet.ts';
import { PcapngSecrets } from './pcapng-secrets.ts';

export const SECTION_HEADER = 0x0a0d0d0a;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

const BLOCK = {
  interfaceDescription: 1,
  packet: 2,
  simplePacket: 3,
  nameResolution: 4,
  interfaceStatistics: 5,
  enhancedPacket: 6,
  systemdJournal: 9,
  decryptionSecrets: 10,
  custom: 0xbad,
  customNoCopy: 0x40000bad,
} as const;
const knownBlockTypes = new Set<number>(Object.values(BLOCK));

const OPTION = { endOfOptions: 0, tsresol: 9, tsoffset: 14 } as const;

/** Type, length, and length again. */
const BLOCK_FRAME_BYTES = 12;
/** What must be seen of a block before its length can be read: a section header tells its byte order behind it. */
const BLOCK_HEAD_BYTES = 12;

type CaptureInterface = { readonly linkType: number; readonly snaplen: number; readonly clock: InterfaceClock };

/** Where the parts of a packet block lie. */
type PacketFields = {
  readonly interfaceId: number;
  readonly captured: number;
  readonly original: number;
  readonly dataAt: number;
  /** Of the time stamp's high half; -1 in a Simple Packet Block. */
  readonly timeAt: number;
};

export class PcapngReader implements FormatReader {
  readonly format: string = 'pcapng';
  readonly linkTypes: Set<number> = new Set();
  packets = 0;
  readonly #limits: CaptureLimits;
  readonly #diagnostics: CaptureDiagnostics;
  readonly #secrets: PcapngSecrets;
  #littleEndian = false;
  #inSection = false;
  #interfaces: CaptureInterface[] = [];
  #epochNs: bigint | undefined;
  #decimals = 0;
  #lastTimeNs = 0;
  /** After a block that cannot be right, until a plausible one is found. */
  #lost = false;

  constructor(context: FormatContext) {
    this.#limits = context.limits;
    this.#diagnostics = context.diagnostics;
    this.#secrets = new PcapngSecrets(context);
  }

  get clock(): CaptureClock {
    return { epochNs: this.#epochNs ?? 0n, decimals: this.#decimals === 0 ? 6 : this.#decimals };
  }

  read(window: ByteWindow, last: boolean, packets: Packet[]): void {
    for (;;) {
      if (this.#lost) this.#findBlock(window, last);
      if (this.#lost || !this.#readBlock(window, last, packets)) return;
    }
  }

  /** False when the next block is not there as a whole. */
  #readBlock(window: ByteWindow, last: boolean, packets: Packet[]): boolean {
    const { view, start: at, end } = window;
    if (end - at < BLOCK_HEAD_BYTES) return this.#incomplete(window, last, BLOCK_HEAD_BYTES);
    const littleEndian = this.#byteOrder(view, at);
    if (littleEndian === undefined) {
      this.#lose(window, 'A section header does not say its byte order.');
      return true;
    }
    const length = view.getUint32(at + 4, littleEndian);
    if (length < BLOCK_FRAME_BYTES || length > this.#limits.blockBytes || length % 4 !== 0) {
      this.#lose(window, `A block claims ${length} bytes.`);
      return true;
    }
    if (at + length > end) return this.#incomplete(window, last, length);
    const again = view.getUint32(at + length - 4, littleEndian);
    if (again !== length) {
      if (at + length + 8 > end && !last) return false;
      const detail = `A block says ${length} bytes at its beginning and ${again} at its end.`;
      if (!this.#mayFollow(window, at + length, littleEndian)) {
        this.#lose(window, detail);
        return true;
      }
      this.#diagnostics.reportDamage('capture-block-length', { offset: window.base + at, detail });
    }
    this.#readBody(window, at + length - 4, packets);
    window.start = at + length;
    return true;
  }

  /** Of the section, or of the section header that stands here; undefined where that is damaged. */
  #byteOrder(view: DataView, at: number): boolean | undefined {
    if (view.getUint32(at) !== SECTION_HEADER) return this.#inSection ? this.#littleEndian : undefined;
    if (view.getUint32(at + 8, true) === BYTE_ORDER_MAGIC) return true;
    return view.getUint32(at + 8, false) === BYTE_ORDER_MAGIC ? false : undefined;
  }

  /** `bodyEnd`: where the block's second length begins. */
  #readBody(window: ByteWindow, bodyEnd: number, packets: Packet[]): void {
    const { view, start: at } = window;
    if (view.getUint32(at) === SECTION_HEADER) {
      this.#readSectionHeader(window, bodyEnd);
      return;
    }
    switch (view.getUint32(at, this.#littleEndian)) {
      case BLOCK.enhancedPacket:
      case BLOCK.packet:
      case BLOCK.simplePacket:
        this.#readPacket(window, bodyEnd, packets);
        return;
      case BLOCK.interfaceDescription:
        this.#readInterface(window, bodyEnd);
        return;
      case BLOCK.decryptionSecrets:
        this.#secrets.receive(window, bodyEnd, this.#littleEndian);
    }
  }

  #readSectionHeader(window: ByteWindow, bodyEnd: number): void {
    const { view, start: at } = window;
    const littleEndian = view.getUint32(at + 8, true) === BYTE_ORDER_MAGIC;
    const major = bodyEnd - at >= 16 ? view.getUint16(at + 12, littleEndian) : 0;
    if (major !== 1) {
      const detail = `A section says it is pcapng of version ${major}; it is read as version 1.0.`;
      this.#diagnostics.reportDamage('capture-format', { offset: window.base + at, detail });
    }
    this.#littleEndian = littleEndian;
    this.#inSection = true;
    this.#interfaces = [];
  }

  /** Link type (2) reserved (2) snaplen (4) options. */
  #readInterface(window: ByteWindow, bodyEnd: number): void {
    const { view, start: at } = window;
    const offset = window.base + at;
    if (bodyEnd - at < 16) {
      this.#diagnostics.report('capture-interface', { offset, detail: 'An interface description is too short.' });
      return;
    }
    if (this.#interfaces.length >= this.#limits.interfaces) {
      const detail = `A section describes more than ${this.#limits.interfaces} interfaces.`;
      this.#diagnostics.reportDamage('limit-interfaces', { offset, detail });
      return;
    }
    let tick = MICROSECOND_TICKS;
    let offsetSeconds = 0n;
    this.#eachOption(window, at + 16, bodyEnd, (code, valueAt, length) => {
      if (code === OPTION.tsresol && length === 1) tick = tickLength(view.getUint8(valueAt));
      if (code === OPTION.tsoffset && length === 8) offsetSeconds = view.getBigInt64(valueAt, this.#littleEndian);
    });
    const linkType = view.getUint16(at + 8, this.#littleEndian);
    const clock = new InterfaceClock(tick, offsetSeconds);
    if (this.#epochNs !== undefined) clock.startAt(this.#epochNs);
    this.#interfaces.push({ linkType, snaplen: view.getUint32(at + 12, this.#littleEndian), clock });
    this.linkTypes.add(linkType);
    this.#decimals = Math.max(this.#decimals, clock.decimals);
  }

  #readPacket(window: ByteWindow, bodyEnd: number, packets: Packet[]): void {
    const { bytes, view, start: at } = window;
    const offset = window.base + at;
    const fields = this.#packetFields(view, at, bodyEnd);
    if (fields === undefined) {
      const detail = 'A packet block is shorter than its fixed part.';
      this.#diagnostics.reportDamage('capture-block-length', { offset, detail });
      return;
    }
    const frame = ++this.packets;
    const from = this.#interfaces[fields.interfaceId];
    if (from === undefined) {
      const detail = `The packet is of interface ${fields.interfaceId}, of which there is no description.`;
      this.#diagnostics.reportDamage('capture-interface', { frame, offset, detail });
      return;
    }
    const { dataAt, original, timeAt } = fields;
    let captured = fields.captured;
    if (dataAt + captured > bodyEnd || captured > this.#limits.recordBytes) {
      const detail = `The packet claims ${captured} captured bytes in a block of ${bodyEnd + 4 - at}.`;
      this.#diagnostics.reportDamage('capture-record-length', { frame, offset, detail });
      captured = Math.min(bodyEnd - dataAt, this.#limits.recordBytes);
    } else {
      if (captured < original) {
        const detail = `${captured} of ${original} bytes were captured.`;
        this.#diagnostics.report('capture-sliced', { frame, offset, detail });
      }
      const padded = dataAt + captured + (-captured & 3);
      if (padded < bodyEnd && timeAt >= 0) this.#eachOption(window, padded, bodyEnd, ignoreOption);
    }
    packets.push({
      frame,
      timeNs: timeAt < 0 ? this.#lastTimeNs : this.#time(view, timeAt, from.clock, frame, offset),
      linkType: from.linkType,
      bytes,
      start: dataAt,
      end: dataAt + captured,
      offset: window.base + dataAt,
      originalLength: Math.max(captured, original),
    });
  }

  /**
   *     enhanced  interface (4) time (4+4) captured (4) original (4) data, options
   *     packet    interface (2) drops (2) time (4+4) captured (4) original (4) data, options
   *     simple    original (4) data: of the first interface, captured up to its snaplen
   */
  #packetFields(view: DataView, at: number, bodyEnd: number): PacketFields | undefined {
    const littleEndian = this.#littleEndian;
    const type = view.getUint32(at, littleEndian);
    if (type === BLOCK.simplePacket) {
      if (bodyEnd - at < 12) return undefined;
      const original = view.getUint32(at + 8, littleEndian);
      const room = bodyEnd - (at + 12);
      const snaplen = this.#interfaces[0]?.snaplen ?? 0;
      const captured = Math.min(original, room, snaplen === 0 ? room : snaplen);
      return { interfaceId: 0, captured, original, dataAt: at + 12, timeAt: -1 };
    }
    if (bodyEnd - at < 28) return undefined;
    const obsolete = type === BLOCK.packet;
    return {
      interfaceId: obsolete ? view.getUint16(at + 8, littleEndian) : view.getUint32(at + 8, littleEndian),
      captured: view.getUint32(at + 20, littleEndian),
      original: view.getUint32(at + 24, littleEndian),
      dataAt: at + 28,
      timeAt: at + 12,
    };
  }

  #time(view: DataView, timeAt: number, clock: InterfaceClock, frame: number, offset: number): number {
    const high = view.getUint32(timeAt, this.#littleEndian);
    const low = view.getUint32(timeAt + 4, this.#littleEndian);
    if (this.#epochNs === undefined) {
      this.#epochNs = clock.sinceUnixEpoch(high, low);
      for (const each of this.#interfaces) each.clock.startAt(this.#epochNs);
    }
    this.#lastTimeNs = clock.timeNs(high, low);
    if (clock.lastWasHeld) {
      const detail = 'The time stamp lies outside of the years 1970 to 9999.';
      this.#diagnostics.report('capture-timestamp', { frame, offset, detail });
    }
    return this.#lastTimeNs;
  }

  /** Code (2) length (2) value, padded to 4 bytes; ends with code 0, or with the block. */
  #eachOption(
    window: ByteWindow,
    start: number,
    end: number,
    take: (code: number, valueAt: number, length: number) => void,
  ): void {
    const { view } = window;
    let at = start;
    for (let options = 0; at + 4 <= end; options++) {
      const code = view.getUint16(at, this.#littleEndian);
      const length = view.getUint16(at + 2, this.#littleEndian);
      if (code === OPTION.endOfOptions) return;
      if (at + 4 + length > end || options >= this.#limits.blockOptions) {
        const detail =
          options >= this.#limits.blockOptions
            ? `A block has more than ${this.#limits.blockOptions} options.`
            : `An option claims ${length} bytes, more than its block has left.`;
        this.#diagnostics.reportDamage('capture-option', { offset: window.base + at, detail });
        return;
      }
      take(code, at + 4, length);
      at += 4 + length + (-length & 3);
    }
  }

  /** The capture may end inside a block: either it was cut, or the block's length is wrong and others follow. */
  #incomplete(window: ByteWindow, last: boolean, needed: number): boolean {
    const { start, end } = window;
    if (!last || start === end) return false;
    const offset = window.base + start;
    if (!this.#inSection) {
      const seen = `The file ends after ${end - start} bytes, inside the header of its first pcapng section`;
      throw new CaptureError('capture-truncated', `${seen}: it holds no packet.`, { offset });
    }
    window.start++;
    this.#findBlock(window, last);
    if (window.start < end) {
      const detail = `A block claims ${needed} bytes, more than there are, and another block follows.`;
      this.#diagnostics.reportDamage('capture-block-length', { offset, detail });
      return true;
    }
    const detail = `The capture ends after ${end - start} of the ${needed} bytes of a block.`;
    this.#diagnostics.reportDamage('capture-truncated', { offset, detail });
    return false;
  }

  /** The block at the window's start cannot be right: goes on behind it as soon as there is a plausible one. */
  #lose(window: ByteWindow, detail: string): void {
    const offset = window.base + window.start;
    if (!this.#inSection) {
      throw new CaptureError('capture-format', `The file's first pcapng section header is damaged. ${detail}`, {
        offset,
      });
    }
    this.#diagnostics.reportDamage('capture-block-length', { offset, detail });
    this.#lost = true;
    window.start++;
  }

  /** Goes to the next place where a block of a known type says the same length at its beginning and its end. */
  #findBlock(window: ByteWindow, last: boolean): void {
    const { view, end } = window;
    for (let at = window.start; at + BLOCK_HEAD_BYTES <= end; at++) {
      const littleEndian = this.#byteOrder(view, at);
      if (littleEndian === undefined || !this.#mayFollow(window, at, littleEndian)) continue;
      const length = view.getUint32(at + 4, littleEndian);
      if (at + length > end) {
        if (last) continue;
        window.start = at;
        return;
      }
      if (view.getUint32(at + length - 4, littleEndian) !== length) continue;
      window.start = at;
      this.#lost = false;
      return;
    }
    window.start = last ? end : Math.max(window.start, end - BLOCK_HEAD_BYTES + 1);
  }

  /** Whether what stands at `at` could be the head of a block of a known type, or the capture's end. */
  #mayFollow(window: ByteWindow, at: number, littleEndian: boolean): boolean {
    const { view, end } = window;
    if (at + 8 > end) return at === end;
    if (view.getUint32(at) === SECTION_HEADER) return true;
    if (!knownBlockTypes.has(view.getUint32(at, littleEndian))) return false;
    const length = view.getUint32(at + 4, littleEndian);
    return length >= BLOCK_FRAME_BYTES && length <= this.#limits.blockBytes && length % 4 === 0;
  }
}

function ignoreOption(): void {}
