import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import type { Ladder } from '@sipscope/analyzer';
import { label } from '../../format/visible.ts';
import { laneName } from '../../ladder/lanes/lane-name.ts';
import { partsOf } from '../../ladder/lanes/only-part.ts';
import { outcomeMark, toneStyles } from '../../parts/outcome.ts';
import { controls } from '../../theme/controls.ts';
import { callWords } from './call-words.ts';

/** More legs or calls than this have no chip. */
const mostChips = 100;

/**
 * The legs of a call, or the calls of a picture, each to be looked at alone.
 *
 * @fires part-chosen - `{part}`: from 0; undefined for all.
 */
export class SipPartChips extends LitElement {
  static override properties: PropertyDeclarations = { ladder: { attribute: false }, chosen: { type: Number } };
  static override styles: CSSResultGroup = [
    controls,
    toneStyles,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 4px;
        min-width: 0;
        overflow-x: auto;
        scrollbar-width: thin;
      }
      [role='group'] {
        display: flex;
        align-items: center;
        gap: 4px;
      }
      .name {
        flex: none;
        color: var(--quiet);
        padding-right: 4px;
      }
      button {
        flex: none;
        min-height: 24px;
        padding: 1px 8px;
        border: 1px solid var(--line);
        border-radius: 12px;
        font-size: var(--small);
      }
      button[aria-pressed='true'] {
        background: var(--chosen);
        border-color: var(--edge);
      }
      bdi {
        max-width: 20ch;
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ];

  /** With all its parts. */
  declare ladder: Ladder;
  declare chosen: number | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const kind = partsOf(this.ladder);
    if (kind === undefined) return nothing;
    const name = kind === 'call' ? callWords.callsShown : callWords.legs;
    return html`<span class="name" id="name">${name}</span>
      <span role="group" aria-labelledby="name">
        ${this.#drawChip(undefined, callWords.all, undefined)} ${kind === 'call' ? this.#drawCalls() : this.#drawLegs()}
      </span>`;
  }

  #drawCalls(): readonly TemplateResult[] {
    const { calls = [] } = this.ladder;
    return calls.slice(0, mostChips).map(({ id, from, to, outcome }, at) => {
      const parties = html`${outcomeGlyph(outcome)}<bdi>${party(from)}</bdi>→<bdi>${party(to)}</bdi>`;
      return this.#drawChip(at, parties, `${id}: ${label(from ?? '', 200)} → ${label(to ?? '', 200)}`);
    });
  }

  #drawLegs(): readonly TemplateResult[] {
    const { legs = [], lanes } = this.ladder;
    const name = (at: number): string => {
      const lane = lanes[at];
      return lane === undefined ? '?' : laneName(lane).slice(0, 24);
    };
    return legs
      .slice(0, mostChips)
      .map(({ from, to, callId }, at) =>
        this.#drawChip(at, callWords.leg(at + 1, name(from), name(to)), `Call-ID ${label(callId, 200)}`),
      );
  }

  #drawChip(part: number | undefined, text: TemplateResult | string, title: string | undefined): TemplateResult {
    return html`<button
      aria-pressed=${part === this.chosen ? 'true' : 'false'}
      title=${title ?? nothing}
      @click=${() => this.dispatchEvent(new CustomEvent('part-chosen', { detail: { part } }))}
    >
      ${text}
    </button> `;
  }
}

function outcomeGlyph(outcome: string): TemplateResult | typeof nothing {
  // What a ladder tells of its calls are outcomes of call rows.
  return outcomeMark(outcome as Parameters<typeof outcomeMark>[0]);
}

/** A party as short as it can be told. */
function party(uri: string | undefined): string {
  return uri === undefined ? '?' : label(uri.replace(/^(?:sips?|tel):/, '').replace(/[@;?].*$/s, ''), 40);
}

customElements.define('sip-part-chips', SipPartChips);
