import { describe, expect, test } from 'vitest';
import { feedFigures, figuresRow, figuresSeries } from '../../../test/rtp/feed-figures.ts';
import { format } from '../../../test/rtp/read-figures.ts';
import { drawn, rtpStream } from '../../../test/rtp/rtp-stream.ts';
import { defaultQualitySettings } from './quality-settings.ts';
import { mostBuckets } from './series.ts';

describe('the jitter buffer that is thought of', () => {
  test('has no time for what comes more than 60 ms after the fastest', () => {
    const row = figuresRow({ packets: 500, delayMs: (packet) => 10 + (packet === 100 ? 59 : packet === 200 ? 61 : 0) });

    expect(row).toMatchObject({ late: 1, lost: 0, assumptions: { jitterBuffer: 'fixed', jitterBufferMs: 60 } });
  });

  test('counts what it has no time for as loss that is heard', () => {
    const late = figuresRow({ packets: 500, delayMs: (packet) => (packet % 20 === 19 ? 75 : 0) });
    const lost = figuresRow({ packets: 500, isLost: (packet) => packet % 20 === 19 && packet < 499 });

    expect(late).toMatchObject({ late: 25, lost: 0, assumptions: { lossPercent: 5 } });
    expect(late.mos).toBeCloseTo(lost.mos ?? 0, 1);
  });

  test('may be of another length', () => {
    const settings = { ...defaultQualitySettings, jitterBuffer: { kind: 'fixed', ms: 200 } } as const;

    const row = figuresRow({ packets: 500, delayMs: (packet) => (packet % 20 === 19 ? 75 : 0) }, { settings });

    expect(row).toMatchObject({ late: 0, assumptions: { jitterBufferMs: 200, delayMs: 220 } });
  });

  test('may follow the jitter', () => {
    const settings = { ...defaultQualitySettings, jitterBuffer: { kind: 'adaptive', minMs: 20, maxMs: 200 } } as const;
    const delayMs = drawn(2000, 9, (value) => value * 90);

    const calm = figuresRow({ packets: 2000 }, { settings });
    const rough = figuresRow({ packets: 2000, delayMs }, { settings });

    expect(calm.assumptions?.jitterBufferMs).toBe(20);
    expect(rough.assumptions?.jitterBufferMs).toBeGreaterThan(80);
    expect(rough.late).toBeLessThan(100);
    expect(figuresRow({ packets: 2000, delayMs }).late).toBeGreaterThan(400);
  });
});

describe('the score of a stream', () => {
  test('names what it rests on', () => {
    expect(figuresRow({ packets: 500 })).toMatchObject({
      rFactor: expect.closeTo(91, 0),
      mos: expect.closeTo(4.4, 1),
      assumptions: {
        codec: 'PCMU',
        scale: 'narrowband',
        ie: 0,
        bpl: 25.1,
        concealment: 'G.711 Appendix I',
        jitterBuffer: 'fixed',
        jitterBufferMs: 60,
        networkDelayMs: 0,
        networkDelayFrom: 'assumed',
        // A packet of 20 ms, and the buffer.
        delayMs: 80,
        lossPercent: 0,
        burstRatio: 1,
      },
    });
  });

  test('takes half of the round trip that RTCP tells', () => {
    const figures = feedFigures(rtpStream({ packets: 500 }));

    const near = figures.facts({ time: String });
    const far = figures.facts({ time: String, roundTripMs: 600 });

    expect(far.assumptions).toMatchObject({ networkDelayMs: 300, networkDelayFrom: 'RTCP', delayMs: 380 });
    expect(far.mos).toBeLessThan((near.mos ?? 0) - 0.5);
  });

  test('is worse where losses lie one after the other', () => {
    const apart = figuresRow({ packets: 4000, isLost: (packet) => packet % 50 === 10 });
    const together = figuresRow({ packets: 4000, isLost: (packet) => packet % 400 >= 100 && packet % 400 < 108 });

    expect(apart.lost).toBe(together.lost);
    expect(apart.assumptions?.burstRatio).toBe(1);
    expect(together.assumptions?.burstRatio).toBeCloseTo(8 * 0.98, 1);
    expect(together.mos).toBeLessThan(apart.mos ?? 0);
  });

  test('is absent of a codec of which nothing is published', () => {
    const row = figuresRow(
      { packets: 500, payloadType: 111, clockHz: 48_000 },
      { formatOf: () => format('OPUS', 48_000) },
    );

    expect(row.mos).toBeUndefined();
    expect(row.rFactor).toBeUndefined();
    expect(row.assumptions).toBeUndefined();
  });

  test('of a wideband codec is on the wideband scale', () => {
    const row = figuresRow({ packets: 500 }, { formatOf: () => format('G722') });

    expect(row).toMatchObject({ rFactor: 116, assumptions: { scale: 'wideband', ie: 13 } });
    expect(row.assumptions?.bpl).toBeUndefined();
  });

  test('has its lowest of all 5 seconds, and when that was', () => {
    const row = figuresRow({
      packets: 3000,
      startMs: 2000,
      isLost: (packet) => packet >= 1000 && packet < 1200 && packet % 4 === 0,
    });

    // 25 packets hold half a second: the losses are between 22 and 26 s, in the fifth of the 5 seconds that begin at 2 s.
    expect(row.mosMinAt).toBe(String(22e9));
    expect(row.mosMin).toBeLessThan((row.mos ?? 0) - 0.5);
  });
});

describe('a stream second by second', () => {
  test('has what was counted in each', () => {
    const series = figuresSeries({
      packets: 500,
      startMs: 1000,
      isLost: (packet) => packet >= 100 && packet < 105,
      copies: (packet) => (packet === 220 ? 2 : 1),
      delayMs: (packet) => (packet === 330 ? 100 : 0),
    });

    expect(series).toMatchObject({ startedNs: 1e9, widthMs: 1000, mosWidthMs: 5000 });
    expect(series.packets).toEqual([50, 50, 45, 50, 51, 50, 50, 50, 50, 50]);
    expect(series.bytes[0]).toBe(8000);
    expect(series.lost).toEqual([0, 0, 5, 0, 0, 0, 0, 0, 0, 0]);
    expect(series.duplicates).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
    expect(series.late).toEqual([0, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
    expect(series.jitterMsMax[0]).toBe(0);
    // |D| is 100 for the late packet, and 80 for the one after it.
    expect(series.jitterMsMax[6]).toBeCloseTo(100 / 16 + (100 - 100 / 16) / 16, 2);
    expect(series.mos).toHaveLength(2);
    expect(series.mos[0]).toBeLessThan(series.mos[1] ?? 0);
  });

  test('takes back a loss where the packet comes later, in the second in which it was missed', () => {
    const series = figuresSeries({ packets: 500, delayMs: (packet) => (packet === 198 ? 100 : 0) });

    expect(series.lost.every((lost) => lost === 0)).toBe(true);
    expect(series.packets.reduce((sum, packets) => sum + packets, 0)).toBe(500);
  });

  test('has null where nothing was measured', () => {
    const figures = feedFigures([
      ...rtpStream({ packets: 50 }),
      ...rtpStream({ packets: 50, startMs: 3000, firstSequence: 50, firstTimestamp: 24_000 }),
    ]);

    expect(figures.series({ time: String })).toMatchObject({
      packets: [50, 0, 0, 50],
      jitterMsMean: [0, null, null, 0],
      maxDeltaMs: [20, null, null, 20],
      level: [null, null, null, null],
    });
  });

  test('takes levels: their mean is of the power', () => {
    const figures = feedFigures(rtpStream({ packets: 100 }));

    figures.addLevel(0, -20);
    figures.addLevel(0.5e9, -40);
    figures.addLevel(1.5e9, -127);

    const series = figures.series({ time: String });
    expect(series?.level).toEqual([expect.closeTo(-22.967, 3), -127]);
    expect(series?.levelPeak).toEqual([-20, -127]);
  });

  test('becomes coarser when it is long: at most 1024 values a column', () => {
    // Three hours, a packet every half a second.
    const packets = 3 * 3600 * 2;

    const series = figuresSeries({ packets, ptimeMs: 500, isLost: (packet) => packet === 7000 });

    expect(series.widthMs).toBe(16_000);
    expect(series.packets.length).toBeLessThanOrEqual(mostBuckets);
    expect(series.packets.reduce((sum, count) => sum + count, 0)).toBe(packets - 1);
    expect(series.lost[Math.floor(3500 / 16)]).toBe(1);
    expect(series.mosWidthMs).toBe(16_000);
  });

  test('holds no memory for hours of silence', () => {
    const figures = feedFigures([
      ...rtpStream({ packets: 50 }),
      ...rtpStream({ packets: 50, startMs: 7 * 86_400_000, firstSequence: 50, firstTimestamp: 8000 }),
    ]);

    expect(figures.series({ time: String })?.packets.length).toBeLessThanOrEqual(mostBuckets);
  });
});
