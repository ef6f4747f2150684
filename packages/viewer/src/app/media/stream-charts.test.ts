import { describe, expect, test } from 'vitest';
import type { StreamRow } from '@sipscope/analyzer';
import { fakeSeries, fakeStreams } from '../../../test/fake/fake-streams.ts';
import { streamCharts } from './stream-charts.ts';

const [caller, callee] = fakeStreams() as readonly [StreamRow, StreamRow];

describe('charts of streams', () => {
  test('have one time for all streams, and a line a stream', () => {
    const charts = streamCharts([
      { stream: caller, series: fakeSeries },
      { stream: callee, series: fakeSeries },
    ]);

    expect(charts.map(({ name }) => name)).toEqual(['MOS', 'Lost packets, %', 'Jitter, ms', 'Bit rate, kbit/s']);
    for (const { data } of charts) {
      expect(data.series.map(({ name }) => name)).toEqual(['from the caller', 'from the callee']);
      for (const { values } of data.series) expect(values).toHaveLength(data.times.length);
    }
  });

  test('tell losses as shares of what was sent, and the rate in kbit/s', () => {
    const [, loss, , rate] = streamCharts([{ stream: caller, series: fakeSeries }]);

    expect(loss?.data.series[0]?.values[7]).toBeCloseTo((100 * 5) / 55);
    expect(loss?.data.series[0]?.values[8]).toBe(0);
    expect(rate?.data.series[0]?.values[0]).toBe(64);
  });

  test('leave a gap where there is no value', () => {
    const [mos] = streamCharts([{ stream: caller, series: fakeSeries }]);

    expect(mos?.data.series[0]?.values[20]).toBeUndefined();
    expect(mos?.data.series[0]?.values[0]).toBe(4.3);
  });

  test('show what a receiver reports beside what was measured', () => {
    const rtcp = {
      packets: 2,
      frames: [40, 50],
      receivers: [
        {
          ssrc: '11111111',
          address: '10.0.3.7:30001',
          reports: 2,
          series: [
            { at: new Date(Date.parse(caller.started) + 5000).toISOString(), lost: 3, lostPercent: 4 },
            { at: new Date(Date.parse(caller.started) + 10_000).toISOString(), lost: 3, lostPercent: 0 },
          ],
        },
      ],
    };
    const [, loss] = streamCharts([{ stream: { ...caller, rtcp }, series: fakeSeries }]);

    const reported = loss?.data.series[1];
    expect(reported?.name).toBe('from the caller, as its receiver reports');
    expect([0, 5, 6, 10, 11].map((at) => reported?.values[at])).toEqual([4, 4, 0, 0, undefined]);
  });

  test('are none where nothing was measured', () => {
    expect(streamCharts([])).toEqual([]);
  });
});
