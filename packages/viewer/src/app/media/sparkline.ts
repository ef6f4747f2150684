import { nothing, svg, type SVGTemplateResult } from 'lit';

/** What is drawn: `null` is a gap. */
export type SparkValues = readonly (number | null)[];

export type SparkOptions = {
  readonly width: number;
  readonly height: number;
  /** Of the axis: values outside are drawn at its ends. */
  readonly least: number;
  readonly most: number;
};

/** Lines of a path for the values, a piece for each run without a gap; a lone value is a dot of no length, which a round cap shows. */
export function sparkPath(values: SparkValues, { width, height, least, most }: SparkOptions): string {
  const span = most - least || 1;
  const step = values.length < 2 ? 0 : width / (values.length - 1);
  let path = '';
  let isDrawing = false;
  for (const [at, value] of values.entries()) {
    if (value === null) {
      isDrawing = false;
      continue;
    }
    const share = Math.min(1, Math.max(0, (value - least) / span));
    const point = `${(at * step).toFixed(1)} ${((1 - share) * height).toFixed(1)}`;
    const isLone = !isDrawing && (values[at + 1] ?? null) === null;
    path += isDrawing ? `L${point}` : `M${point}${isLone ? 'h0' : ''}`;
    isDrawing = true;
  }
  return path;
}

/** Columns for counts, such as lost packets: what is 0 has none. */
export function sparkBars(values: SparkValues, { width, height, most }: SparkOptions): string {
  const step = width / Math.max(1, values.length);
  return values
    .map((value, at) => {
      if (value === null || value <= 0) return '';
      const tall = Math.max(1, (Math.min(value, most) / (most || 1)) * height);
      return `M${(at * step).toFixed(1)} ${height}v${(-tall).toFixed(1)}h${Math.max(1, step - 0.5).toFixed(1)}v${tall.toFixed(1)}z`;
    })
    .join('');
}

/** The highest; 0 where nothing was measured. */
export function highest(values: SparkValues): number {
  return values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
}

/** `label` says it to those who do not see it. */
export function drawSpark(
  kind: 'line' | 'bars',
  values: SparkValues,
  label: string,
  options: SparkOptions,
): SVGTemplateResult | typeof nothing {
  if (!values.some((value) => value !== null)) return nothing;
  const { width, height } = options;
  const path = kind === 'line' ? sparkPath(values, options) : sparkBars(values, options);
  return svg`<svg class="spark ${kind}" viewBox="0 -2 ${width} ${height + 4}" preserveAspectRatio="none" role="img" aria-label=${label}>
    <path d="M0 ${height}H${width}" class="ground"></path>
    <path d=${path} class="values"></path>
  </svg>`;
}
