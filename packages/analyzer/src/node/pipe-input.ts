import type { Readable } from 'node:stream';
import { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { CaptureInput } from '../capture/capture-input.ts';
import { decompressed } from '../capture/decompress.ts';
import type { Place } from '../capture/place.ts';
import { byZlib } from './by-zlib.ts';
import { inputError } from './input-error.ts';
import { TemporaryCopy } from './temporary-copy.ts';

/** The standard input, or a named pipe: comes once. */
export class PipeInput implements CaptureInput {
  readonly size: undefined = undefined;
  bytesRead = 0;
  readonly diagnostics: CaptureDiagnostics = new CaptureDiagnostics();
  readonly #name: string;
  readonly #open: () => Promise<Readable>;
  readonly #keep: boolean;
  readonly #wake: (() => Promise<void>) | undefined;
  #opening: 'not yet' | 'waiting' | 'done' = 'not yet';
  #stream: Readable | undefined;
  #copy: TemporaryCopy | undefined;

  /** `wake`: ends the waiting for somebody who writes. */
  constructor(name: string, openStream: () => Promise<Readable>, keep: boolean, wake?: () => Promise<void>) {
    this.#name = name;
    this.#open = openStream;
    this.#keep = keep;
    this.#wake = wake;
  }

  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.bytesRead > 0) throw new TypeError('A pipe gives its bytes once.');
    if (this.#keep) this.#copy = await TemporaryCopy.create();
    for await (const chunk of decompressed(this.#stored(), this.diagnostics, byZlib)) {
      await this.#copy?.append(chunk);
      yield chunk;
    }
  }

  async read(place: Place): Promise<Uint8Array> {
    if (this.#copy === undefined) throw new TypeError('The bytes of this pipe were not kept.');
    return this.#copy.read(place);
  }

  /** What waits for more of the pipe then ends. */
  async close(): Promise<void> {
    this.#stream?.destroy();
    if (this.#opening === 'waiting') await this.#wake?.();
    await this.#copy?.close();
  }

  async *#stored(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      this.#opening = 'waiting';
      this.#stream = await this.#open();
      this.#opening = 'done';
      for await (const chunk of this.#stream) {
        this.bytesRead += chunk.length;
        yield chunk;
      }
    } catch (error) {
      throw inputError(this.#name, error);
    }
  }
}
