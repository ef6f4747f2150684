import { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import { decompressed } from '../capture/decompress.ts';
import type { Place } from '../capture/place.ts';
import { FileInput } from './file-input.ts';
import { byZlib } from './by-zlib.ts';
import { TemporaryCopy } from './temporary-copy.ts';

/** A gzip or zstd file: inflated as it is read, and once more into a temporary file when a message is asked for. */
export class CompressedFileInput extends FileInput {
  #copy: Promise<TemporaryCopy> | undefined;

  override chunks(): AsyncIterable<Uint8Array> {
    return decompressed(this.stored(), this.diagnostics, byZlib);
  }

  override async read(place: Place): Promise<Uint8Array> {
    this.#copy ??= this.#inflate();
    const copy = await this.#copy;
    return copy.read(place);
  }

  override async close(): Promise<void> {
    await (await this.#copy)?.close();
    await super.close();
  }

  async #inflate(): Promise<TemporaryCopy> {
    const copy = await TemporaryCopy.create();
    for await (const chunk of decompressed(this.stored(), new CaptureDiagnostics(), byZlib)) await copy.append(chunk);
    return copy;
  }
}
