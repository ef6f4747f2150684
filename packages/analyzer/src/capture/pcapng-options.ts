import type { ByteWindow } from './byte-window.ts';
import type { CaptureDiagnostics } from './capture-diagnostics.ts';
import type { CaptureLimits } from './capture-limits.ts';
import { OPTION } from './pcapng-block.ts';

/**
 * Goes over the options of a block, one after the other. One instance goes over the options of all blocks.
 *
 *     option   code (2) length (2) value, padded to 4 bytes
 *
 * They end with code 0, or with the block. draft-ietf-opsawg-pcapng §3.5.
 */
export class PcapngOptions {
  code = 0;
  /** The value is `view[valueAt, valueAt + length)`. */
  valueAt = 0;
  length = 0;
  readonly #limits: CaptureLimits;
  readonly #diagnostics: CaptureDiagnostics;
  #view: DataView = new DataView(new ArrayBuffer(0));
  #base = 0;
  #littleEndian = false;
  #at = 0;
  #end = 0;
  #left = 0;

  constructor(limits: CaptureLimits, diagnostics: CaptureDiagnostics) {
    this.#limits = limits;
    this.#diagnostics = diagnostics;
  }

  /** Before the first option of `[start, end)`. */
  start({ view, base }: ByteWindow, start: number, end: number, littleEndian: boolean): void {
    this.#view = view;
    this.#base = base;
    this.#littleEndian = littleEndian;
    this.#at = start;
    this.#end = end;
    this.#left = this.#limits.blockOptions;
  }

  /** Goes to the next option; false where there is none. */
  next(): boolean {
    const at = this.#at;
    if (at + 4 > this.#end) return false;
    this.code = this.#view.getUint16(at, this.#littleEndian);
    this.length = this.#view.getUint16(at + 2, this.#littleEndian);
    this.valueAt = at + 4;
    if (this.code === OPTION.endOfOptions) return false;
    if (this.#left === 0) return this.#stop(`A block has more than ${this.#limits.blockOptions} options.`);
    if (this.valueAt + this.length > this.#end) {
      return this.#stop(`An option claims ${this.length} bytes, more than its block has left.`);
    }
    this.#left--;
    this.#at = this.valueAt + this.length + (-this.length & 3);
    return true;
  }

  /** Of a value of 8 bytes; a count beyond 2^53 is given inexactly. */
  uint64(): number {
    return Number(this.#view.getBigUint64(this.valueAt, this.#littleEndian));
  }

  int64(): bigint {
    return this.#view.getBigInt64(this.valueAt, this.#littleEndian);
  }

  #stop(detail: string): false {
    this.#diagnostics.reportDamage('capture-option', { offset: this.#base + this.#at, detail });
    this.#at = this.#end;
    return false;
  }
}
