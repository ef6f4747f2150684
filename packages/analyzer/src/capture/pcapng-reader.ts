/**
 * pcapng: sections of blocks.
 *
 *     block   type (4) total length (4) body … total length again (4)
 *
 * A Section Header Block begins a section and says its byte order; Interface Description Blocks tell link type and time
 * resolution; Enhanced, Simple and (obsolete) Packet Blocks hold packets; blocks of statistics, names and secrets tell more
 * about them. Others are passed over.
 * draft-ietf-opsawg-pcapng.
 */

import type { ByteWindow } from './byte-window.ts';
import type { CaptureDiagnostics } from './capture-diagnostics.ts';
import { CaptureError } from './capture-error.ts';
import type { CaptureLimits } from './capture-limits.ts';
import type { FormatContext, FormatReader } from './format-reader.ts';
import type { CaptureClock, Packet } from './packet.ts';
import { BLOCK_FRAME_BYTES, BYTE_ORDER_MAGIC, knownBlockTypes, SECTION_HEADER } from './pcapng-block.ts';
import { PcapngSection } from './pcapng-section.ts';
import { reportCut } from './report-cut.ts';

/** What must be seen of a block before its length can be read: a section header tells its byte order behind it. */
const BLOCK_HEAD_BYTES = 12;

/** Finds the blocks, behind damage too, and has `PcapngSection` read what they hold. */
export class PcapngReader implements FormatReader {
  readonly format: string = 'pcapng';
  readonly #limits: CaptureLimits;
  readonly #diagnostics: CaptureDiagnostics;
  readonly #section: PcapngSection;
  #inSection = false;
  /** After a block that cannot be right, until a plausible one is found. */
  #lost = false;

  constructor(context: FormatContext) {
    this.#limits = context.limits;
    this.#diagnostics = context.diagnostics;
    this.#section = new PcapngSection(context);
  }

  get clock(): CaptureClock {
    return this.#section.clock;
  }

  get linkTypes(): ReadonlySet<number> {
    return this.#section.linkTypes;
  }

  get packets(): number {
    return this.#section.packets;
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
    this.#readBody(window, at + length - 4, littleEndian, packets);
    window.start = at + length;
    return true;
  }

  /** Of the section, or of the section header that stands here; undefined where that is damaged. */
  #byteOrder(view: DataView, at: number): boolean | undefined {
    if (view.getUint32(at) !== SECTION_HEADER) return this.#inSection ? this.#section.littleEndian : undefined;
    if (view.getUint32(at + 8, true) === BYTE_ORDER_MAGIC) return true;
    return view.getUint32(at + 8, false) === BYTE_ORDER_MAGIC ? false : undefined;
  }

  /** `bodyEnd`: where the block's second length begins. */
  #readBody(window: ByteWindow, bodyEnd: number, littleEndian: boolean, packets: Packet[]): void {
    if (window.view.getUint32(window.start) !== SECTION_HEADER) {
      this.#section.receive(window, bodyEnd, packets);
      return;
    }
    this.#inSection = true;
    this.#section.begin(window, bodyEnd, littleEndian);
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
    return reportCut(window, this.#diagnostics, { kind: 'block', offset, needed, present: end - start });
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
