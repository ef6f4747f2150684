import { constants, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byZlib } from '../node/by-zlib.ts';
import { CaptureDiagnostics } from './capture-diagnostics.ts';
import { defaultCaptureLimits } from './capture-limits.ts';
import { decompressed } from './decompress.ts';
import { inflateZstdByScript } from './inflate-zstd.ts';

type Inflated = { readonly bytes: Buffer; readonly codes: readonly string[]; readonly damaged: boolean };

const ways = [
  ['Node', byZlib.inflaters],
  ['script', { zstd: inflateZstdByScript }],
] as const;

const plain = Buffer.from(Array.from({ length: 20_000 }, (_, i) => `Via: SIP/2.0/UDP host${i * 7919}\r\n`).join(''));
const packed = zstd(plain);
const small = plain.subarray(0, 5000);
const packedSmall = zstd(small);

function zstd(bytes: Uint8Array, options: Readonly<Record<number, number | boolean>> = {}): Buffer {
  return zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: 1, ...options } });
}

/** A frame that decoders pass over. */
function skippable(length: number): Buffer {
  const frame = Buffer.alloc(8 + length, 0x28);
  frame.writeUInt32LE(0x184d2a5e, 0);
  frame.writeUInt32LE(length, 4);
  return frame;
}

describe.each(ways)('decompressed() of zstd, by %s', (_, inflaters) => {
  async function inflate(bytes: Uint8Array, options: { size?: number; limits?: object } = {}): Promise<Inflated> {
    const size = options.size ?? 4096;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    }
    const diagnostics = new CaptureDiagnostics();
    const limits = { ...defaultCaptureLimits, ...options.limits };
    const parts: Buffer[] = [];
    for await (const chunk of decompressed(chunks(), diagnostics, { limits, inflaters }))
      parts.push(Buffer.from(chunk));
    const codes = diagnostics.counts().map(({ code }) => code);
    return { bytes: Buffer.concat(parts), codes, damaged: diagnostics.damaged };
  }

  test.each([1, 3, 65_536])('inflates what comes in chunks of %i', async (size) => {
    const { bytes, codes } = await inflate(packedSmall, { size });

    expect(bytes.equals(small)).toBe(true);
    expect(codes).toEqual([]);
  });

  test.each([
    ['with a check sum', {}],
    ['without', { [constants.ZSTD_c_checksumFlag]: 0 }],
    ['fast', { [constants.ZSTD_c_compressionLevel]: -5 }],
    ['small', { [constants.ZSTD_c_compressionLevel]: 19 }],
    ['with a long window', { [constants.ZSTD_c_windowLog]: 27 }],
    ['without its size', { [constants.ZSTD_c_contentSizeFlag]: 0 }],
  ])('inflates several blocks, packed %s', async (_name, options) => {
    const { bytes, codes } = await inflate(zstd(plain, options));

    expect(bytes.equals(plain)).toBe(true);
    expect(codes).toEqual([]);
  });

  test('takes several frames in a row as one stream, and passes over those to be skipped', async () => {
    const frames = [skippable(0), packedSmall, skippable(4), zstd(Buffer.alloc(0)), packed, skippable(70_000)];

    for (const size of [99, 1000, 1e6]) {
      const { bytes, codes } = await inflate(Buffer.concat(frames), { size });

      expect(bytes.equals(Buffer.concat([small, plain]))).toBe(true);
      expect(codes).toEqual([]);
    }
  });

  test('inflates very many small frames', async () => {
    const one = zstd(Buffer.from('x'));

    const { bytes, codes } = await inflate(Buffer.concat(Array<Buffer>(3000).fill(one)), { size: 65_536 });

    expect(bytes.toString()).toBe('x'.repeat(3000));
    expect(codes).toEqual([]);
  });

  test('gives each block as soon as it has come', async () => {
    const twice = Buffer.concat([packedSmall, packedSmall]);
    let given = 0;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield twice.subarray(0, packedSmall.length);
      expect(given).toBe(small.length);
      yield twice.subarray(packedSmall.length);
    }

    for await (const chunk of decompressed(chunks(), new CaptureDiagnostics(), { inflaters })) given += chunk.length;

    expect(given).toBe(2 * small.length);
  });

  test('takes off one layer only', async () => {
    expect((await inflate(zstd(packed))).bytes.equals(packed)).toBe(true);
  });

  test('gives the whole blocks of a stream that is cut', async () => {
    const blocks = packed.length / Math.ceil(plain.length / (128 * 1024));

    const { bytes, codes, damaged } = await inflate(packed.subarray(0, blocks * 3.5));

    expect(plain.subarray(0, bytes.length).equals(bytes)).toBe(true);
    expect(bytes.length).toBeGreaterThanOrEqual(2 * 128 * 1024);
    expect({ codes, damaged }).toEqual({ codes: ['capture-decompress'], damaged: true });
  });

  test('tells of a stream that is cut anywhere', async () => {
    for (let length = 4; length < packedSmall.length; length += 7) {
      const { bytes, codes } = await inflate(packedSmall.subarray(0, length));

      expect(small.subarray(0, bytes.length).equals(bytes)).toBe(true);
      expect(codes).toEqual(['capture-decompress']);
    }
  });

  test('gives everything where only the check sum is wrong', async () => {
    const wrong = Buffer.from(packed);
    wrong[wrong.length - 1]! ^= 1;

    const { bytes, codes } = await inflate(wrong);

    expect(bytes.equals(plain)).toBe(true);
    expect(codes).toEqual(['capture-decompress']);
  });

  test('tells of bytes that follow the stream', async () => {
    const { bytes, codes } = await inflate(Buffer.concat([packed, Buffer.from('what is this?')]));

    expect(bytes.equals(plain)).toBe(true);
    expect(codes).toEqual(['capture-decompress']);
  });

  test('never throws on a damaged stream, and tells of it where bytes differ', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(packedSmall.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const broken = Buffer.from(packedSmall);
        broken[at]! ^= change;

        const { bytes, damaged } = await inflate(broken);

        expect(damaged || bytes.equals(small) || bytes.equals(broken)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('never throws on anything that begins like zstd', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (rest) => {
        const { damaged } = await inflate(Buffer.concat([packed.subarray(0, 4), rest]));

        expect(damaged).toBe(true);
      }),
      { numRuns: 300, examples: [[Uint8Array.of(0xa4, 255, 255, 255, 127, 1, 0, 0)], [Uint8Array.of(0, 0xf8)]] },
    );
  });

  test('refuses a window beyond 128 MiB, which would have to be kept in memory', async () => {
    const header = Buffer.concat([packed.subarray(0, 4), Buffer.of(0x00, (18 << 3) | 1, 0x01, 0, 0)]);

    expect(await inflate(header)).toMatchObject({ codes: ['capture-decompress'], damaged: true });
  });

  test('stops a stream that inflates beyond its ratio, once it is large', async () => {
    const bomb = zstd(Buffer.alloc(4_000_000));

    const { bytes, codes, damaged } = await inflate(bomb, { limits: { inflationGraceBytes: 1_000_000 } });

    expect(bytes.length).toBeLessThanOrEqual(1_000_000);
    expect(bytes.length).toBeGreaterThan(800_000);
    expect({ codes, damaged }).toEqual({ codes: ['limit-ratio'], damaged: true });
  });

  test('stops a stream that inflates beyond the limit of bytes', async () => {
    const { bytes, codes } = await inflate(packed, { limits: { inflatedBytes: 300_000 } });

    expect(bytes.length).toBeLessThanOrEqual(300_000);
    expect(codes).toEqual(['limit-size']);
  });
});
