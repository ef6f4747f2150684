import type { FileHandle } from 'node:fs/promises';
import { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { CaptureInput } from '../capture/capture-input.ts';
import type { Place } from '../capture/place.ts';
import { inputError } from './input-error.ts';
import { readPlace } from './read-place.ts';

/** A plain file: read in large pieces, and again at any place. */
export class FileInput implements CaptureInput {
  readonly size: number;
  bytesRead = 0;
  readonly diagnostics: CaptureDiagnostics = new CaptureDiagnostics();
  readonly path: string;
  protected readonly name: string;
  readonly #file: FileHandle;
  readonly #chunkBytes: number;

  constructor(name: string, file: FileHandle, size: number, chunkBytes: number) {
    this.path = name;
    this.name = `"${name}"`;
    this.#file = file;
    this.size = size;
    this.#chunkBytes = chunkBytes;
  }

  chunks(): AsyncIterable<Uint8Array> {
    return this.stored();
  }

  async read(place: Place): Promise<Uint8Array> {
    try {
      return await readPlace(this.#file, place);
    } catch (error) {
      throw inputError(this.name, error);
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** Two buffers take turns: while one is analysed, the other is filled. */
  protected async *stored(): AsyncGenerator<Uint8Array, void, undefined> {
    const chunkBytes = this.#chunkBytes;
    let [current, other] = [new Uint8Array(chunkBytes), new Uint8Array(chunkBytes)];
    this.bytesRead = 0;
    let next = this.#file.read(current, 0, chunkBytes, 0);
    try {
      for (;;) {
        const { bytesRead } = await next;
        if (bytesRead === 0) return;
        this.bytesRead += bytesRead;
        next = this.#file.read(other, 0, chunkBytes, this.bytesRead);
        // Awaited in the next turn, or below where the reader has had enough.
        next.catch(() => {});
        yield current.subarray(0, bytesRead);
        [current, other] = [other, current];
      }
    } catch (error) {
      throw inputError(this.name, error);
    } finally {
      await next.catch(() => {});
    }
  }
}
