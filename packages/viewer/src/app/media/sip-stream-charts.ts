import { css, type CSSResultGroup, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Zone } from '../format/time.ts';
import { controls } from '../theme/controls.ts';
import { type MeasuredStream, streamCharts } from './stream-charts.ts';

const chartHeight = 110;

/** How the streams of a call went over time: the moment under the pointer is the same in all charts. */
export class SipStreamCharts extends LitElement {
  static override properties: PropertyDeclarations = { measured: { attribute: false }, zone: {} };
  static override styles: CSSResultGroup = [
    controls,
    css`
      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
        gap: 6px 28px;
        margin: 8px 0;
      }
      figure {
        margin: 0;
        min-width: 0;
      }
      figcaption {
        font-weight: 600;
      }
      sip-chart {
        min-height: 140px;
      }
    `,
  ];

  declare measured: readonly MeasuredStream[];
  declare zone: Zone;

  constructor() {
    super();
    this.measured = [];
    this.zone = 'utc';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Drawn by a library that nobody needs who does not look at media.
    void import('../charts/sip-chart.ts');
  }

  protected override render(): TemplateResult {
    return html`<div class="charts">
      ${streamCharts(this.measured).map(
        ({ name, data }) =>
          html`<figure>
            <figcaption>${name}</figcaption>
            <sip-chart .label=${name} .data=${data} .zone=${this.zone} .height=${chartHeight} sync="media"></sip-chart>
          </figure>`,
      )}
    </div>`;
  }
}

customElements.define('sip-stream-charts', SipStreamCharts);
