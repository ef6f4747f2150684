/** A file of nothing but HEP3 packets, one behind the other: what was received by a collector, or written to a TCP connection. */

import type { ByteWindow } from './byte-window.ts';
import type { CaptureDiagnostics } from './capture-diagnostics.ts';
import type { FormatReader } from './format-reader.ts';
import { HEP3_MAGIC, HEP_CHUNK, hep3Length, HepChunks, isHep3 } from './hep-chunks.ts';
import { LINK_TYPE } from './link-type.ts';
import type { CaptureClock, Packet } from './packet.ts';

const HEADER_BYTES = 6;

export class HepReader implements FormatReader {
  readonly format: string = 'hep';
  readonly linkTypes: Set<number> = new Set([LINK_TYPE.hep]);
  packets = 0;
  readonly #diagnostics: CaptureDiagnostics;
  #hasEpoch = false;
  #epochSeconds = 0;
  #epochMicroseconds = 0;
  #lastNs = 0;

  constructor(diagnostics: CaptureDiagnostics) {
    this.#diagnostics = diagnostics;
  }

  get clock(): CaptureClock {
    const epochNs = BigInt(this.#epochSeconds) * 1_000_000_000n + BigInt(this.#epochMicroseconds) * 1000n;
    return { epochNs, decimals: 6 };
  }

  read(window: ByteWindow, last: boolean, packets: Packet[]): void {
    for (;;) {
      const { bytes, start, end } = window;
      if (end - start < HEADER_BYTES) break;
      if (!isHep3(bytes, start, end)) {
        this.#findPacket(window);
        if (!isHep3(bytes, window.start, end)) break;
        continue;
      }
      const packetEnd = start + hep3Length(bytes, start);
      if (packetEnd > end && !last) return;
      if (packetEnd > end) this.#reportCut(window, packetEnd - start);
      this.#push(window, Math.min(packetEnd, end), packets);
      window.start = Math.min(packetEnd, end);
    }
    if (last && window.start < window.end) {
      const detail = `The file ends with ${window.end - window.start} bytes that are no HEP packet.`;
      this.#diagnostics.reportDamage('capture-truncated', { offset: window.base + window.start, detail });
      window.start = window.end;
    }
  }

  #push(window: ByteWindow, end: number, packets: Packet[]): void {
    const { bytes, start } = window;
    packets.push({
      frame: ++this.packets,
      timeNs: this.#time(bytes, start, end),
      linkType: LINK_TYPE.hep,
      bytes,
      start,
      end,
      offset: window.base + start,
      originalLength: hep3Length(bytes, start),
    });
  }

  /** When the packet's payload was seen, by its sender's clock; the time of the packet before where it does not say. */
  #time(bytes: Uint8Array, start: number, end: number): number {
    const chunks = new HepChunks(bytes, start, end);
    let seconds = -1;
    let microseconds = 0;
    while (chunks.next()) {
      if (chunks.vendor !== 0 || chunks.end - chunks.start !== 4) continue;
      const { start: at } = chunks;
      const value = ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
      if (chunks.type === HEP_CHUNK.seconds) seconds = value;
      else if (chunks.type === HEP_CHUNK.microseconds) microseconds = value;
    }
    if (seconds < 0) return this.#lastNs;
    if (!this.#hasEpoch) {
      this.#hasEpoch = true;
      this.#epochSeconds = seconds;
      this.#epochMicroseconds = microseconds;
    }
    this.#lastNs = (seconds - this.#epochSeconds) * 1e9 + (microseconds - this.#epochMicroseconds) * 1000;
    return this.#lastNs;
  }

  #reportCut(window: ByteWindow, length: number): void {
    const detail = `The file ends after ${window.end - window.start} of the ${length} bytes of a HEP packet.`;
    this.#diagnostics.reportDamage('capture-truncated', { offset: window.base + window.start, detail });
  }

  /** Goes to the next magic, or as far as one may still begin. */
  #findPacket(window: ByteWindow): void {
    const { view, start, end } = window;
    let at = start + 1;
    while (at + 4 <= end && view.getUint32(at) !== HEP3_MAGIC) at++;
    const detail = `${at - start} bytes are no HEP packet.`;
    this.#diagnostics.reportDamage('capture-record-length', { offset: window.base + start, detail });
    window.start = at;
  }
}
