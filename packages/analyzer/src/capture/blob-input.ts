import { CaptureDiagnostics } from './capture-diagnostics.ts';
import { CaptureError } from './capture-error.ts';
import type { CaptureInput } from './capture-input.ts';
import { COMPRESSION_MAGIC_BYTES, compressionOf, decompressed } from './decompress.ts';
import { type Place, placeLength } from './place.ts';

const CHUNK_BYTES = 4 * 1024 * 1024;

/** A capture that a browser holds: a dropped or chosen `File`, or what was fetched. */
export async function openBlob(blob: Blob): Promise<CaptureInput> {
  const head = await blobBytes(blob.slice(0, COMPRESSION_MAGIC_BYTES));
  return new BlobInput(blob, compressionOf(head) !== undefined);
}

class BlobInput implements CaptureInput {
  readonly size: number;
  bytesRead = 0;
  readonly diagnostics: CaptureDiagnostics = new CaptureDiagnostics();
  readonly #blob: Blob;
  readonly #isCompressed: boolean;
  #plain: Promise<Blob> | undefined;

  constructor(blob: Blob, isCompressed: boolean) {
    this.size = blob.size;
    this.#blob = blob;
    this.#isCompressed = isCompressed;
  }

  chunks(): AsyncIterable<Uint8Array> {
    return decompressed(this.#stored(), this.diagnostics);
  }

  async read(place: Place): Promise<Uint8Array> {
    this.#plain ??= this.#isCompressed ? this.#inflate() : Promise.resolve(this.#blob);
    const plain = await this.#plain;
    const pieces = place.map(({ bytes, offset, length }) =>
      bytes === undefined ? plain.slice(offset, offset + length) : new Uint8Array(bytes),
    );
    const bytes = await blobBytes(new Blob(pieces));
    if (bytes.length < placeLength(place)) {
      throw new CaptureError('input-unreadable', 'The capture ends before the message that was asked for.');
    }
    return bytes;
  }

  async close(): Promise<void> {
    this.#plain = undefined;
  }

  /** Reads ahead by one chunk, so that reading and analysing go on side by side. */
  async *#stored(): AsyncGenerator<Uint8Array, void, undefined> {
    this.bytesRead = 0;
    let next = blobBytes(this.#blob.slice(0, CHUNK_BYTES));
    for (let at = 0; at < this.size; at += CHUNK_BYTES) {
      const chunk = await next;
      next = blobBytes(this.#blob.slice(at + CHUNK_BYTES, at + 2 * CHUNK_BYTES));
      // Awaited in the next turn, or not at all where the reader has had enough.
      next.catch(() => {});
      this.bytesRead += chunk.length;
      yield chunk;
    }
  }

  /** A blob of the inflated bytes; browsers keep large ones on disk. */
  async #inflate(): Promise<Blob> {
    const parts: Blob[] = [];
    for await (const chunk of decompressed(this.#stored(), new CaptureDiagnostics())) {
      parts.push(new Blob([chunk.slice()]));
    }
    return new Blob(parts);
  }
}

async function blobBytes(blob: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw new CaptureError('input-unreadable', 'The file can no longer be read: it was moved, changed or removed.', {
      cause,
    });
  }
}
