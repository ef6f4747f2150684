import type { ByteWindow } from './byte-window.ts';
import type { CaptureDiagnostics } from './capture-diagnostics.ts';
import type { Packet } from './packet.ts';
import { reportCut } from './report-cut.ts';

/** How a format without blocks says where its records begin and end. */
export type RecordFormat = {
  /** Packets read so far. */
  readonly packets: number;
  /** What must be seen of a record before the methods below can be asked about it. */
  readonly headerBytes: number;
  /** Bytes of the record at `at`, its header included; -1 where there cannot be such a record. */
  lengthAt(view: DataView, at: number): number;
  /** Whether what the record says of itself is so odd that it is believed only where another follows. */
  isDoubtful(view: DataView, at: number): boolean;
  /** What the record says of itself, where that is not believed: a sentence's beginning, `A record claims …`. */
  claim(view: DataView, at: number): string;
  /** Whether a record is believed to begin at `at`, after damage: it must be odd in nothing. */
  isPlausible(view: DataView, at: number): boolean;
  /** Seconds since 1970 of the record at `at`. */
  secondsAt(view: DataView, at: number): number;
  /** Takes the whole record at the window's start. */
  take(window: ByteWindow, packets: Packet[]): void;
};

/** A record that ends with the capture is believed, where none was read before it, if its time is this near to that of the one lost. */
const NEAR_SECONDS = 86_400;

/**
 * Goes from record to record. Behind one that cannot be right it looks for a place where two plausible records stand in a
 * row, or one that ends with the capture.
 */
export class RecordWalk {
  readonly #format: RecordFormat;
  readonly #diagnostics: CaptureDiagnostics;
  /** After a record that cannot be right, until a plausible one is found. */
  #lost = false;
  /** Of the one that cannot be right. */
  #lostSeconds = 0;

  constructor(format: RecordFormat, diagnostics: CaptureDiagnostics) {
    this.#format = format;
    this.#diagnostics = diagnostics;
  }

  /** Reads what the window holds as a whole and moves its start behind it. `last`: nothing will follow. */
  read(window: ByteWindow, last: boolean, packets: Packet[]): void {
    for (;;) {
      if (this.#lost) this.#findRecord(window, last);
      if (this.#lost || !this.#readRecord(window, last, packets)) return;
    }
  }

  /** False when the next record is not there as a whole. */
  #readRecord(window: ByteWindow, last: boolean, packets: Packet[]): boolean {
    const format = this.#format;
    const { view, start, end } = window;
    if (start + format.headerBytes > end) return this.#incomplete(window, last, format.headerBytes);
    const length = format.lengthAt(view, start);
    if (length < 0) {
      this.#lose(window, `${format.claim(view, start)}.`);
      return true;
    }
    const next = start + length;
    if (next > end) return this.#incomplete(window, last, length);
    if (format.isDoubtful(view, start)) {
      if (next + format.headerBytes > end && !last) return false;
      if (!this.#mayFollow(window, next)) {
        this.#lose(window, `${format.claim(view, start)}, and no record follows it.`);
        return true;
      }
    }
    format.take(window, packets);
    window.start = next;
    return true;
  }

  /** The capture may end inside a record: either it was cut, or the record's length is wrong and others follow. */
  #incomplete(window: ByteWindow, last: boolean, needed: number): boolean {
    const { start, end } = window;
    if (!last || start === end) return false;
    const offset = window.base + start;
    this.#leave(window);
    this.#findRecord(window, last);
    return reportCut(window, this.#diagnostics, { kind: 'record', offset, needed, present: end - start });
  }

  /** The record at the window's start cannot be right: goes on behind it as soon as there is a plausible one. */
  #lose(window: ByteWindow, detail: string): void {
    this.#diagnostics.reportDamage('capture-record-length', { offset: window.base + window.start, detail });
    this.#lost = true;
    this.#leave(window);
  }

  #leave(window: ByteWindow): void {
    const isWhole = window.start + this.#format.headerBytes <= window.end;
    this.#lostSeconds = isWhole ? this.#format.secondsAt(window.view, window.start) : 0;
    window.start++;
  }

  #findRecord(window: ByteWindow, last: boolean): void {
    const format = this.#format;
    const { view, end } = window;
    for (let at = window.start; at + format.headerBytes <= end; at++) {
      if (!format.isPlausible(view, at)) continue;
      const next = at + format.lengthAt(view, at);
      const isNextWhole = next + format.headerBytes <= end;
      if (!isNextWhole && !last) {
        window.start = at;
        return;
      }
      if (isNextWhole ? format.isPlausible(view, next) : next === end && this.#isNear(view, at)) {
        window.start = at;
        this.#lost = false;
        return;
      }
    }
    window.start = last ? end : Math.max(window.start, end - format.headerBytes + 1);
  }

  #isNear(view: DataView, at: number): boolean {
    return this.#format.packets > 0 || Math.abs(this.#format.secondsAt(view, at) - this.#lostSeconds) < NEAR_SECONDS;
  }

  /** Whether what stands at `at` could be a record, or the capture's end. */
  #mayFollow({ view, end }: ByteWindow, at: number): boolean {
    return at + this.#format.headerBytes > end ? at === end : this.#format.lengthAt(view, at) >= 0;
  }
}
