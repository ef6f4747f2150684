import type { ByteWindow } from './byte-window.ts';
import type { SectionDescription } from './capture-description.ts';
import type { FormatContext } from './format-reader.ts';
import type { InterfaceClock } from './interface-clock.ts';
import type { CaptureClock, Packet } from './packet.ts';
import { BLOCK, OPTION, PACKET_OPTION, SECTION_OPTION, STATISTICS_OPTION } from './pcapng-block.ts';
import { type CaptureInterface, readInterface } from './pcapng-interface.ts';
import { readNames } from './pcapng-names.ts';
import { PcapngOptions } from './pcapng-options.ts';
import { packetFields } from './pcapng-packet.ts';
import { PcapngSecrets } from './pcapng-secrets.ts';

/**
 * What the blocks of a pcapng hold: interfaces, packets, and what is told of them. Interfaces and byte order are those of
 * the section that was begun last. Where blocks lie, `PcapngReader` finds out.
 */
export class PcapngSection {
  readonly linkTypes: Set<number> = new Set();
  packets = 0;
  littleEndian = false;
  readonly #context: FormatContext;
  readonly #secrets: PcapngSecrets;
  readonly #options: PcapngOptions;
  #interfaces: CaptureInterface[] = [];
  #epochNs: bigint | undefined;
  #decimals = 0;
  #lastTimeNs = 0;

  constructor(context: FormatContext) {
    this.#context = context;
    this.#secrets = new PcapngSecrets(context);
    this.#options = new PcapngOptions(context.limits, context.diagnostics);
  }

  get clock(): CaptureClock {
    return { epochNs: this.#epochNs ?? 0n, decimals: this.#decimals === 0 ? 6 : this.#decimals };
  }

  /** A Section Header Block: byte-order magic (4) major (2) minor (2) section length (8) options. §4.1. */
  begin(window: ByteWindow, bodyEnd: number, littleEndian: boolean): void {
    const { view, start: at } = window;
    const major = bodyEnd - at >= 16 ? view.getUint16(at + 12, littleEndian) : 0;
    if (major !== 1) {
      const detail = `A section says it is pcapng of version ${major}; it is read as version 1.0.`;
      this.#context.diagnostics.reportDamage('capture-format', { offset: window.base + at, detail });
    }
    this.littleEndian = littleEndian;
    this.#interfaces = [];
    this.#readSectionOptions(window, at + 24, bodyEnd);
  }

  /** Any other block. It stands at the window's start; `bodyEnd`: where its second length begins. */
  receive(window: ByteWindow, bodyEnd: number, packets: Packet[]): void {
    switch (window.view.getUint32(window.start, this.littleEndian)) {
      case BLOCK.enhancedPacket:
      case BLOCK.packet:
      case BLOCK.simplePacket:
        this.#readPacket(window, bodyEnd, packets);
        return;
      case BLOCK.interfaceDescription:
        this.#readInterface(window, bodyEnd);
        return;
      case BLOCK.interfaceStatistics:
        this.#readStatistics(window, bodyEnd);
        return;
      case BLOCK.nameResolution:
        readNames(window, bodyEnd, this.littleEndian, this.#context);
        return;
      case BLOCK.decryptionSecrets:
        this.#secrets.receive(window, bodyEnd, this.littleEndian);
    }
  }

  #readSectionOptions(window: ByteWindow, start: number, end: number): void {
    const { description } = this.#context;
    const { bytes, base } = window;
    const options = this.#options;
    const section: SectionDescription = {};
    options.start(window, start, end, this.littleEndian);
    while (options.next()) {
      const { code, valueAt } = options;
      const valueEnd = valueAt + options.length;
      if (code === OPTION.comment) description.addComment(bytes, valueAt, valueEnd, { offset: base + valueAt });
      if (code === SECTION_OPTION.hardware) section.hardware = description.text(bytes, valueAt, valueEnd);
      if (code === SECTION_OPTION.os) section.os = description.text(bytes, valueAt, valueEnd);
      if (code === SECTION_OPTION.application) section.application = description.text(bytes, valueAt, valueEnd);
    }
    description.addSection(section);
  }

  #readInterface(window: ByteWindow, bodyEnd: number): void {
    const { start: at } = window;
    const { diagnostics, limits, description } = this.#context;
    const offset = window.base + at;
    if (bodyEnd - at < 16) {
      diagnostics.report('capture-interface', { offset, detail: 'An interface description is too short.' });
      return;
    }
    if (this.#interfaces.length >= limits.interfaces) {
      const detail = `A section describes more than ${limits.interfaces} interfaces.`;
      diagnostics.reportDamage('limit-interfaces', { offset, detail });
      return;
    }
    const added = readInterface(window, bodyEnd, this.littleEndian, { options: this.#options, description });
    if (this.#epochNs !== undefined) added.clock.startAt(this.#epochNs);
    this.#interfaces.push(added);
    this.linkTypes.add(added.linkType);
    this.#decimals = Math.max(this.#decimals, added.clock.decimals);
  }

  /** An Interface Statistics Block: interface (4) time (4+4) options. Its counts are those since the capture began. §4.6. */
  #readStatistics(window: ByteWindow, bodyEnd: number): void {
    const { view, start: at } = window;
    if (bodyEnd - at < 20) return;
    const described = this.#interfaces[view.getUint32(at + 8, this.littleEndian)]?.described;
    if (described === undefined) return;
    const options = this.#options;
    let lost = 0;
    options.start(window, at + 20, bodyEnd, this.littleEndian);
    while (options.next()) {
      const { code, length } = options;
      if (length !== 8) continue;
      if (code === STATISTICS_OPTION.received) described.received = options.uint64();
      if (code === STATISTICS_OPTION.dropped || code === STATISTICS_OPTION.droppedBySystem) lost += options.uint64();
    }
    described.lostInAll = Math.max(described.lostInAll, lost);
  }

  #readPacket(window: ByteWindow, bodyEnd: number, packets: Packet[]): void {
    const { bytes, view, start: at } = window;
    const { diagnostics, limits } = this.#context;
    const offset = window.base + at;
    const snaplen = this.#interfaces[0]?.snaplen ?? 0;
    const fields = packetFields(view, at, bodyEnd, { littleEndian: this.littleEndian, snaplen });
    if (fields === undefined) {
      const detail = 'A packet block is shorter than its fixed part.';
      diagnostics.reportDamage('capture-block-length', { offset, detail });
      return;
    }
    const frame = ++this.packets;
    const from = this.#interfaces[fields.interfaceId];
    if (from === undefined) {
      const detail = `The packet is of interface ${fields.interfaceId}, of which there is no description.`;
      diagnostics.reportDamage('capture-interface', { frame, offset, detail });
      return;
    }
    const { dataAt, original, timeAt } = fields;
    let captured = fields.captured;
    if (dataAt + captured > bodyEnd || captured > limits.recordBytes) {
      const detail = `The packet claims ${captured} captured bytes in a block of ${bodyEnd + 4 - at}.`;
      diagnostics.reportDamage('capture-record-length', { frame, offset, detail });
      captured = Math.min(bodyEnd - dataAt, limits.recordBytes);
    } else {
      const optionsAt = dataAt + captured + (-captured & 3);
      if (optionsAt < bodyEnd && timeAt >= 0) this.#readPacketOptions(window, optionsAt, bodyEnd, from);
    }
    if (fields.lost > 0) this.#lose(fields.lost, from, offset);
    from.described.packets++;
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

  #readPacketOptions(window: ByteWindow, start: number, end: number, from: CaptureInterface): void {
    const { bytes, base } = window;
    const options = this.#options;
    options.start(window, start, end, this.littleEndian);
    while (options.next()) {
      const { code, valueAt, length } = options;
      if (code === OPTION.comment) {
        const about = { frame: this.packets, offset: base + valueAt };
        this.#context.description.addComment(bytes, valueAt, valueAt + length, about);
      } else if (code === PACKET_OPTION.dropCount && length === 8) {
        const lost = options.uint64();
        if (lost > 0) this.#lose(lost, from, base + valueAt);
      }
    }
  }

  /** The packet just read says that so many before it were lost. */
  #lose(lost: number, from: CaptureInterface, offset: number): void {
    from.described.lostBetween += lost;
    const detail = `The capture says that it lost packets before this one: ${lost}.`;
    this.#context.diagnostics.report('capture-drops', { frame: this.packets, offset, detail });
  }

  #time(view: DataView, timeAt: number, clock: InterfaceClock, frame: number, offset: number): number {
    const high = view.getUint32(timeAt, this.littleEndian);
    const low = view.getUint32(timeAt + 4, this.littleEndian);
    if (this.#epochNs === undefined) {
      this.#epochNs = clock.sinceUnixEpoch(high, low);
      for (const each of this.#interfaces) each.clock.startAt(this.#epochNs);
    }
    this.#lastTimeNs = clock.timeNs(high, low);
    if (clock.lastWasHeld) {
      const detail = 'The time stamp lies outside of the years 1970 to 9999.';
      this.#context.diagnostics.report('capture-timestamp', { frame, offset, detail });
    }
    return this.#lastTimeNs;
  }
}
