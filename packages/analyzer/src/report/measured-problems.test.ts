import { describe, expect, test } from 'vitest';
import { measuredProblems } from './measured-problems.ts';

const stream = {
  kind: 'audio',
  packets: 5000,
  started: '2026-11-22T05:50:00.000Z',
  ended: '2026-11-22T05:52:00.000Z',
  firstFrame: 7,
  lastFrame: 9000,
} as const;
const codes = (figures: object): string[] => measuredProblems({ ...stream, ...figures }).map(({ code }) => code);

describe('problems that figures tell', () => {
  test.each([
    [{}, []],
    [{ lostPercent: 0.9, jitterMsMean: 29, clockSkewPpm: 150, ptimeMs: 20, agreedPtimeMs: 20 }, []],
    [{ lostPercent: 1 }, ['high-loss']],
    [{ lossRuns: [{ from: 1, to: 1, count: 40 }] }, []],
    [{ lossRuns: [{ from: 5, to: 8, count: 2 }] }, ['burst-loss']],
    [{ jitterMsMean: 30 }, ['high-jitter']],
    [{ clockSkewPpm: -250 }, ['clock-skew']],
    [{ clockSkewPpm: 250, ended: '2026-11-22T05:50:30.000Z' }, []],
    [{ ptimeMs: 30, agreedPtimeMs: 20 }, ['ptime-differs']],
    // A frame of video is many packets at once.
    [{ kind: 'video', jitterMsMean: 80, lostPercent: 2 }, ['high-loss']],
    // Of a few packets nothing can be said.
    [{ packets: 99, lostPercent: 30, jitterMsMean: 80 }, []],
  ])('%j: %j', (figures, expected) => {
    expect(codes(figures)).toEqual(expected);
  });

  test('are told in sentences, with the first packet and the last', () => {
    const problems = measuredProblems({ ...stream, clockSkewPpm: -250.4, lossRuns: [{ from: 5, to: 8, count: 2 }] });

    expect(problems).toEqual([
      { code: 'burst-loss', text: '2 times 5 packets or more were lost in a row.', frames: [7, 9000] },
      {
        code: 'clock-skew',
        text: "Its sender's clock runs 250 ppm slower than that of the capture.",
        frames: [7, 9000],
      },
    ]);
  });
});
