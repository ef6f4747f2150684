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
import { rtcpFacts, rtcpLoss } from './rtcp-facts.ts';
import type { MeasuredStream } from './stream-charts.ts';
import { mediaWords, qualityTone, streamFacts } from './stream-facts.ts';
import '../parts/sip-notice.ts';
import './sip-stream-charts.ts';

/** Streams that are shown at once; the others are in their list. */
const mostShown = 64;
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
    return html`<sip-stream-charts .measured=${this.#measured(streams)} .zone=${this.zone}></sip-stream-charts>
      ${streams.map((stream) => this.#drawStream(stream))}
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
      ${this.#drawProblems(stream)} ${drawRtcp(stream)}
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

  /** Those of which something was measured over time. */
  #measured(streams: readonly StreamRow[]): readonly MeasuredStream[] {
    return streams.flatMap((stream) => {
      const series = this.#series.value?.get(stream.id);
      return series === undefined || series.packets.length < 2 ? [] : [{ stream, series }];
    });
  }
}

/** What the far end says of it, and where packets were lost. */
function drawRtcp({ rtcp }: StreamRow): TemplateResult | typeof nothing {
  if (rtcp === undefined) return nothing;
  const facts = rtcpFacts(rtcp);
  const loss = rtcpLoss(rtcp);
  if (facts.length === 0 && loss === undefined) return nothing;
  return html`<dl class="rtcp">
      <div><dt>RTCP</dt></div>
      ${facts.map(
        ({ name, value, title }) =>
          html`<div>
            <dt>${name}</dt>
            <dd title=${title ?? nothing}>${value}</dd>
          </div>`,
      )}
    </dl>
    ${loss === undefined ? nothing : html`<p class="loss">${label(loss, 300)}</p>`}`;
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
