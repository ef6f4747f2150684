import { describe, expect, test } from 'vitest';
import { chartSummary } from './chart-series.ts';

const words = {
  clock: (seconds: number) => `${seconds} s`,
  value: String,
  most: (name: string, value: string, when: string) => `${name} ${value} at ${when}.`,
  none: (name: string) => `${name} none.`,
};

describe('a chart in a sentence', () => {
  test('tells the most of each series, and when it was', () => {
    const summary = chartSummary(
      {
        times: [10, 20, 30],
        unit: 'ms',
        series: [
          { name: 'jitter', values: [1, 4, 4], kind: 'line', tone: 'mark' },
          { name: 'delay', values: [undefined, undefined, 0], kind: 'line', tone: 'bad' },
        ],
      },
      words,
    );

    expect(summary).toBe('jitter 4 ms at 20 s. delay 0 ms at 30 s.');
  });

  test('says of a series without values that there is nothing', () => {
    const series = [{ name: 'loss', values: [undefined], kind: 'bars', tone: 'bad' }] as const;

    expect(chartSummary({ times: [10], series }, words)).toBe('loss none.');
  });
});
