import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type {
  CallComparison,
  ComparedFact,
  ComparedFindings,
  ComparedMessage,
  ComparedState,
  MessageDifference,
} from '@sipscope/analyzer';
import { label } from '../format/visible.ts';
import { statusTone, toneStyles } from '../parts/outcome.ts';
import { type CompareRoute, type MessageRef, writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { compareStyles } from './compare-page.styles.ts';
import { elementName, factText, type ShownPair, shownPairs, signed, signs, stateTitle } from './compare-rows.ts';
import { compareWords as said, factTitles } from './compare-words.ts';

/** Pairs drawn before more are asked for. */
const pairsAtOnce = 500;

/** Two calls: facts, findings, and their messages in two columns. */
export class SipCallComparison extends LitElement {
  static override properties: PropertyDeclarations = {
    comparison: { attribute: false },
    route: { attribute: false },
    hidesSame: { attribute: false },
    active: { attribute: false },
    shown: { state: true },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, compareStyles];

  declare comparison: CallComparison;
  declare route: CompareRoute;
  declare hidesSame: boolean;
  /** The place of the pair that was gone to. */
  declare active: number | undefined;
  declare private shown: number;

  constructor() {
    super();
    this.hidesSame = false;
    this.shown = pairsAtOnce;
  }

  protected override willUpdate(): void {
    if (this.active !== undefined && this.active >= this.shown) this.shown = this.active + pairsAtOnce;
  }

  protected override updated(): void {
    if (this.active !== undefined) this.renderRoot.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
  }

  protected override render(): TemplateResult {
    const { facts, findings, left, right, isSame } = this.comparison;
    return html`<div class="both" tabindex="-1">
      ${isSame ? html`<p role="status">${said.isSame}</p>` : nothing}
      <h2 id="facts">${said.facts}</h2>
      <table aria-labelledby="facts">
        ${this.#drawHead(said.fact)}
        <tbody>
          ${facts.filter(({ state }) => !this.hidesSame || state !== 'same').map(drawFact)}
        </tbody>
      </table>
      <h2 id="findings">${said.findings}</h2>
      ${
        findings.length === 0
          ? html`<p>${said.noFindings}</p>`
          : html`<table aria-labelledby="findings">
              ${this.#drawHead(said.rule)}
              <tbody>
                ${findings.filter(({ state }) => !this.hidesSame || state !== 'same').map(drawFinding)}
              </tbody>
            </table>`
      }
      <h2 id="messages">${said.messages}</h2>
      <p>${said.neutral}</p>
      ${[left, right].map(({ id, moreMessages }) =>
        moreMessages === undefined ? nothing : html`<p class="warn">${said.leftOut(said.call(id), moreMessages)}</p>`,
      )}
      ${this.#drawMessages()}
    </div>`;
  }

  #drawHead(name: string): TemplateResult {
    const { left, right } = this.comparison;
    return html`<colgroup>
        <col class="sign" />
        <col class="name" />
        <col />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col"><span class="unseen">${said.state}</span></th>
          <th scope="col">${name}</th>
          <th scope="col">${said.call(left.id)}</th>
          <th scope="col">${said.call(right.id)}</th>
        </tr>
      </thead>`;
  }

  #drawMessages(): TemplateResult {
    const rows = shownPairs(this.comparison.messages, this.hidesSame);
    if (rows.length === 0) return html`<p>${said.none}</p>`;
    const rest = rows.length - this.shown;
    const { left, right } = this.comparison;
    return html`<table aria-labelledby="messages">
        <colgroup>
          <col class="sign" />
          <col class="name" />
          <col />
          <col />
          <col class="later" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col"><span class="unseen">${said.state}</span></th>
            <th scope="col">${said.hopHead}</th>
            <th scope="col">${said.call(left.id)}</th>
            <th scope="col">${said.call(right.id)}</th>
            <th scope="col" class="number" title=${said.laterTitle}>${said.later}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, this.shown).map((row) => this.#drawPair(row))}
        </tbody>
      </table>
      ${
        rest > 0
          ? html`<button class="more framed" @click=${() => (this.shown += pairsAtOnce)}>${said.more(rest)}</button>`
          : nothing
      }`;
  }

  #drawPair(row: ShownPair): TemplateResult {
    if ('folded' in row)
      return html`<tr class="folded">
        <td colspan="5">${said.sameMessages(row.folded)}</td>
      </tr>`;
    const { state, left, right, hop, laterMs, moved, differences = [], moreDifferences } = row.pair;
    const elements = Math.max(this.comparison.left.elements.length, this.comparison.right.elements.length);
    const [from, to] = [elementName(hop[0], elements), elementName(hop[1], elements)];
    return html`<tr class=${state} aria-current=${row.at === this.active ? 'true' : nothing}>
        ${drawSign(state)}
        <th scope="row">
          ${this.#drawHop(said.hop(from, to), left, right)}
          ${moved === true ? html`<span class="quiet">${said.moved}</span>` : nothing}
        </th>
        <td class="one">${this.#drawMessage(left, this.route.capture)}</td>
        <td class="other">${this.#drawMessage(right, this.route.otherCapture ?? this.route.capture)}</td>
        <td class="number">${laterMs === undefined || laterMs === 0 ? nothing : said.ms(signed(laterMs))}</td>
      </tr>
      ${differences.map(drawDifference)}
      ${
        moreDifferences === undefined
          ? nothing
          : html`<tr class="folded">
              <td colspan="5">${said.moreDifferences(moreDifferences)}</td>
            </tr>`
      }`;
  }

  /** Leads to the whole difference of the two messages. */
  #drawHop(hop: string, left: ComparedMessage | undefined, right: ComparedMessage | undefined): TemplateResult {
    if (left === undefined || right === undefined) return html`${hop}`;
    const { capture, otherCapture } = this.route;
    const address = writeRoute({
      page: 'diff',
      capture,
      one: refOf(left),
      other: refOf(right),
      ...(otherCapture !== undefined && { otherCapture }),
    });
    return html`<a href=${address} title=${said.open(String(left.frame), String(right.frame))}>${hop}</a>`;
  }

  #drawMessage(message: ComparedMessage | undefined, capture: string): TemplateResult | typeof nothing {
    if (message === undefined) return nothing;
    const { sinceStartMs, status, retransmission } = message;
    const address = writeRoute({ page: 'message', capture, message: refOf(message) });
    return html`<span class="time">+${(sinceStartMs / 1000).toFixed(3)}</span>
      <b class=${status === undefined ? '' : statusTone(status)}><bdi>${label(message.label, 60)}</bdi></b>
      ${status === undefined ? nothing : html`<span class="quiet">${label(message.method, 30)}</span>`}
      ${retransmission === true ? html`<span class="warn">${said.again}</span>` : nothing}
      <a href=${address}>#${message.frame}</a>`;
  }
}

function refOf({ frame, index }: ComparedMessage): MessageRef {
  return index === undefined ? { frame } : { frame, index };
}

function drawSign(state: ComparedState): TemplateResult {
  return html`<td class="sign" title=${stateTitle(state)}>
    <span aria-hidden="true">${signs[state]}</span><span class="unseen">${stateTitle(state)}</span>
  </td>`;
}

function drawFact({ fact, state, left, right, difference, notable }: ComparedFact): TemplateResult {
  const isSlight = state !== 'same' && notable !== true;
  return html`<tr class="${state} ${isSlight ? 'slight' : ''}">
    ${drawSign(state)}
    <th scope="row">${factTitles[fact] ?? fact}</th>
    <td class="one">${factText(fact, left)}</td>
    <td class="other">
      ${factText(fact, right)}
      ${difference === undefined ? nothing : html`<span class="quiet">(${fact.endsWith('Ms') ? said.ms(signed(difference)) : signed(difference)})</span>`}
    </td>
  </tr>`;
}

function drawFinding({ rule, title, state, left, right }: ComparedFindings): TemplateResult {
  return html`<tr class=${state}>
    ${drawSign(state)}
    <th scope="row"><a href=${writeRoute({ page: 'rule', rule })}>${label(rule, 40)}</a> ${label(title, 120)}</th>
    <td class="one">${left}</td>
    <td class="other">${right}</td>
  </tr>`;
}

function drawDifference({ part, name, state, left, right }: MessageDifference): TemplateResult {
  return html`<tr class="detail ${state}">
    ${drawSign(state)}
    <th scope="row">${part === 'start-line' ? said.startLine : label(name, 80)}</th>
    <td class="one mono">${left === undefined ? nothing : label(left, 220)}</td>
    <td class="other mono">${right === undefined ? nothing : label(right, 220)}</td>
    <td></td>
  </tr>`;
}

customElements.define('sip-call-comparison', SipCallComparison);
