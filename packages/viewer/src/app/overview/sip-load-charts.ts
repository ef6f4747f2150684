import { Task } from '@lit/task';
import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import type { Backend } from '../../api/backend.ts';
import type { CaptureLoad } from '../../api/capture-load.ts';
import { type CaptureRow, liveMessages } from '../../api/captures.ts';
import { timeField } from '../../api/timeline.ts';
import { explain } from '../backend/backend-error.ts';
import type { Zone } from '../format/time.ts';
import { NavigateEvent } from '../route/navigate-event.ts';
import { controls } from '../theme/controls.ts';
import { type TimeRange, withTimeRange } from '../timeline/time-range.ts';
import { type LoadChart, loadCharts } from './load-charts.ts';
import { overviewWords as say } from './overview-words.ts';
import '../parts/sip-notice.ts';

/** Buckets of a chart; about 5 pixels each. */
const buckets = 120;
const chartHeight = 132;

/**
 * What the capture had to carry over its time: calls, calls up at once, registrations, messages. A part of the time opens the rows that began in it.
 *
 * @fires load-read - the `CaptureLoad`, as soon as it is there.
 * @fires sip-navigate - to a list, narrowed to the time that was chosen.
 */
export class SipLoadCharts extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: { attribute: false },
    zone: {},
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      :host {
        display: block;
      }
      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr));
        gap: 8px 32px;
        min-height: 190px;
      }
      figure {
        margin: 0;
        min-width: 0;
      }
      figcaption {
        font-weight: 600;
        line-height: 26px;
      }
    `,
  ];

  declare backend: Backend;
  declare capture: CaptureRow;
  declare zone: Zone;

  readonly #load = new Task(this, {
    task: async ([backend, capture]: readonly [Backend, string, unknown, number]): Promise<CaptureLoad> => {
      // The charts are drawn by a library that nobody needs who opens a list.
      const [load] = await Promise.all([backend.load(capture, buckets), import('../charts/sip-chart.ts')]);
      this.dispatchEvent(new CustomEvent('load-read', { detail: load }));
      return load;
    },
    args: () => [this.backend, this.capture.id, this.capture.facts, liveMessages(this.capture)] as const,
  });

  constructor() {
    super();
    this.zone = 'utc';
  }

  protected override render(): TemplateResult {
    const failure = this.#load.error;
    if (failure !== undefined)
      return html`<sip-notice kind="failed" heading=${say.chartFailed} detail=${explain(failure)}></sip-notice>`;
    const load = this.#load.value;
    return html`<div class="charts" aria-busy=${load === undefined ? 'true' : nothing}>
      ${load === undefined ? nothing : loadCharts(load).map((chart) => this.#drawChart(chart))}
    </div>`;
  }

  #drawChart({ name, list, data }: LoadChart): TemplateResult {
    return html`<figure>
      <figcaption>${name}</figcaption>
      <sip-chart
        .label=${name}
        .data=${data}
        .zone=${this.zone}
        .height=${chartHeight}
        sync="load"
        @time-chosen=${({ detail }: CustomEvent<TimeRange>) =>
          this.dispatchEvent(
            new NavigateEvent({
              page: 'list',
              capture: this.capture.id,
              list,
              filter: withTimeRange('', timeField(list), detail),
            }),
          )}
      ></sip-chart>
    </figure>`;
  }
}

customElements.define('sip-load-charts', SipLoadCharts);
