import { Task } from '@lit/task';
import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { CallRow, FindingRow } from '@sipscope/analyzer';
import type { Backend } from '../../api/backend.ts';
import { explain } from '../backend/backend-error.ts';
import { formatCount } from '../format/number.ts';
import { label } from '../format/visible.ts';
import { toneStyles } from '../parts/outcome.ts';
import { writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { citeText, findingLevels, levelMark, levelTone, ruleLink } from './finding-level.ts';
import { groupFindings, type RuleFindings } from './group-findings.ts';
import { findingsStyles } from './sip-findings.styles.ts';
import '../parts/sip-notice.ts';

/** Findings that are asked for at once; the list of findings has more. */
const mostShown = 1000;
/** Of one device and rule; the others are counted. */
const mostOfDevice = 12;

type Found = { readonly items: readonly FindingRow[]; readonly total: number };

/** What in a call departs from the RFCs: by rule and device, each with the messages in which it was seen. */
export class SipFindings extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: {},
    call: { attribute: false },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, findingsStyles];

  declare backend: Backend;
  /** Id. */
  declare capture: string;
  declare call: CallRow;

  readonly #found = new Task(this, {
    task: async ([backend, capture, call]: readonly [Backend, string, string, string]): Promise<Found> =>
      backend.list(capture, 'findings', { filter: `call:"${call}"`, limit: mostShown }),
    args: () => [this.backend, this.capture, this.call.id, JSON.stringify(this.call.findings)] as const,
  });

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.page')?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    if (this.#found.error !== undefined)
      return html`<sip-notice
        kind="failed"
        heading="The findings of this call could not be read"
        detail=${explain(this.#found.error)}
      ></sip-notice>`;
    const found = this.#found.value;
    if (found === undefined) return html`<sip-notice kind="loading" heading="Reading the findings"></sip-notice>`;
    if (found.total === 0) return this.#drawNone();
    return html`<div class="page" tabindex="-1">
      ${this.#drawCounts(found)} ${groupFindings(found.items).map((group) => this.#drawRule(group))}
    </div>`;
  }

  /** A call of which a rule was broken more often than it is told has counts, and no rows. */
  #drawNone(): TemplateResult {
    if (this.call.findings === undefined)
      return html`<sip-notice
        heading="Nothing in this call departs from the rules"
        detail="Rules that could not be asked, because the capture does not show enough, are silent."
      ></sip-notice>`;
    return html`<sip-notice
      heading="What departs in this call was found in others first"
      detail="Of each rule the first findings of the capture are told; all are counted."
    >
      <a class="button framed" href=${this.#listAddress()}>Findings</a>
    </sip-notice>`;
  }

  /** By level, of the whole call: more than are shown where a rule was broken very often. */
  #drawCounts({ items, total }: Found): TemplateResult {
    const counts = this.call.findings ?? {};
    const all = findingLevels.reduce((sum, level) => sum + (counts[level] ?? 0), 0);
    const hidden = Math.max(all, total) - items.length;
    return html`<p class="counts">
      ${findingLevels
        .filter((level) => (counts[level] ?? 0) > 0)
        .map(
          (level) =>
            html`<span class=${levelTone(level)}>${formatCount(counts[level] ?? 0)} <span>${level}</span></span>`,
        )}
      ${hidden <= 0 ? nothing : html`<span>of which ${formatCount(items.length)} are shown</span>`}
    </p>`;
  }

  #drawRule({ rule, first, count, devices }: RuleFindings): TemplateResult {
    return html`<details ?open=${first.level !== 'info'}>
      <summary>
        ${levelMark(first.level)}<span class="title">${label(first.title, 200)}</span>
        <span class="mono quiet">${rule}</span><span class="quiet">${citeText(first)}</span>
        <span class="count">${formatCount(count)}</span>
      </summary>
      <div class="inside">
        <p class="quiet">
          ${label(first.message.slice(first.seen.length).trim(), 600)}
          ${ruleLink(rule, writeRoute({ page: 'rule', rule }))}
        </p>
        ${devices.map(
          ({ device, findings }) =>
            html`<h2><bdi>${label(device, 80)}</bdi> <span class="quiet">${formatCount(findings.length)}</span></h2>
              <ul>
                ${findings.slice(0, mostOfDevice).map((finding) => this.#drawFinding(finding))}
              </ul>
              ${
                findings.length <= mostOfDevice
                  ? nothing
                  : html`<a href=${this.#listAddress(rule)}>and ${formatCount(findings.length - mostOfDevice)} more</a>`
              }`,
        )}
      </div>
    </details>`;
  }

  #drawFinding({ frame, index, seen }: FindingRow): TemplateResult {
    if (frame === undefined) return html`<li><bdi>${label(seen, 400)}</bdi></li>`;
    const message = { frame, ...(index !== undefined && { index }) };
    const address = writeRoute({ page: 'call', capture: this.capture, call: this.call.id, message });
    return html`<li>
      <a class="frame" href=${address} title="The message on the ladder">#${frame}</a><bdi>${label(seen, 400)}</bdi>
    </li>`;
  }

  #listAddress(rule?: string): string {
    const filter = [`call:"${this.call.id}"`, ...(rule === undefined ? [] : [`rule:${rule}`])].join(' ');
    return writeRoute({ page: 'list', capture: this.capture, list: 'findings', filter });
  }
}

customElements.define('sip-findings', SipFindings);
