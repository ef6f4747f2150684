import { constants, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gzip, inflateBy, plain, small, zstd } from '../../test/read-compressed.ts';
import { byZlib } from '../node/by-zlib.ts';
import { CaptureDiagnostics } from './capture-diagnostics.ts';
import { decompressed } from './decompress.ts';
import { inflateZstdByScript } from './inflate-zstd.ts';

const ways = [
  { name: 'gzip, by Node', pack: gzip, inflaters: byZlib.inflaters, checkSumFromEnd: 8 },
  { name: 'zstd, by Node', pack: zstd, inflaters: byZlib.inflaters, checkSumFromEnd: 1 },
  { name: 'zstd, by script', pack: zstd, inflaters: { zstd: inflateZstdByScript }, checkSumFromEnd: 1 },
];

describe.each(ways)('decompressed() of $name', ({ pack, inflaters, checkSumFromEnd }) => {
  const inflate = inflateBy(inflaters);
  const packed = pack(plain);
  const packedSmall = pack(small);

  test.each([1, 3, 65_536])('inflates what comes in chunks of %i', async (size) => {
    const { bytes, codes } = await inflate(packedSmall, { size });

    expect(bytes.equals(small)).toBe(true);
    expect(codes).toEqual([]);
  });

  test('inflates more than one slice', async () => {
    const { bytes, codes } = await inflate(packed);

    expect(packed.length).toBeGreaterThan(4 * 16 * 1024);
    expect(bytes.equals(plain)).toBe(true);
    expect(codes).toEqual([]);
  });

  test('takes off one layer only', async () => {
    const { bytes } = await inflate(pack(packed));

    expect(bytes.equals(packed)).toBe(true);
  });

  test('takes several streams in a row as one', async () => {
    const { bytes, codes } = await inflate(Buffer.concat([packedSmall, packedSmall]));

    expect(bytes.equals(Buffer.concat([small, small]))).toBe(true);
    expect(codes).toEqual([]);
  });

  test('gives everything where only the check sum is wrong', async () => {
    const wrong = Buffer.from(packed);
    wrong[wrong.length - checkSumFromEnd]! ^= 1;

    const { bytes, codes } = await inflate(wrong);

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

  test('stops a stream that inflates beyond its ratio, once it is large', async () => {
    const bomb = pack(Buffer.alloc(4_000_000));

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

const inflate = inflateBy(byZlib.inflaters);
const packed = gzip(plain);
const packedSmall = gzip(small);

describe('decompressed() of gzip', () => {
  test.each([0, 1, 2, 500])('hands on %i bytes that are no gzip as they are', async (length) => {
    const bytes = plain.subarray(0, length);

    expect(await inflate(bytes, { size: 1 })).toEqual({ bytes, codes: [], damaged: false });
  });

  test('gives the good beginning of a stream that is cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: packedSmall.length - 1 }), async (length) => {
        const cut = packedSmall.subarray(0, length);

        const { bytes, codes, damaged } = await inflate(cut);

        expect(bytes.equals(gunzipSync(cut, { finishFlush: constants.Z_SYNC_FLUSH }))).toBe(true);
        expect({ codes, damaged }).toEqual({ codes: ['capture-decompress'], damaged: true });
      }),
      { numRuns: 40 },
    );
  });

  test('gives all that a cut stream holds', async () => {
    const { bytes } = await inflate(packed.subarray(0, packed.length - 8));

    expect(bytes.equals(plain)).toBe(true);
  });

  test('tells of bytes that follow the stream, and takes zeros as padding', async () => {
    const { bytes, codes } = await inflate(Buffer.concat([packed, Buffer.from('what is this?')]));

    expect(plain.subarray(0, bytes.length).equals(bytes)).toBe(true);
    expect(bytes.length).toBeGreaterThan(plain.length - 16 * 1024);
    expect(codes).toEqual(['capture-decompress']);
    expect(await inflate(Buffer.concat([packed, new Uint8Array(600)]))).toMatchObject({ codes: [] });
  });

  test('leaves the source alone once the reader has had enough', async () => {
    let isClosed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield packed;
      } finally {
        isClosed = true;
      }
    }

    for await (const _ of decompressed(endless(), new CaptureDiagnostics())) break;

    expect(isClosed).toBe(true);
  });

  test('lets an error of the source through', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield packed.subarray(0, 100);
      throw new Error('the disk is gone');
    }
    const read = async (): Promise<void> => {
      for await (const _ of decompressed(failing(), new CaptureDiagnostics()));
    };

    await expect(read()).rejects.toThrow('the disk is gone');
  });
});
