import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import { icon } from '../../parts/icons.ts';
import { controls } from '../../theme/controls.ts';
import type { ArrangedLadder } from './arrange-lanes.ts';
import { isPlain, type LaneArrangement, type LaneChange } from './lane-arrangement.ts';
import { LanesChangedEvent } from './lane-change-event.ts';
import { laneName } from './lane-name.ts';
import { laneWords } from './lane-words.ts';

/**
 * What holds for all lanes: whether each is a device or an address, which are hidden, and the way back.
 *
 * @fires lanes-changed - `LanesChangedEvent`.
 */
export class SipLanesMenu extends LitElement {
  static override properties: PropertyDeclarations = {
    ladder: { attribute: false },
    arrangement: { attribute: false },
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      #menu {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 4px;
        max-width: calc(100vw - 8px);
        max-height: 70vh;
        overflow: auto;
        border: 1px solid var(--edge);
        border-radius: 6px;
        background: var(--page);
        color: var(--ink);
      }
      #menu button {
        display: flex;
        width: 100%;
      }
      p {
        margin: 4px 8px;
        font-size: var(--small);
      }
      [aria-checked='true']::before,
      [aria-checked='false']::before {
        content: '';
        width: 8px;
        height: 8px;
        border: 1px solid var(--edge);
        border-radius: 50%;
      }
      [aria-checked='true']::before {
        background: var(--accent);
      }
      .hidden {
        color: var(--warn);
      }
      @media (max-width: 720px) {
        .word {
          display: none;
        }
      }
    `,
  ];

  declare ladder: ArrangedLadder;
  declare arrangement: LaneArrangement;

  protected override render(): TemplateResult {
    const { hidden } = this.ladder;
    const told = hidden === undefined ? undefined : laneWords.hidden(hidden.lanes.length, hidden.arrows);
    return html`
      <button
        popovertarget="menu"
        title=${told ?? laneWords.lanesTitle}
        aria-label=${told === undefined ? laneWords.lanes : `${laneWords.lanes}, ${told}`}
      >
        ${icon('columns')}<span class="word ${told === undefined ? '' : 'hidden'}">${told ?? laneWords.lanes}</span>
      </button>
      <div
        id="menu"
        popover
        role="dialog"
        aria-label=${laneWords.lanes}
        @beforetoggle=${this.#place}
        @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
      >
        <div role="radiogroup" aria-label=${laneWords.lanes}>
          ${this.#drawKind('participant', laneWords.byDevice)} ${this.#drawKind('endpoint', laneWords.byEndpoint)}
        </div>
        ${hidden?.lanes.map(
          (lane) =>
            html`<button @click=${() => this.#tell({ kind: 'show', lane })}>${laneWords.show(laneName(lane))}</button>`,
        )}
        ${
          isPlain(this.arrangement)
            ? nothing
            : html`<button @click=${() => this.#tell({ kind: 'reset' })}>${laneWords.reset}</button>`
        }
        <p class="quiet">${laneWords.keptForCapture}</p>
      </div>
    `;
  }

  #drawKind(by: 'participant' | 'endpoint', text: string): TemplateResult {
    const isChosen = (this.arrangement.by ?? 'participant') === by;
    return html`<button
      role="radio"
      aria-checked=${isChosen ? 'true' : 'false'}
      @click=${() => this.#tell({ kind: 'by', by })}
    >
      ${text}
    </button>`;
  }

  readonly #place = (): void => {
    const button = this.renderRoot.querySelector('button')?.getBoundingClientRect();
    const menu = this.renderRoot.querySelector<HTMLElement>('#menu');
    if (button === undefined || menu === null) return;
    menu.style.top = `${button.bottom + 2}px`;
    menu.style.right = `${Math.max(4, innerWidth - button.right)}px`;
  };

  #tell(change: LaneChange): void {
    this.renderRoot.querySelector<HTMLElement>('#menu')?.hidePopover();
    this.dispatchEvent(new LanesChangedEvent(change));
  }
}

customElements.define('sip-lanes-menu', SipLanesMenu);
