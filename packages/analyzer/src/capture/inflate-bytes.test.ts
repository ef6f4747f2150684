import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { text } from '../../test/build-capture.ts';
import { inflateBytes } from './inflate-bytes.ts';

const LIMIT = 4 * 1024 * 1024;

describe('inflateBytes()', () => {
  test.each([
    ['zlib', deflateSync],
    ['gzip', gzipSync],
    ['bare deflate', deflateRawSync],
  ])('inflates %s', (_, compress) => {
    const plain = text('OPTIONS sip:bob@example.com SIP/2.0\r\n'.repeat(200));

    const inflated = inflateBytes(compress(plain), LIMIT);

    expect(inflated.complete).toBe(true);
    expect(Buffer.from(inflated.bytes).equals(plain)).toBe(true);
  });

  test('gives what comes before a cut', () => {
    const random = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i * 31 + (i >> 3)) & 0xff);
    const compressed = deflateSync(random);

    const inflated = inflateBytes(compressed.subarray(0, compressed.length / 2), LIMIT);

    expect(inflated.complete).toBe(false);
    expect(Buffer.from(random).subarray(0, inflated.bytes.length).equals(inflated.bytes)).toBe(true);
  });

  test('stops where more comes out than is wanted', () => {
    const inflated = inflateBytes(deflateSync(new Uint8Array(50 * LIMIT)), LIMIT);

    expect(inflated.complete).toBe(false);
    expect(inflated.bytes.length).toBe(LIMIT);
  });

  test('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(inflateBytes(bytes, 1000).bytes.length).toBeLessThanOrEqual(1000);
      }),
    );
  });
});
