import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { feedFigures } from '../../../test/rtp/feed-figures.ts';
import { rtpStream, type RtpScript, seeded } from '../../../test/rtp/rtp-stream.ts';
import { gmin, LossPattern } from './loss-pattern.ts';

const scripts = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
  packets: fc.integer({ min: 1, max: 600 }),
  firstSequence: fc.oneof(fc.constant(0), fc.integer({ min: 65_000, max: 65_535 }), fc.nat(65_535)),
  firstTimestamp: fc.oneof(fc.constant(0), fc.integer({ min: 0xffff_0000, max: 0xffff_ffff })),
  loss: fc.double({ min: 0, max: 0.6, noNaN: true }),
  doubled: fc.double({ min: 0, max: 0.3, noNaN: true }),
  delayMs: fc.double({ min: 0, max: 400, noNaN: true }),
});

type Drawn = { readonly script: RtpScript; readonly arrives: readonly boolean[] };

function scriptOf({
  seed,
  loss,
  doubled,
  delayMs,
  ...rest
}: typeof scripts extends fc.Arbitrary<infer T> ? T : never): Drawn {
  const random = seeded(seed);
  const each = Array.from({ length: rest.packets }, () => ({
    isLost: random() < loss,
    copies: random() < doubled ? 2 : 1,
    delayMs: random() * delayMs,
  }));
  const script: RtpScript = {
    ...rest,
    isLost: (packet) => each[packet]!.isLost,
    copies: (packet) => each[packet]!.copies,
    delayMs: (packet) => each[packet]!.delayMs,
  };
  return { script, arrives: each.map(({ isLost }) => !isLost) };
}

describe('whatever is lost, doubled, delayed and overtaken', () => {
  test('what was expected came or was lost; nothing is counted twice', () => {
    fc.assert(
      fc.property(scripts, (chosen) => {
        const { script, arrives } = scriptOf(chosen);
        const arrived = rtpStream(script);
        const first = arrives.indexOf(true);

        fc.pre(first >= 0);
        const row = feedFigures(arrived).facts({ time: String });

        const came = new Set(arrived.map(({ packet }) => packet)).size;
        const expected = arrives.lastIndexOf(true) - first + 1;
        expect(row).toMatchObject({ expected, lost: expected - came, duplicates: arrived.length - came });
        const runs = row.lossRuns ?? [];
        const least = runs.reduce((sum, { from, count }) => sum + from * count, 0);
        const most = runs.reduce((sum, { to, count }) => sum + to * count, 0);
        expect(least).toBeLessThanOrEqual(row.lost!);
        expect(most).toBeGreaterThanOrEqual(row.lost!);
        expect(runs.reduce((sum, { count }) => sum + count, 0)).toBe(
          runsOf(arrives.slice(first), (here) => !here).length,
        );
      }),
      { numRuns: 300 },
    );
  });

  test('jitter is between 0 and the longest delay, and the series adds up', () => {
    fc.assert(
      fc.property(scripts, (chosen) => {
        const arrived = rtpStream(scriptOf(chosen).script);
        if (arrived.length === 0) return;
        const figures = feedFigures(arrived);

        const row = figures.facts({ time: String });
        const series = figures.series({ time: String })!;

        for (const value of [row.jitterMsMean ?? 0, row.jitterMsMax ?? 0]) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(Math.max(chosen.delayMs, 0.25) + 0.002);
        }
        const sum = (column: readonly number[]): number => column.reduce((total, value) => total + value, 0);
        expect(sum(series.packets)).toBe(arrived.length);
        expect(sum(series.lost)).toBe(row.lost);
        expect(sum(series.late)).toBe(row.late);
        expect(sum(series.duplicates)).toBe(row.duplicates);
        expect(Math.min(...series.lost)).toBeGreaterThanOrEqual(0);
        expect(figures.columns!.sum(0, series.packets.length, 'runs')).toBe(figures.numbers.pattern().impairedRuns);
        expect(row.mos).toBeGreaterThanOrEqual(1);
        expect(row.mos).toBeLessThanOrEqual(4.5);
      }),
      { numRuns: 300 },
    );
  });

  test('any order of any numbers leaves the counts consistent', () => {
    const packets = fc.array(
      fc.record({ sequence: fc.nat(65_535), stepMs: fc.nat(3000), timestamp: fc.nat(0xffff_ffff) }),
      { maxLength: 400 },
    );
    fc.assert(
      fc.property(packets, (numbers) => {
        let timeUs = 0;
        const [model] = rtpStream({ packets: 1 });
        const arrived = numbers.map(({ sequence, stepMs, timestamp }, packet) => {
          const bytes = model!.bytes.slice();
          new DataView(bytes.buffer).setUint16(2, sequence);
          new DataView(bytes.buffer).setUint32(4, timestamp);
          timeUs += stepMs * 1000;
          return { ...model!, bytes, timeUs, packet };
        });

        const figures = feedFigures(arrived);

        const { received, lost, duplicates, expected, strays } = figures.numbers;
        expect(received + strays).toBe(numbers.length);
        expect(received - duplicates + lost).toBe(expected);
        expect(lost).toBeGreaterThanOrEqual(0);
        const pattern = figures.numbers.pattern();
        expect(pattern.told).toBe(expected);
        expect(pattern.impaired - pattern.discarded).toBe(lost);
      }),
      { numRuns: 300 },
    );
  });
});

/** Where what is asked for holds, one after the other: `[first, behind the last)`. */
function runsOf(values: readonly boolean[], holds: (value: boolean) => boolean): (readonly [number, number])[] {
  const last = values.lastIndexOf(true);
  const runs: [number, number][] = [];
  values.slice(0, last + 1).forEach((value, at) => {
    if (!holds(value)) return;
    const run = runs.at(-1);
    if (run !== undefined && run[1] === at) run[1] = at + 1;
    else runs.push([at, at + 1]);
  });
  return runs;
}

describe('LossPattern', () => {
  test('finds the bursts that RFC 3611 §4.7.2 defines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.boolean()), { maxLength: 300 }),
        (received) => {
          const pattern = new LossPattern();
          for (const one of received) {
            if (one) pattern.receive();
            else pattern.lose(1);
          }

          const bursts = pattern.bursts();

          const expected = burstsOf(received);
          expect(bursts?.count ?? 0).toBe(expected.length);
          expect(bursts?.burstPackets ?? 0).toBe(expected.reduce((sum, [from, to]) => sum + to - from + 1, 0));
          expect(bursts === undefined).toBe(!received.includes(false));
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Losses with fewer than Gmin packets between them, of which there are two at least: the first and the last of each burst. */
function burstsOf(received: readonly boolean[]): (readonly [number, number])[] {
  const bursts: [number, number][] = [];
  received.forEach((one, at) => {
    if (one) return;
    const burst = bursts.at(-1);
    if (burst !== undefined && at - burst[1] - 1 < gmin) burst[1] = at;
    else bursts.push([at, at]);
  });
  return bursts.filter(([from, to]) => to > from);
}
