import type { CaptureLoad } from '../../api/capture-load.ts';
import type { ListName } from '../../api/lists.ts';
import type { ChartData } from '../charts/chart-series.ts';
import { overviewWords as say } from './overview-words.ts';

/** A chart of the overview, and the list a part of its time opens. */
export type LoadChart = { readonly name: string; readonly list: ListName; readonly data: ChartData };

/** The charts there is something to see in. */
export function loadCharts(load: CaptureLoad): readonly LoadChart[] {
  const start = Date.parse(load.from) / 1000;
  const times = load.messages.map((_, at) => start + (at * load.bucketMs) / 1000);
  const counted = (name: string, list: ListName, all: readonly number[], failed: readonly number[]): LoadChart => ({
    name,
    list,
    data: {
      times,
      isCount: true,
      series: [
        // Drawn one over the other: what failed stands before all of them.
        { name: say.all, values: all, kind: 'bars', tone: 'mark' },
        { name: say.ill, values: failed, kind: 'bars', tone: 'bad' },
      ],
    },
  });
  const charts: readonly LoadChart[] = [
    counted(say.callsOverTime, 'calls', load.calls, load.failedCalls),
    {
      name: say.upOverTime,
      list: 'calls',
      data: {
        times,
        isCount: true,
        series: [{ name: say.up, values: load.concurrentCalls, kind: 'steps', tone: 'mark' }],
      },
    },
    counted(say.registrationsOverTime, 'registrations', load.registrations, load.failedRegistrations),
    {
      name: say.messagesOverTime,
      list: 'messages',
      data: {
        times,
        isCount: true,
        series: [{ name: say.messages(2), values: load.messages, kind: 'bars', tone: 'mark' }],
      },
    },
  ];
  return charts.filter(({ data }) => data.series.some(({ values }) => values.some((value) => (value ?? 0) > 0)));
}
