import { Decompress } from 'fflate';

/** Compressed bytes handed to the inflater at once: of these, at most 1,032 times as many come out before it is asked again. */
const SLICE_BYTES = 1024;

export type InflatedBytes = {
  readonly bytes: Uint8Array;
  /** False where the compressed bytes are cut or damaged, or more would have come out than are wanted: `bytes` is the beginning. */
  readonly complete: boolean;
};

/** Inflates what is at hand as a whole: zlib (RFC 1950), gzip (RFC 1952) or bare deflate (RFC 1951), told apart by its first bytes. */
export function inflateBytes(compressed: Uint8Array, limitBytes: number): InflatedBytes {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Decompress((part) => {
    parts.push(part);
    length += part.length;
  });
  let complete = true;
  try {
    for (let at = 0; at < compressed.length && length <= limitBytes; at += SLICE_BYTES) {
      stream.push(compressed.slice(at, at + SLICE_BYTES), at + SLICE_BYTES >= compressed.length);
    }
  } catch {
    complete = false;
  }
  const bytes = joined(parts, Math.min(length, limitBytes));
  return { bytes, complete: complete && length > 0 && length <= limitBytes };
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part.subarray(0, length - at), at);
    at += Math.min(part.length, length - at);
  }
  return bytes;
}
