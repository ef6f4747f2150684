import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { CaptureDiagnostics } from '../src/capture/capture-diagnostics.ts';
import { type CaptureLimits, defaultCaptureLimits } from '../src/capture/capture-limits.ts';
import { decompressed, type DecompressOptions } from '../src/capture/decompress.ts';

/** Text that compresses about as well as SIP does. */
export const plain: Buffer = Buffer.from(
  Array.from({ length: 20_000 }, (_, i) => `Via: SIP/2.0/UDP host${i * 7919}\r\n`).join(''),
);
export const small: Buffer = plain.subarray(0, 5000);

export function gzip(bytes: Uint8Array): Buffer {
  return gzipSync(bytes);
}

/** `params`: those of zstd beside a check sum. */
export function zstd(bytes: Uint8Array, params: Readonly<Record<number, number | boolean>> = {}): Buffer {
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: 1, ...params } });
}

type Inflated = { readonly bytes: Buffer; readonly codes: readonly string[]; readonly damaged: boolean };

type Inflate = (
  bytes: Uint8Array,
  /** `size`: of the chunks they come in. */
  options?: { readonly size?: number; readonly limits?: Partial<CaptureLimits> },
) => Promise<Inflated>;

/** What comes out of compressed bytes, and what is said of them. */
export function inflateBy(inflaters: NonNullable<DecompressOptions['inflaters']>): Inflate {
  return async (bytes, { size = 4096, limits = {} } = {}) => {
    const diagnostics = new CaptureDiagnostics();
    const options = { limits: { ...defaultCaptureLimits, ...limits }, inflaters };
    const parts: Buffer[] = [];
    for await (const chunk of decompressed(chunksOf(bytes, size), diagnostics, options)) parts.push(Buffer.from(chunk));
    const codes = diagnostics.counts().map(({ code }) => code);
    return { bytes: Buffer.concat(parts), codes, damaged: diagnostics.damaged };
  };
}

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
