/** Which of the page's colours a series is drawn in. */
export type SeriesTone = 'mark' | 'bad' | 'good' | 'warn' | 'quiet';

/** One thing that is drawn over time. */
export type ChartSeries = {
  readonly name: string;
  /** A value a time, undefined where there is none. */
  readonly values: readonly (number | undefined)[];
  readonly kind: 'bars' | 'line' | 'steps';
  readonly tone: SeriesTone;
  /** Drawn with dashes: lines of one chart are told apart without their colours. */
  readonly dashed?: boolean;
};

/** What a chart is drawn of: all series have a value for each time. */
export type ChartData = {
  /** Seconds since 1970. */
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  /** Of the values: what stands behind a number. */
  readonly unit?: string;
  /** They are counts: the axis has no fractions. */
  readonly isCount?: true;
  /** The axis goes from here to there, whatever the values are. */
  readonly range?: readonly [least: number, most: number];
};

/** A sentence that tells the chart to those who do not see it: the most and the least of each series, and when. */
export function chartSummary(
  { times, series, unit = '' }: ChartData,
  words: {
    readonly clock: (seconds: number) => string;
    readonly value: (value: number) => string;
    readonly most: (name: string, value: string, when: string) => string;
    readonly none: (name: string) => string;
  },
): string {
  const told = series.map(({ name, values }) => {
    let at = -1;
    for (const [index, value] of values.entries())
      if (value !== undefined && (at < 0 || value > (values[at] ?? -Infinity))) at = index;
    const most = values[at];
    if (most === undefined) return words.none(name);
    return words.most(name, `${words.value(most)}${unit === '' ? '' : ` ${unit}`}`, words.clock(times[at] ?? 0));
  });
  return told.join(' ');
}
