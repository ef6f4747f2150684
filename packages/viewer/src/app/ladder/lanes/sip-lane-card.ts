import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { label } from '../../format/visible.ts';
import { controls } from '../../theme/controls.ts';
import { addressesOf, type ArrangedLane, type LaneChange, laneColours, longestLaneName } from './lane-arrangement.ts';
import { LanesChangedEvent } from './lane-change-event.ts';
import { laneName } from './lane-name.ts';
import { laneWords } from './lane-words.ts';
import { cardStyles } from './sip-lane-card.styles.ts';

/** A lane among those that are drawn. */
type Chosen = { readonly lane: ArrangedLane; readonly lanes: readonly ArrangedLane[]; readonly at: number };

/** Addresses of one lane that are listed. */
const mostListed = 12;
const margin = 4;

/**
 * The menu of one lane: its name and colour, its place, what it is merged with and why, whether it is drawn.
 *
 * @fires lanes-changed - `LanesChangedEvent`.
 */
export class SipLaneCard extends LitElement {
  static override properties: PropertyDeclarations = { chosen: { state: true } };
  static override styles: CSSResultGroup = [controls, cardStyles];

  declare private chosen: Chosen | undefined;
  #opener: HTMLElement | undefined;

  /** Below `opener`, which has the keys again when it is closed. */
  open(chosen: Chosen, opener: HTMLElement): void {
    this.chosen = chosen;
    this.#opener = opener;
    void this.updateComplete.then(() => {
      const card = this.#card;
      card?.showPopover();
      this.#place();
      card?.querySelector<HTMLElement>('input')?.focus({ preventScroll: true });
    });
  }

  protected override render(): TemplateResult {
    return html`<div
      id="card"
      popover
      role="dialog"
      aria-label=${this.chosen === undefined ? '' : laneWords.menu(laneName(this.chosen.lane))}
      @toggle=${this.#toggled}
      @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
    >
      ${this.chosen === undefined ? nothing : this.#drawCard(this.chosen)}
    </div>`;
  }

  #drawCard({ lane, lanes, at }: Chosen): TemplateResult {
    const others = lanes.filter((other) => other !== lane);
    return html`
      <form @submit=${this.#rename}>
        <label
          >${laneWords.name}<input
            name="name"
            maxlength=${longestLaneName}
            autocomplete="off"
            .value=${label(lane.name ?? '', longestLaneName)}
        /></label>
        <button class="framed">${laneWords.rename}</button>
      </form>
      ${this.#drawFacts(lane)}
      <div class="colours" role="group" aria-label=${laneWords.colour}>${this.#drawColours(lane)}</div>
      <div class="row">
        <button ?disabled=${at === 0} @click=${() => this.#put(-1)}>${laneWords.left}</button>
        <button ?disabled=${at === lanes.length - 1} @click=${() => this.#put(1)}>${laneWords.right}</button>
      </div>
      ${
        others.length === 0
          ? nothing
          : html`<label class="row"
              >${laneWords.mergeWith}
              <select @change=${this.#merge}>
                <option value=""></option>
                ${others.map((other) => html`<option value=${lanes.indexOf(other)}>${laneName(other)}</option>`)}
              </select></label
            >`
      }
      ${
        lane.merged === undefined
          ? nothing
          : html`<button @click=${() => this.#tell({ kind: 'split', lane })}>${laneWords.split}</button>`
      }
      <button ?disabled=${others.length === 0} @click=${() => this.#tell({ kind: 'hide', lane })}>
        ${laneWords.hide}
      </button>
      <p class="quiet">${laneWords.keptForCapture}</p>
    `;
  }

  /** Its addresses, and why they are one lane. */
  #drawFacts(lane: ArrangedLane): TemplateResult {
    const { merged = [], why = [] } = lane;
    const reasons = [
      ...why,
      ...(merged.includes('participant') ? [laneWords.participant] : []),
      ...(merged.includes('user') ? [laneWords.user] : []),
    ];
    const addresses = addressesOf(lane);
    return html`<ul class="mono">
        ${addresses.slice(0, mostListed).map((address) => html`<li><bdi>${label(address, 80)}</bdi></li>`)}
        ${addresses.length > mostListed ? html`<li>+${addresses.length - mostListed}</li>` : nothing}
      </ul>
      ${reasons.slice(0, mostListed).map((reason) => html`<p class="quiet">${label(reason, 300)}</p>`)}`;
  }

  #drawColours(lane: ArrangedLane): TemplateResult {
    const choose = (colour: number | undefined) => () => this.#tell({ kind: 'colour', lane, colour });
    return html`<button
        class="swatch none"
        aria-label=${laneWords.noColour}
        title=${laneWords.noColour}
        aria-pressed=${lane.colour === undefined ? 'true' : 'false'}
        @click=${choose(undefined)}
      ></button>
      ${Array.from({ length: laneColours }, (_, at) => at + 1).map(
        (colour) =>
          html`<button
            class="swatch colour-${colour}"
            aria-label=${laneWords.colourAt(colour)}
            title=${laneWords.colourAt(colour)}
            aria-pressed=${lane.colour === colour ? 'true' : 'false'}
            @click=${choose(colour)}
          ></button>`,
      )}`;
  }

  get #card(): HTMLElement | null {
    return this.renderRoot.querySelector('#card');
  }

  #place(): void {
    const card = this.#card;
    const head = this.#opener?.getBoundingClientRect();
    if (card === null || head === undefined) return;
    const { width } = card.getBoundingClientRect();
    const left = Math.max(margin, Math.min(innerWidth - width - margin, head.left + head.width / 2 - width / 2));
    card.style.left = `${left}px`;
    card.style.top = `${head.bottom + 2}px`;
    card.style.maxHeight = `${Math.max(120, innerHeight - head.bottom - 2 * margin)}px`;
  }

  readonly #toggled = (event: ToggleEvent): void => {
    if (event.newState === 'closed' && this.renderRoot.contains(this.shadowRoot?.activeElement ?? null))
      this.#opener?.focus();
  };

  readonly #rename = (event: SubmitEvent): void => {
    event.preventDefault();
    const lane = this.chosen?.lane;
    const name = this.renderRoot.querySelector('input')?.value ?? '';
    if (lane !== undefined) this.#tell({ kind: 'rename', lane, name });
  };

  readonly #merge = (event: Event): void => {
    const { lane, lanes = [] } = this.chosen ?? {};
    const written = event.target instanceof HTMLSelectElement ? event.target.value : '';
    const other = written === '' ? undefined : lanes[Number(written)];
    if (lane !== undefined && other !== undefined) this.#tell({ kind: 'merge', lane, other });
  };

  #put(step: 1 | -1): void {
    const { lane, lanes = [], at = 0 } = this.chosen ?? {};
    if (lane === undefined) return;
    const ordered = lanes.filter((other) => other !== lane);
    ordered.splice(at + step, 0, lane);
    this.#tell({ kind: 'order', lanes: ordered });
  }

  #tell(change: LaneChange): void {
    this.#card?.hidePopover();
    this.dispatchEvent(new LanesChangedEvent(change));
  }
}

customElements.define('sip-lane-card', SipLaneCard);
