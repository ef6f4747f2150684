import type { Backend } from '../../api/backend.ts';
import type { CaptureRow } from '../../api/captures.ts';

/** A file on its way to the server. */
export class Upload {
  readonly file: File;
  sent = 0;
  /** It has not begun: others go before it. */
  isWaiting = true;
  failure: unknown;
  readonly #changed: () => void;
  readonly #request = new AbortController();

  constructor(file: File, changed: () => void) {
    this.file = file;
    this.#changed = changed;
  }

  /** The capture's row once its bytes are safe; undefined where it failed or was given up. */
  async send(backend: Backend): Promise<CaptureRow | undefined> {
    if (this.#request.signal.aborted) return undefined;
    this.isWaiting = false;
    this.#changed();
    const onProgress = (sent: number): void => {
      this.sent = Math.min(sent, this.file.size);
      this.#changed();
    };
    try {
      return await backend.upload(this.file, { onProgress, signal: this.#request.signal });
    } catch (failure) {
      if (!this.#request.signal.aborted) this.failure = failure;
      this.#changed();
      return undefined;
    }
  }

  cancel(): void {
    this.#request.abort();
  }
}
