import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concurrentCalls, type CountedCall, mosBand, mosBands, qualityOf, upInBuckets } from './capture-load.ts';

const scale = { start: 1000, step: 10, buckets: 20 };

const call: fc.Arbitrary<CountedCall> = fc
  .tuple(fc.integer({ min: 1000, max: 1199 }), fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }))
  .map(([answered, lasts]) => ({
    answered,
    ...(lasts !== undefined && { ended: Math.min(1199, answered + lasts) }),
  }));

/** Looks at every moment: a call that ends as another begins is over. */
function upAt(calls: readonly CountedCall[], at: number): number {
  return calls.filter(({ answered, ended = Infinity }) => answered <= at && at < ended).length;
}

describe('calls up at once', () => {
  test('are the most at any moment of a bucket', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 12 }), (some) => {
        const calls = some.filter(({ answered, ended }) => answered !== ended);
        const up = concurrentCalls(scale, upInBuckets(scale, calls));

        for (const [bucket, most] of up.entries()) {
          const begins = scale.start + bucket * scale.step;
          // What was up as the bucket began counts, too: it was in it for a moment.
          const moments = [begins - 1, ...Array.from({ length: scale.step }, (_, at) => begins + at)];
          expect(most).toBe(Math.max(...moments.map((at) => upAt(calls, at))));
        }
      }),
    );
  });

  test('stay where nothing changes', () => {
    const up = concurrentCalls(scale, upInBuckets(scale, [{ answered: 1025 }]));

    expect(up).toEqual([0, 0, ...Array.from({ length: 18 }, () => 1)]);
  });
});

describe('the quality of streams', () => {
  test('is counted in the bands of G.107 Annex B', () => {
    expect(qualityOf([{ mos: 1 }, { mos: 3.1 }, { mos: 4.4 }, { mos: 4.5 }, {}])).toEqual([1, 1, 0, 0, 2]);
  });

  test('has a band for every score', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 5, noNaN: true }), (mos) => {
        const band = mosBand(mos);

        expect(mos).toBeGreaterThanOrEqual(mosBands[band] ?? Infinity);
        expect(mos).toBeLessThan(mosBands[band + 1] ?? Infinity);
      }),
    );
  });
});
