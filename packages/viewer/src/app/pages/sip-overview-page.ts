import { Task } from '@lit/task';
import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Summary } from '@sipscope/analyzer';
import type { Backend } from '../../api/backend.ts';
import type { CaptureLoad } from '../../api/capture-load.ts';
import { type CaptureRow, liveMessages } from '../../api/captures.ts';
import { explain } from '../backend/backend-error.ts';
import type { Zone } from '../format/time.ts';
import { drawOutcomes, drawKpis, drawPeaks } from '../overview/call-sections.ts';
import { drawCapture, drawTls, hasSip } from '../overview/capture-section.ts';
import { drawSection } from '../overview/draw-section.ts';
import { drawKeyFigures } from '../overview/key-figures.ts';
import { drawMedia, drawQuality } from '../overview/media-section.ts';
import {
  drawAgents,
  drawMethods,
  drawParticipants,
  drawRemarks,
  drawStatuses,
  drawSuspicions,
  drawTalkers,
} from '../overview/message-sections.ts';
import { linksIn } from '../overview/overview-links.ts';
import { overviewWords as say } from '../overview/overview-words.ts';
import { toneStyles } from '../parts/outcome.ts';
import { controls } from '../theme/controls.ts';
import { drawOtherTraffic, drawWithoutSip } from './other-traffic.ts';
import { overviewStyles } from './sip-overview-page.styles.ts';
import '../overview/sip-load-charts.ts';
import '../parts/sip-notice.ts';
import './sip-key-log.ts';

/** What is in a capture: how its calls ended, how quick they were, who spoke, what was wrong. Every figure leads to the rows behind it. */
export class SipOverviewPage extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: { attribute: false },
    zone: {},
    load: { state: true },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, overviewStyles];

  declare backend: Backend;
  declare capture: CaptureRow;
  declare zone: Zone;
  /** What the charts are drawn of: the quality of streams is in it, too. */
  declare private load: CaptureLoad | undefined;

  readonly #summary = new Task(this, {
    task: async ([backend, capture]: readonly [Backend, string, unknown, number]): Promise<Summary> =>
      backend.summary(capture),
    // Of a capture that was read again, the facts are others.
    args: () => [this.backend, this.capture.id, this.capture.facts, liveMessages(this.capture)] as const,
  });

  constructor() {
    super();
    this.zone = 'utc';
  }

  protected override render(): TemplateResult {
    return this.#summary.render({
      pending: () =>
        this.#summary.value === undefined || this.capture.live === undefined
          ? html`<sip-notice kind="loading" heading=${say.counting}></sip-notice>`
          : this.#drawSummary(this.#summary.value),
      error: (failure) =>
        html`<sip-notice kind="failed" heading=${say.failed} detail=${explain(failure)}></sip-notice>`,
      complete: (summary) => this.#drawSummary(summary),
    }) as TemplateResult;
  }

  #drawSummary(summary: Summary): TemplateResult {
    const { capture, zone } = this;
    const linkTo = linksIn(capture.id);
    if (!hasSip(summary))
      return html`${drawWithoutSip({ ...capture, facts: summary.capture }, nothing)}
        <div class="page">${this.#drawTls(summary)} ${drawCapture(summary, linkTo, zone)} ${drawOthers(summary)}</div>`;
    return html`<div class="top">
        ${drawKeyFigures(summary, capture, linkTo)}
        <sip-load-charts
          .backend=${this.backend}
          .capture=${capture}
          .zone=${zone}
          @load-read=${({ detail }: CustomEvent<CaptureLoad>) => (this.load = detail)}
        ></sip-load-charts>
      </div>
      <div class="page">
        ${drawOutcomes(summary, linkTo)} ${drawKpis(summary, linkTo)}
        ${this.load === undefined ? nothing : drawQuality(this.load.quality, linkTo)} ${drawMedia(summary, linkTo)}
        ${drawSuspicions(summary, linkTo)} ${drawPeaks(summary, linkTo, zone)} ${drawMethods(summary, linkTo)}
        ${drawStatuses(summary, linkTo)} ${drawTalkers(summary, linkTo)} ${drawAgents(summary, linkTo)}
        ${drawParticipants(summary, linkTo)} ${this.#drawTls(summary)} ${drawCapture(summary, linkTo, zone)}
        ${drawOthers(summary)} ${drawRemarks(summary, linkTo)}
      </div>`;
  }

  /** Where there is TLS, its keys can be given. */
  #drawTls(summary: Summary): TemplateResult | typeof nothing {
    return drawTls(summary, html`<sip-key-log .backend=${this.backend} .capture=${this.capture}></sip-key-log>`);
  }
}

function drawOthers({ capture }: Summary): TemplateResult | typeof nothing {
  const others = drawOtherTraffic(capture);
  return others === nothing ? nothing : drawSection(say.others, others);
}

customElements.define('sip-overview-page', SipOverviewPage);
