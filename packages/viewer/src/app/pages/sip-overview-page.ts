import { Task } from '@lit/task';
import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { CallOutcome, Distribution, PeakRow, Summary } from '@sipscope/analyzer';
import type { Backend } from '../../api/backend.ts';
import { type CaptureRow, liveMessages } from '../../api/captures.ts';
import type { ListName } from '../../api/lists.ts';
import { explain } from '../backend/backend-error.ts';
import { formatBytes, formatCount } from '../format/number.ts';
import { formatDuration, formatExactTime, type Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { outcomeMark, outcomes as allOutcomes, toneStyles } from '../parts/outcome.ts';
import { writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { drawOtherTraffic, drawWithoutSip } from './other-traffic.ts';
import { overviewStyles } from './sip-overview-page.styles.ts';
import '../parts/sip-notice.ts';
import './sip-key-log.ts';

/** What is in a capture: how its calls ended, how quick they were, who spoke, what was wrong. */
export class SipOverviewPage extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: { attribute: false },
    zone: {},
  };
  static override styles: CSSResultGroup = [controls, toneStyles, overviewStyles];

  declare backend: Backend;
  declare capture: CaptureRow;
  declare zone: Zone;

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
          ? html`<sip-notice kind="loading" heading="Counting"></sip-notice>`
          : this.#drawSummary(this.#summary.value),
      error: (failure) =>
        html`<sip-notice
          kind="failed"
          heading="The summary could not be read"
          detail=${explain(failure)}
        ></sip-notice>`,
      complete: (summary) => this.#drawSummary(summary),
    }) as TemplateResult;
  }

  #drawSummary(summary: Summary): TemplateResult {
    return html`${hasSip(summary) ? nothing : drawWithoutSip({ ...this.capture, facts: summary.capture }, nothing)}
      <div class="page">
        ${this.#drawOutcomes(summary)} ${drawKpis(summary)} ${this.#drawMedia(summary)} ${this.#drawSuspicions(summary)}
        ${this.#drawPeaks(summary)} ${this.#drawCapture(summary)}
        ${this.#drawCounts('Requests', summary.methods, (method) => ({ list: 'messages', filter: `kind:request method:${quote(method)}` }))}
        ${this.#drawCounts('Responses', summary.statuses, (status) => ({ list: 'messages', filter: `status:${status}` }))}
        ${this.#drawTls(summary)} ${drawTalkers(summary)} ${this.#drawAgents(summary)} ${drawOthers(summary)}
        ${drawDiagnostics(summary)}
      </div>`;
  }

  #drawOutcomes({ outcomes, counts }: Summary): TemplateResult | typeof nothing {
    const found = allOutcomes.flatMap((outcome) => {
      const count = outcomes[outcome] ?? 0;
      return count === 0 ? [] : [[outcome, count] as const];
    });
    if (found.length === 0) return nothing;
    const drawRow = ([outcome, count]: readonly [CallOutcome, number]): TemplateResult =>
      html`<tr>
        <th scope="row">
          <a href=${this.#listAddress({ list: 'calls', filter: `outcome:${outcome}` })}>${outcomeMark(outcome)}</a>
        </th>
        <td>${formatCount(count)}</td>
        <td class="bar"><meter aria-label="Share of ${outcome}" min="0" max=${counts.calls} value=${count}></meter></td>
        <td>${percent(count / counts.calls)}</td>
      </tr>`;
    return drawSection(
      'Calls',
      html`<table>
        ${found.map(drawRow)}
      </table>`,
    );
  }

  #drawPeaks({ peaks }: Summary): TemplateResult | typeof nothing {
    const told: readonly (readonly [string, PeakRow | undefined])[] = [
      ['calls up at once', peaks.concurrentCalls],
      ['calls begun in a second', peaks.callsPerSecond],
      ['REGISTERs in a second', peaks.registersPerSecond],
    ];
    const known = told.filter(([, peak]) => peak !== undefined);
    if (known.length === 0) return nothing;
    return drawSection(
      'Peaks',
      html`<table>
        ${known.map(([name, peak]) =>
          peak === undefined
            ? nothing
            : html`<tr>
                <th scope="row">${name}</th>
                <td>${formatCount(peak.count)}</td>
                <td class="text quiet">${formatExactTime(peak.at, this.zone)}</td>
              </tr>`,
        )}
      </table>`,
    );
  }

  /** Codecs and problems open on the streams that have them. */
  #drawMedia({ media, counts }: Summary): TemplateResult | typeof nothing {
    if (media === undefined) return nothing;
    const { codecs, minutes, packets, lost, lostPercent, mosMean, mosMin, problems } = media;
    const facts: readonly (readonly [string, string | undefined])[] = [
      ['streams', formatCount(counts.streams)],
      ['packets', formatCount(packets)],
      ['lasting', formatDuration(minutes * 60_000)],
      ['lost', lost === undefined ? undefined : `${formatCount(lost)} (${(lostPercent ?? 0).toFixed(2)} %)`],
      ['MOS', mosMean === undefined ? undefined : `${mosMean.toFixed(2)}, lowest ${(mosMin ?? mosMean).toFixed(2)}`],
    ];
    const drawLink = (name: string, count: number, filter: string): TemplateResult =>
      html`<tr>
        <th scope="row">
          <a href=${this.#listAddress({ list: 'streams', filter })}><bdi>${label(name, 40)}</bdi></a>
        </th>
        <td class="text">${formatCount(count)}</td>
      </tr>`;
    return drawSection(
      'Media',
      html`<table>
        ${facts.map(([name, value]) =>
          value === undefined
            ? nothing
            : html`<tr>
                <th scope="row">${name}</th>
                <td class="text">${value}</td>
              </tr>`,
        )}
        ${Object.entries(codecs)
          .slice(0, 12)
          .map(([codec, count]) => drawLink(codec, count, `codec:${quote(codec)}`))}
        ${Object.entries(problems)
          .slice(0, 20)
          .map(([code, count]) => drawLink(code.replaceAll('-', ' '), count, `problems:${quote(code)}`))}
      </table>`,
    );
  }

  /** Each opens on the messages that show it first. */
  #drawSuspicions({ suspicions }: Summary): TemplateResult | typeof nothing {
    if (suspicions.length === 0) return nothing;
    return drawSection(
      'Looks like an attack or fraud',
      html`<table>
        ${suspicions.slice(0, 30).map(
          ({ kind, address, detail, frames }) =>
            html`<tr>
              <th scope="row">
                <a href=${this.#listAddress({ list: 'messages', filter: `frame:(${frames.join(', ')})` })}>${kind}</a>
              </th>
              <td class="text mono"><bdi>${label(address, 60)}</bdi></td>
              <td class="text quiet"><bdi>${label(detail, 200)}</bdi></td>
            </tr>`,
        )}
      </table>`,
    );
  }

  #drawCapture({ capture, counts, transports }: Summary): TemplateResult {
    const ofSip = hasSip({ counts })
      ? [
          ['requests', formatCount(counts.requests)] as const,
          ['responses', formatCount(counts.responses)] as const,
          ['sent again', formatCount(counts.retransmissions)] as const,
          ['captured again', formatCount(counts.duplicates)] as const,
        ]
      : [];
    const facts: readonly (readonly [string, string | undefined])[] = [
      ['format', capture.format],
      ['size', formatBytes(capture.bytes)],
      ['packets', formatCount(capture.packets)],
      ['from', capture.started && formatExactTime(capture.started, this.zone)],
      ['to', capture.ended && formatExactTime(capture.ended, this.zone)],
      ['links', capture.linkTypes.join(', ')],
      ...ofSip,
      ...Object.entries(transports).map(([transport, count]) => [`over ${transport}`, formatCount(count)] as const),
    ];
    return drawSection(
      'Capture',
      html`${capture.damaged ? html`<p class="warn mark">${icon('warning')}It ended early or was damaged: what could be read was read.</p>` : nothing}
        <table>
          ${facts.map(([name, value]) =>
            value === undefined || value === ''
              ? nothing
              : html`<tr>
                  <th scope="row">${name}</th>
                  <td class="text">${value}</td>
                </tr>`,
          )}
        </table>`,
    );
  }

  /** Where there is TLS, its keys can be given. */
  #drawTls({ capture: { tls } }: Summary): TemplateResult | typeof nothing {
    if (tls === undefined) return nothing;
    return drawSection(
      'TLS',
      html`<table>
          <tr>
            <th scope="row">connections</th>
            <td>${formatCount(tls.connections)}</td>
          </tr>
          <tr>
            <th scope="row">decrypted</th>
            <td>${formatCount(tls.decrypted)}</td>
          </tr>
          ${
            tls.serverNames.length === 0
              ? nothing
              : html`<tr>
                  <th scope="row">to</th>
                  <td class="text"><bdi>${label(tls.serverNames.slice(0, 12).join(', '), 200)}</bdi></td>
                </tr>`
          }
        </table>
        <sip-key-log .backend=${this.backend} .capture=${this.capture}></sip-key-log>`,
    );
  }

  #drawCounts(
    heading: string,
    counts: Readonly<Record<string, number>>,
    filterOf: (name: string) => { list: ListName; filter: string },
  ): TemplateResult | typeof nothing {
    const entries = Object.entries(counts).toSorted(([, one], [, other]) => other - one);
    if (entries.length === 0) return nothing;
    const drawRow = ([name, count]: readonly [string, number]): TemplateResult =>
      html`<tr>
        <th scope="row">
          <a href=${this.#listAddress(filterOf(name))}><bdi>${label(name, 40)}</bdi></a>
        </th>
        <td>${formatCount(count)}</td>
      </tr>`;
    return drawSection(
      heading,
      html`<table>
        ${entries.slice(0, 20).map(drawRow)}
      </table>`,
    );
  }

  #drawAgents({ userAgents }: Summary): TemplateResult | typeof nothing {
    if (userAgents.length === 0) return nothing;
    return drawSection(
      'User agents',
      html`<table>
        ${userAgents.slice(0, 12).map(
          ({ userAgent, messages }) =>
            html`<tr>
              <th scope="row">
                <a href=${this.#listAddress({ list: 'messages', filter: `userAgent:${quote(userAgent)}` })}
                  ><bdi>${label(userAgent, 60)}</bdi></a
                >
              </th>
              <td>${formatCount(messages)}</td>
            </tr>`,
        )}
      </table>`,
    );
  }

  #listAddress({ list, filter }: { readonly list: ListName; readonly filter: string }): string {
    return writeRoute({ page: 'list', capture: this.capture.id, list, filter });
  }
}

function hasSip({ counts }: Pick<Summary, 'counts'>): boolean {
  return counts.messages + counts.duplicates > 0;
}

function drawKpis({ kpis }: Summary): TemplateResult | typeof nothing {
  const ratios: readonly (readonly [string, string, number | undefined])[] = [
    ['SER', 'session establishment ratio', kpis.ser],
    ['SEER', 'session establishment effectiveness ratio', kpis.seer],
    ['ISA', 'ineffective session attempts', kpis.isa],
    ['SCR', 'session completion ratio', kpis.scr],
    ['IRA', 'ineffective registration attempts', kpis.ira],
  ];
  const delays: readonly (readonly [string, string, Distribution | undefined, (value: number) => string])[] = [
    ['SRD', 'session request delay', kpis.srdMs, formatDuration],
    ['failed SRD', 'session request delay of failed calls', kpis.failedSrdMs, formatDuration],
    ['SDD', 'session disconnect delay', kpis.sddMs, formatDuration],
    ['SDT', 'session duration', kpis.sdtSeconds, (seconds) => formatDuration(seconds * 1000)],
    ['RRD', 'registration request delay', kpis.rrdMs, formatDuration],
  ];
  const known = delays.filter(([, , value]) => value !== undefined);
  const measured = ratios.filter(([, , value]) => value !== undefined);
  if (known.length + measured.length === 0) return nothing;
  return drawSection(
    'RFC 6076',
    html`${
        known.length === 0
          ? nothing
          : html`<table>
              <thead>
                <tr>
                  <th scope="col"><span class="unseen">measure</span></th>
                  <th scope="col">median</th>
                  <th scope="col">95 %</th>
                  <th scope="col">max</th>
                  <th scope="col">of</th>
                </tr>
              </thead>
              <tbody>
                ${known.map(([name, meaning, value, format]) =>
                  value === undefined
                    ? nothing
                    : html`<tr>
                        <th scope="row" title=${meaning}>${name}</th>
                        <td>${format(value.median)}</td>
                        <td>${format(value.p95)}</td>
                        <td>${format(value.max)}</td>
                        <td>${formatCount(value.count)}</td>
                      </tr>`,
                )}
              </tbody>
            </table>`
      }
      <table>
        ${measured.map(
          ([name, meaning, value]) =>
            html`<tr>
              <th scope="row" title=${meaning}>${name}</th>
              <td>${(value ?? 0).toFixed(1)} %</td>
              <td class="text quiet">${meaning}</td>
            </tr>`,
        )}
      </table>`,
  );
}

function drawTalkers({ topTalkers }: Summary): TemplateResult | typeof nothing {
  if (topTalkers.length === 0) return nothing;
  return drawSection(
    'Top talkers',
    html`<table>
      ${topTalkers.slice(0, 12).map(
        ({ address, messages, bytes }) =>
          html`<tr>
            <th scope="row" class="mono"><bdi>${label(address, 60)}</bdi></th>
            <td>${formatCount(messages)}</td>
            <td>${formatBytes(bytes)}</td>
          </tr>`,
      )}
    </table>`,
  );
}

function drawDiagnostics({ diagnostics }: Summary): TemplateResult | typeof nothing {
  if (diagnostics.length === 0) return nothing;
  return drawSection(
    'Remarks',
    html`<table>
      ${diagnostics.slice(0, 30).map(
        ({ code, count, samples }) =>
          html`<tr>
            <th scope="row">${code}</th>
            <td>${formatCount(count)}</td>
            <td class="text quiet">
              ${samples[0]?.detail === undefined ? nothing : html`<bdi>${label(samples[0].detail, 80)}</bdi>`}
              ${samples[0]?.frame === undefined ? nothing : html` #${samples[0].frame}`}
            </td>
          </tr>`,
      )}
    </table>`,
  );
}

function drawOthers({ capture }: Summary): TemplateResult | typeof nothing {
  const others = drawOtherTraffic(capture);
  return others === nothing ? nothing : drawSection('Other packets', others);
}

function drawSection(heading: string, content: TemplateResult | typeof nothing): TemplateResult {
  return html`<section>
    <h2>${heading}</h2>
    ${content}
  </section>`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** In the filter language's quotes, where a value means itself. */
function quote(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

customElements.define('sip-overview-page', SipOverviewPage);
