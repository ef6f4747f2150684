import { Task } from '@lit/task';
import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { CallRow, StreamRow, StreamSeries } from '@sipscope/analyzer';
import type { Backend } from '../../api/backend.ts';
import { BackendError, explain } from '../backend/backend-error.ts';
import { formatCount } from '../format/number.ts';
import { formatDuration, formatExactTime, type Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { toneStyles } from '../parts/outcome.ts';
import { writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { mediaStyles } from './sip-media.styles.ts';
import { drawSpark, highest } from './sparkline.ts';
import { mediaWords, qualityTone, streamFacts } from './stream-facts.ts';
import '../parts/sip-notice.ts';

/** Streams that are shown at once; the others are in their list. */
const mostShown = 64;
const spark = { width: 240, height: 32 };
const frameCount = 3;
/** One for all: another array would be another task. */
const none: readonly StreamRow[] = [];

/**
 * The media of a call: what of it was captured, how well it came and what is wrong with it.
 *
 * @slot player - to listen to it.
 */
export class SipMedia extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: {},
    call: { attribute: false },
    zone: {},
  };
  static override styles: CSSResultGroup = [controls, toneStyles, mediaStyles];

  declare backend: Backend;
  /** Id. */
  declare capture: string;
  declare call: CallRow;
  declare zone: Zone;

  readonly #streams = new Task(this, {
    task: async ([backend, capture, call]: readonly [Backend, string, string, string]): Promise<
      readonly StreamRow[]
    > => {
      const { items } = await backend.list(capture, 'streams', { filter: `call:"${call}"`, limit: mostShown });
      return items.filter((stream) => stream.call === call);
    },
    args: () => [this.backend, this.capture, this.call.id, (this.call.streams ?? []).join()] as const,
  });
  /** By stream; those of which nothing was measured over time have none. */
  readonly #series = new Task(this, {
    task: async ([backend, capture, streams]: readonly [Backend, string, readonly StreamRow[]]) =>
      new Map(
        await Promise.all(
          streams.filter(isMeasured).map(async ({ id }) => [id, await seriesOf(backend, capture, id)] as const),
        ),
      ),
    args: () => [this.backend, this.capture, this.#streams.value ?? none] as const,
  });

  constructor() {
    super();
    this.zone = 'utc';
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.page')?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    return html`<div class="page" tabindex="-1">
      ${this.#drawWords()}
      <slot name="player"></slot>
      ${this.#drawStreams()}
    </div>`;
  }

  #drawWords(): TemplateResult | typeof nothing {
    const words = mediaWords(this.call);
    if (words.length === 0) return nothing;
    return html`<ul class="words">
      ${words.map(
        ({ text, isBad }) =>
          html`<li class=${isBad ? 'warn mark' : ''}>
            ${isBad ? icon('warning') : nothing}<span>${label(text, 200)}</span>
          </li>`,
      )}
    </ul>`;
  }

  #drawStreams(): TemplateResult | typeof nothing {
    if (this.#streams.error !== undefined)
      return html`<sip-notice
        kind="failed"
        heading="The media of this call could not be read"
        detail=${explain(this.#streams.error)}
      ></sip-notice>`;
    const streams = this.#streams.value;
    if (streams === undefined) return html`<sip-notice kind="loading" heading="Reading the streams"></sip-notice>`;
    if (streams.length === 0)
      return html`<sip-notice
        heading="No media of this call was captured"
        detail="It may have gone another way, or was left out of the capture."
      ></sip-notice>`;
    const more = (this.call.streams?.length ?? streams.length) + (this.call.moreStreams ?? 0) - streams.length;
    return html`${streams.map((stream) => this.#drawStream(stream))}
    ${
      more <= 0
        ? nothing
        : html`<p class="quiet">
            and
            <a
              href=${writeRoute({ page: 'list', capture: this.capture, list: 'streams', filter: `call:"${this.call.id}"` })}
              >${formatCount(more)} more</a
            >
          </p>`
    }`;
  }

  #drawStream(stream: StreamRow): TemplateResult {
    const { id, from, kind, protocol, codec, started, ended, srcIp, srcPort, dstIp, dstPort, ssrc, heuristic } = stream;
    const whose = from === undefined ? 'stream' : `from the ${from}`;
    const tone = qualityTone(stream);
    return html`<section aria-labelledby=${`stream-${id}`}>
      <h2 id=${`stream-${id}`}>
        <span class="mark ${tone}">${label([protocol, codec ?? kind].filter(Boolean).join(' '), 40)}</span>
        <span>${whose}</span>
        <span class="quiet number" title=${formatExactTime(started, this.zone)}
          >${formatDuration(Date.parse(ended) - Date.parse(started))}</span
        >
      </h2>
      <p class="way quiet mono">
        <bdi>${label(place(srcIp, srcPort), 60)}</bdi> → <bdi>${label(place(dstIp, dstPort), 60)}</bdi>
        ${ssrc === undefined ? nothing : html` SSRC ${ssrc}`}${heuristic === true ? ' · found by its shape' : nothing}
      </p>
      <dl>
        ${streamFacts(stream).map(
          ({ name, value, title }) =>
            html`<div>
              <dt>${name}</dt>
              <dd title=${title ?? nothing}>${value}</dd>
            </div>`,
        )}
      </dl>
      ${this.#drawProblems(stream)} ${this.#drawSeries(this.#series.value?.get(id))}
    </section>`;
  }

  #drawProblems({ problems = [] }: StreamRow): TemplateResult | typeof nothing {
    if (problems.length === 0) return nothing;
    return html`<ul class="problems">
      ${problems.map(
        ({ code, text, frames }) =>
          html`<li>
            <span class="warn mark">${icon('warning')}${code.replaceAll('-', ' ')}</span>
            <span>${label(text, 300)}</span>
            <span class="quiet number">${frames.slice(0, frameCount).map((frame) => html`#${frame} `)}</span>
          </li>`,
      )}
    </ul>`;
  }

  #drawSeries(series: StreamSeries | undefined): TemplateResult | typeof nothing {
    if (series === undefined || series.packets.length < 2) return nothing;
    const { mos, lost, jitterMsMean } = series;
    const mostLost = highest(lost);
    const mostJitter = highest(jitterMsMean);
    const lostChart = drawSpark('bars', lost, 'Lost packets over time', { ...spark, least: 0, most: mostLost });
    const jitterAxis = { ...spark, least: 0, most: Math.max(10, mostJitter) };
    return html`<div class="charts">
      ${drawChart('MOS', '1 to 4.5', drawSpark('line', mos, 'MOS over time', { ...spark, least: 1, most: 4.5 }))}
      ${mostLost === 0 ? nothing : drawChart('lost', `at most ${formatCount(mostLost)}`, lostChart)}
      ${drawChart('jitter', `at most ${mostJitter.toFixed(1)} ms`, drawSpark('line', jitterMsMean, 'Jitter over time', jitterAxis))}
    </div>`;
  }
}

function drawChart(name: string, range: string, chart: ReturnType<typeof drawSpark>): TemplateResult | typeof nothing {
  if (chart === nothing) return nothing;
  return html`<figure>
    <figcaption>${name} <span class="quiet">${range}</span></figcaption>
    ${chart}
  </figure>`;
}

/** Of others there is nothing to ask for. */
function isMeasured({ protocol }: StreamRow): boolean {
  return protocol === 'RTP' || protocol === 'SRTP';
}

async function seriesOf(backend: Backend, capture: string, stream: string): Promise<StreamSeries | undefined> {
  try {
    return await backend.series(capture, stream);
  } catch (failure) {
    if (failure instanceof BackendError && failure.problem.code === 'not-found') return undefined;
    throw failure;
  }
}

function place(ip: string, port: number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

customElements.define('sip-media', SipMedia);
