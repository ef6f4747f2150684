import type { StreamRow, StreamSeries } from '@sipscope/analyzer';
import type { ChartData, ChartSeries, SeriesTone } from '../charts/chart-series.ts';
import { words } from '../words/words.ts';

const say = words('stream-charts', {
  mos: 'MOS',
  loss: 'Lost packets, %',
  jitter: 'Jitter, ms',
  rate: 'Bit rate, kbit/s',
  from: (side: string) => `from the ${side}`,
  reported: (stream: string) => `${stream}, as its receiver reports`,
});

/** A stream and what was measured of it over time. */
export type MeasuredStream = { readonly stream: StreamRow; readonly series: StreamSeries };

export type StreamChart = { readonly name: string; readonly data: ChartData };

/** Streams drawn in one chart; more are no longer told apart. */
const mostDrawn = 6;
/** Colours and dashes, in the order of the streams. */
const looks: readonly { readonly tone: SeriesTone; readonly dashed: boolean }[] = [
  { tone: 'mark', dashed: false },
  { tone: 'warn', dashed: true },
  { tone: 'good', dashed: false },
  { tone: 'bad', dashed: true },
  { tone: 'quiet', dashed: false },
  { tone: 'mark', dashed: true },
];

/** Points of the time axis; streams that lasted longer have theirs taken together. */
const mostPoints = 2000;

/** How the streams of a call went: one time for all, a line a stream. What nobody measured has no chart. */
export function streamCharts(measured: readonly MeasuredStream[]): readonly StreamChart[] {
  const drawn = measured.slice(0, mostDrawn);
  if (drawn.length === 0) return [];
  const axis = axisOf(drawn);
  const of = (take: (one: MeasuredStream) => Column): readonly ChartSeries[] =>
    drawn.map((one, at) => ({
      name: nameOf(one.stream, drawn),
      values: onAxis(axis, one, take(one)),
      kind: 'line',
      ...(looks[at] ?? { tone: 'mark', dashed: false }),
    }));
  const charts: readonly StreamChart[] = [
    {
      name: say.mos,
      data: {
        times: axis.times,
        range: [1, 4.6],
        series: of(({ series }) => ({ values: series.mos, widthMs: series.mosWidthMs })),
      },
    },
    {
      name: say.loss,
      data: {
        times: axis.times,
        unit: '%',
        series: [...of(({ series }) => lossOf(series)), ...reportedLoss(axis, drawn)],
      },
    },
    {
      name: say.jitter,
      data: {
        times: axis.times,
        unit: 'ms',
        series: of(({ series }) => ({ values: series.jitterMsMean, widthMs: series.widthMs })),
      },
    },
    { name: say.rate, data: { times: axis.times, unit: 'kbit/s', series: of(({ series }) => rateOf(series)) } },
  ];
  return charts
    .map(({ name, data }) => ({ name, data: { ...data, series: data.series.filter(hasValue) } }))
    .filter(({ data }) => data.series.length > 0);
}

/** Values of one width, the first at the beginning of the stream. */
type Column = { readonly values: readonly (number | null)[]; readonly widthMs: number };

type Axis = { readonly startMs: number; readonly stepMs: number; readonly times: readonly number[] };

function axisOf(drawn: readonly MeasuredStream[]): Axis {
  const ends = drawn.map(({ stream, series }) => {
    const start = Date.parse(stream.started);
    return { start, end: start + series.packets.length * series.widthMs };
  });
  const startMs = Math.min(...ends.map(({ start }) => start));
  const endMs = Math.max(...ends.map(({ end }) => end));
  let stepMs = Math.max(1, Math.min(...drawn.map(({ series }) => series.widthMs)));
  while ((endMs - startMs) / stepMs > mostPoints) stepMs *= 2;
  const count = Math.max(1, Math.ceil((endMs - startMs) / stepMs));
  return { startMs, stepMs, times: Array.from({ length: count }, (_, at) => (startMs + at * stepMs) / 1000) };
}

/** The value that holds at each point of the axis, undefined before the stream and behind it. */
function onAxis(
  { startMs, stepMs, times }: Axis,
  { stream }: MeasuredStream,
  { values, widthMs }: Column,
): readonly (number | undefined)[] {
  const begun = Date.parse(stream.started);
  return times.map((_, at) => {
    const since = startMs + at * stepMs - begun;
    // The axis begins with the first stream: another may begin within a step.
    const place = Math.floor((since + stepMs / 2) / widthMs);
    return place < 0 ? undefined : (values[place] ?? undefined);
  });
}

function lossOf({ packets, lost, widthMs }: StreamSeries): Column {
  const values = packets.map((came, at) => {
    const expected = came + (lost[at] ?? 0);
    return expected === 0 ? null : (100 * (lost[at] ?? 0)) / expected;
  });
  return { values, widthMs };
}

function rateOf({ bytes, widthMs }: StreamSeries): Column {
  return { values: bytes.map((count) => (count * 8) / widthMs), widthMs };
}

/** What receivers tell of their losses, from one report to the next. */
function reportedLoss(axis: Axis, drawn: readonly MeasuredStream[]): readonly ChartSeries[] {
  return drawn.flatMap(({ stream }, at) => {
    const points = stream.rtcp?.receivers?.[0]?.series ?? [];
    if (points.length === 0) return [];
    const values: (number | undefined)[] = axis.times.map(() => undefined);
    for (const { at: when, lostPercent } of points) {
      const place = Math.floor((Date.parse(when) - axis.startMs) / axis.stepMs);
      if (place >= 0 && place < values.length) values[place] = lostPercent;
    }
    fillBetween(values);
    const look = looks[at] ?? { tone: 'mark' };
    return [{ name: say.reported(nameOf(stream, drawn)), values, kind: 'steps', tone: look.tone, dashed: true }];
  });
}

/** A report is about the time since the one before it. */
function fillBetween(values: (number | undefined)[]): void {
  let next: number | undefined;
  for (let at = values.length - 1; at >= 0; at--) {
    next = values[at] ?? next;
    values[at] = next;
  }
}

function nameOf({ from, id, codec }: StreamRow, drawn: readonly MeasuredStream[]): string {
  const isAlone = drawn.filter(({ stream }) => stream.from === from).length === 1;
  const whose = from === undefined ? id : say.from(from);
  return isAlone ? whose : `${whose} ${codec ?? id} ${id}`;
}

function hasValue({ values }: ChartSeries): boolean {
  return values.some((value) => value !== undefined);
}
