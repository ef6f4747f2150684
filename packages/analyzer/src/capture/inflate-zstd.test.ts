import { constants } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inflateBy, plain, small, zstd } from '../../test/read-compressed.ts';
import { byZlib } from '../node/by-zlib.ts';
import { CaptureDiagnostics } from './capture-diagnostics.ts';
import { decompressed } from './decompress.ts';
import { inflateZstdByScript } from './inflate-zstd.ts';

const ways = [
  ['Node', byZlib.inflaters],
  ['script', { zstd: inflateZstdByScript }],
] as const;

const packed = zstd(plain);
const packedSmall = zstd(small);

/** A frame that decoders pass over. */
function skippable(length: number): Buffer {
  const frame = Buffer.alloc(8 + length, 0x28);
  frame.writeUInt32LE(0x184d2a5e, 0);
  frame.writeUInt32LE(length, 4);
  return frame;
}

describe.each(ways)('decompressed() of zstd, by %s', (_, inflaters) => {
  const inflate = inflateBy(inflaters);

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

  test('tells of bytes that follow the stream', async () => {
    const { bytes, codes } = await inflate(Buffer.concat([packed, Buffer.from('what is this?')]));

    expect(bytes.equals(plain)).toBe(true);
    expect(codes).toEqual(['capture-decompress']);
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
});
