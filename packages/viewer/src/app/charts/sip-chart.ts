import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
  unsafeCSS,
} from 'lit';
import uPlot from 'uplot';
import chartStyles from 'uplot/dist/uPlot.min.css?inline';
import { formatClock, formatDay, type Zone } from '../format/time.ts';
import { formatCount } from '../format/number.ts';
import { CanvasController } from '../timeline/canvas-controller.ts';
import { words } from '../words/words.ts';
import { type ChartData, type ChartSeries, chartSummary, type SeriesTone } from './chart-series.ts';

const said = words('chart', {
  most: (name: string, value: string, when: string) => `${name}: at most ${value}, at ${when}.`,
  none: (name: string) => `${name}: nothing.`,
  keys: 'Drag to choose a part of the time.',
});

const tones: readonly SeriesTone[] = ['mark', 'bad', 'good', 'warn', 'quiet'];
/** Of the numbers at the side. */
const axisWidth = 44;
const wholeSteps = Array.from({ length: 13 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat();

/**
 * Values over time. Charts with the same `sync` show the same moment under the pointer.
 *
 * @fires time-chosen - `{from, until}`: dragged over; in ms since 1970.
 */
export class SipChart extends LitElement {
  static override properties: PropertyDeclarations = {
    label: {},
    data: { attribute: false },
    sync: {},
    zone: {},
    height: { type: Number },
  };
  static override styles: CSSResultGroup = [
    unsafeCSS(chartStyles),
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .field {
        position: relative;
      }
      .ground {
        position: absolute;
        inset: 0 0 auto;
        height: 1px;
        visibility: hidden;
      }
      .ground canvas {
        width: 100%;
        height: 100%;
      }
      .inks {
        display: none;
      }
      .u-legend {
        display: block;
        margin: 0;
        font: inherit;
        text-align: left;
        font-variant-numeric: tabular-nums;
      }
      .u-legend .u-marker {
        width: 10px;
        height: 10px;
      }
      .u-legend th {
        font-weight: 400;
      }
      .u-legend.u-inline .u-series:first-child th::after {
        content: none;
      }
      .u-legend td,
      .u-legend th {
        padding: 0 8px 0 0;
      }
      .u-select {
        background: color-mix(in srgb, var(--mark) 22%, transparent);
      }
      .u-cursor-x,
      .u-cursor-y {
        border-color: var(--edge);
      }
    `,
  ];

  /** What the chart shows, in a few words. */
  declare label: string;
  declare data: ChartData;
  declare sync: string;
  declare zone: Zone;
  /** Of the drawing, in CSS pixels. */
  declare height: number;

  readonly #canvas = new CanvasController(this);
  #plot: uPlot | undefined;
  #drawnAs = '';

  constructor() {
    super();
    this.label = '';
    this.data = { times: [], series: [] };
    this.sync = '';
    this.zone = 'utc';
    this.height = 120;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#plot?.destroy();
    this.#plot = undefined;
    this.#drawnAs = '';
  }

  protected override render(): TemplateResult {
    const { clock, value } = this.#formats();
    const summary = chartSummary(this.data, { clock, value, most: said.most, none: said.none });
    return html`<div class="field" role="img" aria-label="${this.label}. ${summary}" title=${said.keys}>
      <div class="ground" aria-hidden="true"><canvas></canvas></div>
      <div class="plot" aria-hidden="true"></div>
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas !== null) this.#canvas.attach(canvas);
    const { width } = this.#canvas;
    if (width === 0) return;
    const inks = this.#inks();
    const as = JSON.stringify([inks, this.zone, this.height, this.sync, this.data.series.map(({ name }) => name)]);
    if (this.#plot === undefined || as !== this.#drawnAs) this.#draw(inks, as);
    else if (changed.has('data')) this.#plot.setData(columnsOf(this.data));
    if (this.#plot?.width !== width) this.#plot?.setSize({ width, height: this.height });
  }

  #draw(inks: Readonly<Record<string, string>>, as: string): void {
    this.#plot?.destroy();
    this.#drawnAs = as;
    const host = this.renderRoot.querySelector<HTMLElement>('.plot');
    if (host === null) return;
    const { clock, value } = this.#formats();
    const { range, unit, isCount, series } = this.data;
    const grid = { stroke: inks['line'] ?? '', width: 1 };
    const axis = { stroke: inks['quiet'] ?? '', grid, ticks: { ...grid, size: 4 }, font: '11px system-ui, sans-serif' };
    this.#plot = new uPlot(
      {
        width: this.#canvas.width,
        height: this.height,
        tzDate: (seconds) =>
          this.zone === 'utc' ? uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC') : new Date(seconds * 1000),
        cursor: {
          ...(this.sync !== '' && { sync: { key: this.sync } }),
          drag: { x: true, y: false, setScale: false },
          points: { size: 6 },
        },
        scales: {
          y: range === undefined ? { range: (_plot, _least, most) => [0, niceTop(most)] } : { range: [...range] },
        },
        axes: [
          { ...axis, size: 26, space: 90, values: (_plot, ticks, _axis, _space, step) => this.#moments(ticks, step) },
          {
            ...axis,
            size: axisWidth,
            space: 28,
            values: (_plot, ticks) => ticks.map((tick) => value(tick)),
            ...(isCount === true && { incrs: [...wholeSteps] }),
          },
        ],
        series: [
          { value: (_plot, seconds) => (seconds === null ? '' : clock(seconds)), label: '\u00A0' },
          ...series.map((one) =>
            this.#seriesOf(one, inks, (number) => `${value(number)}${unit === undefined ? '' : ` ${unit}`}`),
          ),
        ],
        hooks: { setSelect: [this.#selected] },
      },
      columnsOf(this.data),
      host,
    );
  }

  #seriesOf(
    { name, kind, tone, dashed }: ChartSeries,
    inks: Readonly<Record<string, string>>,
    write: (value: number) => string,
  ): uPlot.Series {
    const ink = inks[tone] ?? '';
    const paths =
      kind === 'bars'
        ? uPlot.paths.bars?.({ size: [0.9, 24], align: 1 })
        : kind === 'steps'
          ? uPlot.paths.stepped?.({ align: 1 })
          : undefined;
    return {
      label: name,
      stroke: ink,
      width: kind === 'bars' ? 0 : 1.5,
      ...(kind === 'bars' && { fill: ink }),
      ...(dashed === true && { dash: [6, 4] }),
      ...(paths !== undefined && { paths }),
      points: { show: false },
      value: (_plot, one) => (one === null || one === undefined ? '–' : write(one)),
    };
  }

  /** Times at the axis: as fine as the steps between them. */
  #moments(ticks: readonly number[], step: number): string[] {
    return ticks.map((tick) => {
      const iso = new Date(tick * 1000).toISOString();
      if (step >= 86_400) return formatDay(iso, this.zone).slice(5, 10);
      const clock = formatClock(iso, this.zone);
      return clock.slice(0, step >= 60 ? 5 : step >= 1 ? 8 : 12);
    });
  }

  #formats(): { readonly clock: (seconds: number) => string; readonly value: (value: number) => string } {
    return {
      clock: (seconds) => formatClock(new Date(seconds * 1000).toISOString(), this.zone),
      value: (number) => (Number.isInteger(number) ? formatCount(number) : number.toFixed(2)),
    };
  }

  /** The page's colours as a canvas takes them. */
  #inks(): Readonly<Record<string, string>> {
    const probe = document.createElement('span');
    this.renderRoot.querySelector('.field')?.append(probe);
    const inkOf = (token: string): readonly [string, string] => {
      probe.style.color = `var(--${token})`;
      return [token, getComputedStyle(probe).color];
    };
    const inks = Object.fromEntries([...tones, 'line'].map(inkOf));
    probe.remove();
    return inks;
  }

  readonly #selected = (plot: uPlot): void => {
    const { left, width } = plot.select;
    if (width < 2) return;
    const [from, until] = [left, left + width].map((at) => Math.round(plot.posToVal(at, 'x') * 1000));
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.dispatchEvent(new CustomEvent('time-chosen', { detail: { from, until } }));
  };
}

/** As uPlot takes them. */
function columnsOf({ times, series }: ChartData): uPlot.AlignedData {
  return [[...times], ...series.map(({ values }) => values.map((value) => value ?? null))];
}

/** Of an axis from 0 on: never flat, and a little above the highest value. */
function niceTop(most: number | null): number {
  return Math.max(1, (most ?? 0) * 1.08);
}

customElements.define('sip-chart', SipChart);
