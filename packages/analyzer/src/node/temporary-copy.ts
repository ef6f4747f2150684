import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Place } from '../capture/place.ts';
import { inputError } from './input-error.ts';
import { readPlace } from './read-place.ts';

/** Written at once. */
const WRITE_BYTES = 1024 * 1024;

/** Bytes kept in a temporary file that only we can read; its name is removed at once where the system allows that. */
export class TemporaryCopy {
  readonly #directory: string;
  readonly #file: FileHandle;
  #waiting = new Uint8Array(WRITE_BYTES);
  #waitingBytes = 0;
  #written = 0;

  private constructor(directory: string, file: FileHandle) {
    this.#directory = directory;
    this.#file = file;
  }

  static async create(): Promise<TemporaryCopy> {
    try {
      const directory = await mkdtemp(path.join(tmpdir(), 'sipscope-capture-'));
      const file = await open(path.join(directory, 'capture'), 'wx+', 0o600);
      // Windows keeps the name of an open file: `close` removes it there.
      await rm(directory, { recursive: true }).catch(() => {});
      return new TemporaryCopy(directory, file);
    } catch (error) {
      throw inputError('The temporary copy of the capture', error);
    }
  }

  async append(chunk: Uint8Array): Promise<void> {
    if (this.#waitingBytes + chunk.length > this.#waiting.length) await this.#flush();
    if (chunk.length > this.#waiting.length) {
      await this.#write(chunk);
      return;
    }
    this.#waiting.set(chunk, this.#waitingBytes);
    this.#waitingBytes += chunk.length;
  }

  async read(place: Place): Promise<Uint8Array> {
    try {
      await this.#flush();
      return await readPlace(this.#file, place);
    } catch (error) {
      throw inputError('The temporary copy of the capture', error);
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  async #flush(): Promise<void> {
    const waiting = this.#waiting.slice(0, this.#waitingBytes);
    this.#waitingBytes = 0;
    await this.#write(waiting);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    const at = this.#written;
    this.#written += bytes.length;
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.#file.write(bytes, done, bytes.length - done, at + done);
      done += bytesWritten;
    }
  }
}
