import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Fingerprints, joined } from './fingerprint.ts';

const encoder = new TextEncoder();

function fingerprintOf(fingerprints: Fingerprints, text: string, before = ''): number {
  const bytes = encoder.encode(before + text);
  return fingerprints.of(bytes, encoder.encode(before).length, bytes.length);
}

describe('Fingerprints', () => {
  test('are equal for equal texts, wherever those stand, and differ for others', () => {
    const fingerprints = new Fingerprints();
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '0', '\0'), maxLength: 12 });

    fc.assert(
      fc.property(text, text, fc.string({ maxLength: 5 }), (one, other, before) => {
        const isSame = fingerprintOf(fingerprints, one) === fingerprintOf(fingerprints, other, before);
        expect(isSame).toBe(one === other);
      }),
      { numRuns: 5000 },
    );
  });

  test('differ for the texts of a hundred thousand calls', () => {
    const fingerprints = new Fingerprints();
    const seen = new Set<number>();

    for (let call = 0; call < 100_000; call++) seen.add(fingerprintOf(fingerprints, `${call}-4242@127.0.0.1`));

    expect(seen.size).toBe(100_000);
    expect(seen.has(0)).toBe(false);
    expect([...seen].every((fingerprint) => Number.isSafeInteger(fingerprint))).toBe(true);
  });

  test('are drawn anew for every reader', () => {
    expect(fingerprintOf(new Fingerprints(), 'a')).not.toBe(fingerprintOf(new Fingerprints(), 'a'));
  });
});

describe('joined()', () => {
  test('differs for other pairs, and for the same in another order', () => {
    const part = fc.oneof(fc.nat({ max: 20 }), fc.maxSafeNat());

    fc.assert(
      fc.property(part, part, part, part, (a, b, c, d) => {
        expect(joined(a, b) === joined(c, d)).toBe(a === c && b === d);
      }),
      { numRuns: 5000 },
    );
  });

  test('differs for the methods and numbers of one dialog', () => {
    const seen = new Set<number>();

    for (let cseq = 0; cseq < 1000; cseq++)
      for (let method = 0; method < 20; method++) seen.add(joined(joined(7, cseq), method));

    expect(seen.size).toBe(20_000);
  });
});
