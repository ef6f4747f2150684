import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { label } from '../../format/visible.ts';
import { controls } from '../../theme/controls.ts';
import type { ArrangedLane, LaneChange } from './lane-arrangement.ts';
import { LanesChangedEvent } from './lane-change-event.ts';
import { laneName } from './lane-name.ts';
import { laneWords } from './lane-words.ts';
import './sip-lane-card.ts';
import type { SipLaneCard } from './sip-lane-card.ts';
import { headStyles } from './sip-ladder-heads.styles.ts';

/** A pointer that moves no further presses. */
const dragFrom = 6;

type Drag = { readonly at: number; readonly fromX: number; readonly pointer: number; isMoving: boolean };

/**
 * The heads of the lanes: what each is called. By pointer and by key (Alt and an arrow) lanes change places; a press opens the lane's menu.
 *
 * @fires lanes-changed - `LanesChangedEvent`: what is to stand otherwise.
 */
export class SipLadderHeads extends LitElement {
  static override properties: PropertyDeclarations = {
    lanes: { attribute: false },
    places: { attribute: false },
    gap: { type: Number },
    said: { state: true },
  };
  static override styles: CSSResultGroup = [controls, headStyles];

  declare lanes: readonly ArrangedLane[];
  /** Where the middle of each is, in CSS pixels. */
  declare places: readonly { readonly x: number }[];
  /** From one middle to the next. */
  declare gap: number;
  /** What was just done, for those who hear it. */
  declare private said: string;

  #drag: Drag | undefined;
  /** What has the keys after the lanes were drawn anew. */
  #focusNext: string | undefined;

  constructor() {
    super();
    this.lanes = [];
    this.places = [];
    this.gap = 0;
    this.said = '';
  }

  protected override render(): TemplateResult {
    return html`
      <div role="group" aria-label=${laneWords.heads} aria-description=${laneWords.howTo}>
        ${this.lanes.map((lane, at) => this.#drawHead(lane, at))}
      </div>
      <span class="unseen" role="status">${this.said}</span>
      <sip-lane-card @lanes-changed=${this.#changed}></sip-lane-card>
    `;
  }

  #drawHead(lane: ArrangedLane, at: number): TemplateResult {
    const name = lane.name ?? lane.role;
    const { addresses = [] } = lane;
    const address = addresses.length > 1 ? laneWords.several(addresses.length) : label(lane.address, 60);
    const told = [name === undefined ? undefined : label(name, 80), lane.role, lane.address, ...addresses.slice(1)];
    const title = [...new Set(told.filter((part) => part !== undefined))].map((part) => label(part, 80));
    return html`<button
      class="lane ${lane.colour === undefined ? '' : `colour-${lane.colour}`}"
      tabindex=${at === 0 ? '0' : '-1'}
      title="${title.join('\n')}
${laneWords.messages(lane.messages)}"
      aria-haspopup="dialog"
      aria-label=${laneWords.head(`${laneName(lane)} ${address}`, at + 1, this.lanes.length)}
      @click=${() => this.#open(at)}
      @keydown=${(event: KeyboardEvent) => this.#keyPressed(event, at)}
      @pointerdown=${(event: PointerEvent) => this.#grab(event, at)}
      @pointermove=${this.#move}
      @pointerup=${this.#drop}
      @pointercancel=${this.#letGo}
    >
      ${name === undefined ? nothing : html`<bdi class="lane-name">${label(name, 80)}</bdi>`}
      <bdi class="address">${address}</bdi>
    </button>`;
  }

  /** Through the object model: a style attribute would need a laxer content security policy. */
  protected override updated(changed: PropertyValues<this>): void {
    for (const [at, head] of this.#heads.entries()) {
      head.style.left = `${(this.places[at]?.x ?? 0) - this.gap / 2 + 4}px`;
      head.style.width = `${Math.max(0, this.gap - 8)}px`;
      head.style.transform = '';
    }
    // What was asked for is there when the lanes are others.
    if (!changed.has('lanes')) return;
    const next = this.lanes.findIndex(({ address }) => address === this.#focusNext);
    this.#focusNext = undefined;
    if (next >= 0) this.#focusHead(next);
  }

  get #heads(): readonly HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.lane')];
  }

  #focusHead(at: number): void {
    const heads = this.#heads;
    for (const [place, head] of heads.entries()) head.tabIndex = place === at ? 0 : -1;
    heads[at]?.focus();
  }

  #open(at: number): void {
    const lane = this.lanes[at];
    const head = this.#heads[at];
    if (lane === undefined || head === undefined) return;
    this.renderRoot.querySelector<SipLaneCard>('sip-lane-card')?.open({ lane, lanes: this.lanes, at }, head);
  }

  #keyPressed(event: KeyboardEvent, at: number): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? this.lanes.length - 1 : at + step;
    if (to === at || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (to < 0 || to >= this.lanes.length) return;
    if (event.altKey) this.#put(at, to);
    else this.#focusHead(to);
  }

  /** The lane stands at another place; the others close up. */
  #put(at: number, to: number): void {
    const lanes = [...this.lanes];
    const [lane] = lanes.splice(at, 1);
    if (lane === undefined) return;
    lanes.splice(to, 0, lane);
    this.#focusNext = lane.address;
    this.said = laneWords.moved(laneName(lane), to + 1);
    this.#tell({ kind: 'order', lanes });
  }

  #tell(change: LaneChange): void {
    this.dispatchEvent(new LanesChangedEvent(change));
  }

  /** What the menu tells goes on to the page; after it, the keys are where they were. */
  readonly #changed = (event: LanesChangedEvent): void => {
    const { change } = event;
    if ('lane' in change) this.#focusNext = change.lane.address;
  };

  #grab(event: PointerEvent, at: number): void {
    if (event.button !== 0 || this.lanes.length < 2) return;
    this.#drag = { at, fromX: event.clientX, pointer: event.pointerId, isMoving: false };
  }

  readonly #move = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (drag === undefined || event.pointerId !== drag.pointer) return;
    const byX = event.clientX - drag.fromX;
    if (!drag.isMoving && Math.abs(byX) < dragFrom) return;
    const head = this.#heads[drag.at];
    if (!drag.isMoving) head?.setPointerCapture(event.pointerId);
    drag.isMoving = true;
    head?.classList.add('moving');
    if (head !== undefined) head.style.transform = `translateX(${byX}px)`;
  };

  readonly #drop = (event: PointerEvent): void => {
    const drag = this.#drag;
    this.#letGo();
    if (drag?.isMoving !== true || this.gap === 0) return;
    // The press it ends with opens no menu.
    this.#heads[drag.at]?.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => this.#heads[drag.at]?.removeEventListener('click', swallow, { capture: true }), 0);
    const steps = Math.round((event.clientX - drag.fromX) / this.gap);
    const to = Math.max(0, Math.min(this.lanes.length - 1, drag.at + steps));
    if (to !== drag.at) this.#put(drag.at, to);
  };

  readonly #letGo = (): void => {
    const head = this.#heads[this.#drag?.at ?? -1];
    this.#drag = undefined;
    head?.classList.remove('moving');
    if (head !== undefined) head.style.transform = '';
  };
}

function swallow(event: Event): void {
  event.stopImmediatePropagation();
  event.preventDefault();
}

customElements.define('sip-ladder-heads', SipLadderHeads);
