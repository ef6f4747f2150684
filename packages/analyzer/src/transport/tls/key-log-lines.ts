import { defaultTlsLimits } from './tls-limits.ts';
import type { KeyLog } from './key-log.ts';

const LF = 0x0a;
const nothing: Uint8Array = new Uint8Array(0);

/** Cuts a key log that comes in pieces into its lines: one that is still being written waits for its end. */
export class KeyLogLines {
  readonly #keyLog: KeyLog;
  readonly #lineBytes: number;
  #begun: Uint8Array = nothing;
  /** Whether we stand in a line that is too long to be one of a key log. */
  #isTooLong = false;

  /** `lineBytes`: the longest line that may be one. */
  constructor(keyLog: KeyLog, lineBytes: number = defaultTlsLimits.keyLogLineBytes) {
    this.#keyLog = keyLog;
    this.#lineBytes = lineBytes;
  }

  /** The lines that this piece completes are added. */
  receive(piece: Uint8Array): void {
    const end = piece.lastIndexOf(LF) + 1;
    if (end === 0) {
      this.#begin(piece);
      return;
    }
    const firstEnd = piece.indexOf(LF) + 1;
    this.#begin(piece.subarray(0, firstEnd));
    this.end();
    this.#keyLog.add(piece.subarray(firstEnd, end));
    this.#begin(piece.subarray(end));
  }

  /** No piece continues the last line. */
  end(): void {
    if (!this.#isTooLong) this.#keyLog.add(this.#begun);
    this.#begun = nothing;
    this.#isTooLong = false;
  }

  #begin(part: Uint8Array): void {
    if (this.#begun.length + part.length > this.#lineBytes) this.#isTooLong = true;
    if (this.#isTooLong) {
      this.#begun = nothing;
      return;
    }
    const joined = new Uint8Array(this.#begun.length + part.length);
    joined.set(this.#begun);
    joined.set(part, this.#begun.length);
    this.#begun = joined;
  }
}
