import type { ByteWindow } from './byte-window.ts';
import type { FormatContext } from './format-reader.ts';

/** `TLSK`: the lines of a key log, as NSS writes them (`SSLKEYLOGFILE`). */
const TLS_KEY_LOG = 0x544c534b;
const LINE_FEED = 0x0a;

/**
 * Decryption Secrets Blocks of a pcapng: what the packets behind them were encrypted with.
 *
 *     type (4) total length (4) secrets type (4) secrets length (4) secrets …
 *
 * Key logs of TLS are handed on, others passed over. draft-ietf-opsawg-pcapng §4.7.
 */
export class PcapngSecrets {
  readonly #context: FormatContext;
  #bytesLeft: number;

  constructor(context: FormatContext) {
    this.#context = context;
    this.#bytesLeft = context.limits.secretsBytes;
  }

  /** The block stands at the window's start; `bodyEnd`: where its second length begins. */
  receive(window: ByteWindow, bodyEnd: number, littleEndian: boolean): void {
    const { bytes, view, start: at } = window;
    const textAt = at + 16;
    if (textAt > bodyEnd) {
      const detail = 'A block of decryption secrets is shorter than its fixed part.';
      this.#context.diagnostics.report('capture-block-length', { offset: window.base + at, detail });
      return;
    }
    if (view.getUint32(at + 8, littleEndian) !== TLS_KEY_LOG) return;
    const claimed = view.getUint32(at + 12, littleEndian);
    if (textAt + claimed > bodyEnd) {
      const detail = `A block of ${bodyEnd + 4 - at} bytes claims ${claimed} bytes of decryption secrets.`;
      this.#context.diagnostics.report('capture-block-length', { offset: window.base + at, detail });
    }
    const textEnd = Math.min(textAt + claimed, bodyEnd);
    const end = Math.min(textEnd, this.#endOfRoom(bytes, textAt, textEnd, window.base));
    this.#bytesLeft -= end - textAt;
    if (end > textAt) this.#context.onSecrets?.(new TextDecoder().decode(bytes.subarray(textAt, end)));
  }

  /** Behind the last whole line that there is room for. */
  #endOfRoom(bytes: Uint8Array, start: number, end: number, base: number): number {
    if (end - start <= this.#bytesLeft) return end;
    const { diagnostics, limits } = this.#context;
    const detail = `The capture carries more than ${limits.secretsBytes} bytes of key logs: the rest is not used.`;
    diagnostics.report('limit-secrets', { offset: base + start, detail });
    if (this.#bytesLeft === 0) return start;
    const lineEnd = bytes.subarray(start, start + this.#bytesLeft).lastIndexOf(LINE_FEED);
    return start + lineEnd + 1;
  }
}
