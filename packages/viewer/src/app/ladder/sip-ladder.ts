import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Ladder } from '@sipscope/analyzer';
import type { Command } from '../commands/command.ts';
import { CommandsController } from '../commands/commands.ts';
import type { Zone } from '../format/time.ts';
import { NarrowController } from '../parts/narrow-controller.ts';
import { type MessageRef, sameMessage } from '../route/route.ts';
import { WindowController } from '../table/window-controller.ts';
import { controls } from '../theme/controls.ts';
import { words } from '../words/words.ts';
import { type ArrowColours, colourArrows } from './colour-arrows.ts';
import { findInLadder, nextMatch } from './find-in-ladder.ts';
import { arrowByKey } from './ladder-keys.ts';
import { type LadderLook, nextLook, plainLook } from './ladder-look.ts';
import type { LadderPicture } from './ladder-picture.ts';
import { type ArrowItem, arrowKey, type LadderLayout, type LadderRow } from './ladder-row.ts';
import { drawRows, drawTimes, type LadderScene } from './ladder-window.ts';
import './lanes/sip-ladder-heads.ts';
import { arrowHeight, layoutLadder, lineOf, rowOfMessage, rowsBetween } from './layout-ladder.ts';
import { type Connector, layoutConnectors } from './link-shapes.ts';
import './sip-ladder-bar.ts';
import './sip-ladder-find.ts';
import type { SipLadderFind } from './sip-ladder-find.ts';
import './sip-ladder-minimap.ts';
import { ladderStyles } from './sip-ladder.styles.ts';
import { layoutStrips, type Strip } from './strips.ts';
import { timeMargin } from './time-modes.ts';

const headHeight = 44;
/** Drawn beyond what is seen, so that a movement finds something there; drawn anew after so many pixels. */
const around = 300;
const step = 150;
/** Heights in a drawing begin anew after so many pixels. */
const originStep = 2 ** 19;
/** Within this time, two presses of a key are one command. */
const twiceMs = 700;

const ladderWords = words('ladder-commands', {
  group: 'Ladder',
  list: 'Messages of the call',
  times: 'Times since the start, of the day, or since the message before',
  spacing: 'Rows at even distances, or as long as the time between',
  colours: 'Colour by outcome, dialog, hop or leg',
  find: 'Find in the ladder',
  print: 'Print the ladder',
  follow: 'Follow the transaction of the selected message',
});

/**
 * A call as a ladder: a lane an endpoint, an arrow a message.
 *
 * @fires message-selected - `{message}`: a `MessageRef`; by click or key.
 * @fires message-entered - Enter on the selected arrow: the reader wants to read it.
 * @fires look-changed - `{look}`: a `LadderLook`, as the reader wants it now.
 */
export class SipLadder extends LitElement {
  static override properties: PropertyDeclarations = {
    ladder: { attribute: false },
    selected: { attribute: false },
    folded: { type: Boolean },
    zone: {},
    look: { attribute: false, hasChanged: isOtherLook },
    headline: { attribute: false },
    width: { state: true },
    open: { state: true },
    hovered: { state: true },
    query: { state: true },
    found: { state: true },
    followed: { state: true },
  };
  static override styles: CSSResultGroup = [controls, ladderStyles];

  declare ladder: Ladder;
  declare selected: MessageRef | undefined;
  /** Repeats and copies of a message in one arrow with a count. */
  declare folded: boolean;
  declare zone: Zone;
  declare look: LadderLook;
  /** What is said above a picture of it, a line each: who called whom, what came of it. */
  declare headline: readonly string[];
  declare private width: number;
  /** Keys of the arrows whose repeats stand on their own. */
  declare private open: ReadonlySet<string>;
  /** The row the pointer is on. */
  declare private hovered: number;
  /** What is looked for, while it is. */
  declare private query: string | undefined;
  /** The row of the match that is shown. */
  declare private found: number;
  /** The transaction that is followed. */
  declare private followed: string | undefined;

  readonly #window = new WindowController(this);
  readonly #narrow = new NarrowController(this);
  readonly #resizes = new ResizeObserver(() => {
    this.width = this.#scroller?.clientWidth ?? 0;
  });
  #layout: LadderLayout | undefined;
  #colours: ArrowColours | undefined;
  #strips: readonly Strip[] = [];
  #connectors: readonly Connector[] = [];
  #matches: readonly number[] = [];
  #matchSet: ReadonlySet<number> = new Set();
  #scene: LadderScene | undefined;
  #placed: LadderLayout | undefined;
  /** Height of the window the selected arrow was brought into: in another it is looked for again. */
  #revealedIn = 0;
  /** When `z` was pressed. */
  #pressedAt: number | undefined;
  #stopPrinting: (() => void) | undefined;

  constructor() {
    super();
    this.folded = true;
    this.zone = 'utc';
    this.look = plainLook;
    this.headline = [];
    this.width = 0;
    this.open = new Set();
    this.hovered = -1;
    this.found = -1;
    new CommandsController(this, () => this.#commands());
  }

  /** Without scrolling: the list is longer than its window, and the selected arrow is shown anyway. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('[role="listbox"]')?.focus({ preventScroll: true });
  }

  /** What is shown, to be made a picture of; undefined before anything is. */
  picture(): LadderPicture | undefined {
    const { headline, look, zone } = this;
    if (this.#layout === undefined) return undefined;
    return { ladder: this.ladder, headline, look, zone, folding: { isFolded: this.folded, open: this.open } };
  }

  /** Whether the browser's own command prints it, too: what that needs has come. */
  get canPrint(): boolean {
    return this.#stopPrinting !== undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Printed by the browser's own command, too: it waits for nothing, so what it needs is there before.
    void import('./ladder-print.ts').then(({ printWith }) => {
      if (this.isConnected) this.#stopPrinting = printWith(() => this.picture());
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#stopPrinting?.();
    this.#stopPrinting = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('ladder')) {
      this.open = new Set();
      this.hovered = -1;
      this.followed = undefined;
    }
    const before = changed.get('look') as LadderLook | undefined;
    const isRespaced =
      changed.has('look') && (before?.spacing !== this.look.spacing || before.times !== this.look.times);
    const isOther = ['ladder', 'folded', 'width', 'open'].some((name) => changed.has(name)) || isRespaced;
    if (isOther || this.#layout === undefined) this.#arrange();
    if (isOther || changed.has('look') || this.#colours === undefined) this.#colour();
    if (isOther || changed.has('query')) this.#find();
  }

  #arrange(): void {
    const isNarrow = this.#narrow.isNarrow;
    this.#layout = layoutLadder(this.ladder, {
      width: this.width,
      margin: timeMargin(this.look.times, isNarrow),
      leastGap: isNarrow ? narrowGap(this.ladder.lanes.length) : 140,
      isFolded: this.folded,
      open: this.open,
      spacing: this.look.spacing,
    });
    this.#connectors = layoutConnectors(this.#layout);
  }

  #colour(): void {
    if (this.#layout === undefined) return;
    this.#colours = colourArrows(this.ladder, this.look.colours);
    this.#strips = layoutStrips(this.#layout, this.#colours);
  }

  #find(): void {
    this.#matches = this.#layout === undefined ? [] : findInLadder(this.#layout, this.query ?? '');
    this.#matchSet = new Set(this.#matches);
  }

  protected override render(): TemplateResult {
    const layout = this.#layout;
    if (layout === undefined || this.#colours === undefined) return html``;
    this.#window.content = layout.height;
    const scene = this.#sceneNow(layout, this.#colours);
    const seen = scene.chosen >= scene.first && scene.chosen < scene.last ? layout.rows[scene.chosen]?.item : undefined;
    const end = Math.min(originStep, layout.height - scene.origin);
    return html`
      <div class="both">
        <div class="scroller">
          <div class="head">${guard([this.ladder, layout], () => this.#drawHead(layout))}</div>
          <div
            class="body"
            role="listbox"
            tabindex="0"
            aria-label=${ladderWords.list}
            aria-activedescendant=${seen?.kind === 'arrow' ? `arrow-${seen.number}` : nothing}
            @keydown=${this.#keyPressed}
            @click=${this.#clicked}
            @pointerover=${this.#pointed}
            @pointerleave=${this.#left}
          >
            <svg class="arrows" role="none" width=${layout.width} height=${end}>
              ${guard([scene], () => drawRows(scene))}
            </svg>
            <div class="margin" aria-hidden="true">
              <svg class="times" width=${layout.margin} height=${end}>${guard([scene], () => drawTimes(scene))}</svg>
            </div>
          </div>
        </div>
        ${this.#drawMinimap(layout, this.#colours)} ${this.query === undefined ? nothing : this.#drawFind()}
      </div>
      <sip-ladder-bar
        .look=${this.look}
        .legend=${this.#colours.legend}
        @look-chosen=${(event: CustomEvent<{ look: Partial<LadderLook> }>) =>
          this.#chooseLook({ ...this.look, ...event.detail.look })}
      ></sip-ladder-bar>
    `;
  }

  /** The same one as long as the same is to be drawn, so that a small movement draws nothing. */
  #sceneNow(layout: LadderLayout, colours: ArrowColours): LadderScene {
    const top = Math.floor(this.#window.contentTop / step) * step;
    const scene: LadderScene = {
      layout,
      colours,
      strips: this.#strips,
      connectors: this.#connectors,
      times: this.#timeColumn(layout),
      zone: this.zone,
      ...rowsBetween(layout.rows, top - around, top + step + this.#window.viewport + around),
      origin: Math.floor(Math.max(0, top - around) / originStep) * originStep,
      chosen: this.#selectedRow(layout),
      hovered: this.hovered,
      matches: this.#matchSet,
      followed: this.followed,
    };
    if (this.#scene !== undefined && isSameScene(scene, this.#scene)) return this.#scene;
    this.#scene = scene;
    return scene;
  }

  #timeColumn({ margin }: LadderLayout): LadderScene['times'] {
    const { mode, zone, isNarrow, margin: before } = this.#scene?.times ?? {};
    const next = { mode: this.look.times, zone: this.zone, isNarrow: this.#narrow.isNarrow, margin };
    const isSame = mode === next.mode && zone === next.zone && isNarrow === next.isNarrow && before === margin;
    return isSame && this.#scene !== undefined ? this.#scene.times : next;
  }

  protected override updated(changed: PropertyValues): void {
    const scroller = this.#scroller;
    this.#window.attach(scroller, headHeight);
    // Its width changes with what stands beside it, too.
    if (scroller !== undefined) this.#resizes.observe(scroller);
    const layout = this.#layout;
    if (layout === undefined) return;
    this.#setStyle('--spacer', `${this.#window.spacer}px`);
    this.#setStyle('--shift', `${this.#window.shift + (this.#scene?.origin ?? 0)}px`);
    if (this.#placed !== layout) this.#place(layout);
    const isResized = this.#window.viewport !== this.#revealedIn;
    const isOther = ['selected', 'ladder', 'folded', 'look'].some((name) => changed.has(name));
    if (isResized || isOther) this.#reveal(layout);
  }

  /** What stays while scrolling. Through the object model: a style attribute would need a laxer content security policy. */
  #place(layout: LadderLayout): void {
    this.#placed = layout;
    this.#setStyle('--width', `${layout.width}px`);
    this.#setStyle('--margin', `${layout.margin}px`);
  }

  readonly #styles = new Map<string, string>();

  #setStyle(name: string, value: string): void {
    if (this.#styles.get(name) === value) return;
    this.#styles.set(name, value);
    this.style.setProperty(name, value);
  }

  get #scroller(): HTMLElement | undefined {
    return this.renderRoot.querySelector<HTMLElement>('.scroller') ?? undefined;
  }

  #drawHead(layout: LadderLayout): TemplateResult {
    const { times } = this.look;
    return html`<div class="corner quiet">
        ${times === 'delta' ? nothing : html`<span>${headWords[times]}</span>`}<span class="delta"
          >${headWords.delta}</span
        >
      </div>
      <sip-ladder-heads
        .lanes=${layout.ladder.lanes}
        .places=${layout.lanes}
        .gap=${layout.laneGap}
      ></sip-ladder-heads>`;
  }

  /** Where there is more than is seen at once. */
  #drawMinimap(layout: LadderLayout, colours: ArrowColours): TemplateResult | typeof nothing {
    if (this.#window.viewport === 0 || layout.height <= this.#window.viewport * 1.1) return nothing;
    return html`<sip-ladder-minimap
      .layout=${layout}
      .colours=${colours}
      .found=${this.#matches}
      .top=${this.#window.contentTop}
      .viewport=${this.#window.viewport}
      @place-chosen=${(event: CustomEvent<{ top: number }>) => this.#window.scrollTo(event.detail.top)}
    ></sip-ladder-minimap>`;
  }

  #drawFind(): TemplateResult {
    return html`<sip-ladder-find
      .query=${this.query ?? ''}
      .count=${this.#matches.length}
      .at=${this.#matches.indexOf(this.found) + 1}
      @find-written=${(event: CustomEvent<{ query: string }>) => this.#lookFor(event.detail.query)}
      @find-moved=${(event: CustomEvent<{ step: 1 | -1 }>) => this.#showMatch(event.detail.step)}
      @find-closed=${() => this.#closeFind()}
    ></sip-ladder-find>`;
  }

  #commands(): readonly Command[] {
    const group = ladderWords.group;
    const change = (which: keyof LadderLook) => () => this.#chooseLook(nextLook(this.look, which));
    return [
      { id: 'ladder.times', title: ladderWords.times, group, keys: ['t'], run: change('times') },
      { id: 'ladder.spacing', title: ladderWords.spacing, group, keys: ['d'], run: change('spacing') },
      { id: 'ladder.colours', title: ladderWords.colours, group, keys: ['c'], run: change('colours') },
      { id: 'ladder.follow', title: ladderWords.follow, group, keys: ['f'], run: () => this.#follow() },
      { id: 'ladder.find', title: ladderWords.find, group, keys: ['$mod+f'], run: () => this.#openFind() },
      { id: 'ladder.print', title: ladderWords.print, group, run: () => window.print() },
    ];
  }

  #chooseLook(look: LadderLook): void {
    this.look = look;
    this.dispatchEvent(new CustomEvent('look-changed', { detail: { look } }));
  }

  #follow(): void {
    const item = this.#layout?.rows[this.#selectedRow(this.#layout)]?.item;
    const transaction = item?.kind === 'arrow' ? item.arrow.transaction : undefined;
    this.followed = this.followed === transaction ? undefined : transaction;
  }

  #openFind(): void {
    this.query ??= '';
    void this.updateComplete.then(() => this.renderRoot.querySelector<SipLadderFind>('sip-ladder-find')?.focus());
  }

  /** From what is selected on, so that the next letter moves no further than it must. */
  #lookFor(query: string): void {
    const layout = this.#layout;
    if (layout === undefined) return;
    this.query = query;
    this.#find();
    const from = Math.max(0, this.found, this.#selectedRow(layout));
    this.#showRow(nextMatch(this.#matches, from - 1, 1) ?? -1);
  }

  #showMatch(forward: 1 | -1): void {
    const found = nextMatch(this.#matches, this.found, forward);
    if (found === undefined) return;
    this.#showRow(found);
    this.#selectRow(found);
  }

  #showRow(at: number): void {
    this.found = at;
    const row = this.#layout?.rows[at];
    if (row !== undefined && !this.#isSeen(row)) this.#center(row);
  }

  #closeFind(): void {
    this.#selectRow(this.found);
    this.query = undefined;
    this.found = -1;
    this.focus();
  }

  #selectedRow(layout: LadderLayout): number {
    return this.selected === undefined ? -1 : rowOfMessage(layout, this.selected.frame, this.selected.index);
  }

  #reveal(layout: LadderLayout): void {
    const row = layout.rows[this.#selectedRow(layout)];
    if (row === undefined || this.#window.viewport === 0) return;
    this.#revealedIn = this.#window.viewport;
    // Of its free room, only what fits.
    const top = Math.max(row.top, row.top + row.height - this.#window.viewport / 2);
    this.#window.reveal([top, row.top + row.height]);
  }

  #selectRow(at: number): void {
    const item = this.#layout?.rows[at]?.item;
    if (item?.kind === 'arrow') this.#tell(item);
  }

  #tell({ arrow }: ArrowItem): void {
    const message: MessageRef = {
      frame: arrow.frame,
      ...(arrow.index !== undefined && arrow.index > 0 && { index: arrow.index }),
    };
    if (sameMessage(message, this.selected)) return;
    this.dispatchEvent(new CustomEvent('message-selected', { detail: { message } }));
  }

  readonly #clicked = (event: Event): void => {
    const at = rowUnder(event);
    const item = this.#layout?.rows[at]?.item;
    if (item?.kind !== 'arrow' || getSelection()?.isCollapsed === false) return;
    const isFold = event.composedPath().some((one) => one instanceof Element && one.matches('[data-part="fold"]'));
    if (isFold) this.#unfold(item);
    this.#tell(item);
    this.focus();
  };

  readonly #pointed = (event: Event): void => {
    this.hovered = rowUnder(event);
  };

  readonly #left = (): void => {
    this.hovered = -1;
  };

  /** Shows each sending of a message at its place, or none again. */
  #unfold({ arrow }: ArrowItem): void {
    const open = new Set(this.open);
    const key = arrowKey(arrow);
    if (!open.delete(key)) open.add(key);
    this.open = open;
  }

  readonly #keyPressed = (event: KeyboardEvent): void => {
    const layout = this.#layout;
    if (layout === undefined) return;
    const { rows, arrowRows } = layout;
    const selected = rows[this.#selectedRow(layout)]?.item;
    const at = selected?.kind === 'arrow' ? selected.number : -1;
    const next = arrowByKey(event, { at, count: arrowRows.length, seen: this.#window.viewport / arrowHeight });
    if (next !== undefined) this.#selectRow(arrowRows[next] ?? -1);
    else if (!this.#actByKey(event, selected?.kind === 'arrow' ? selected : undefined)) return;
    event.preventDefault();
  };

  #actByKey(event: KeyboardEvent, item: ArrowItem | undefined): boolean {
    if (event.metaKey || event.ctrlKey || event.altKey || item === undefined) return false;
    const isFolded = item.repeats.length + item.copies.length > 0;
    const isOpen = item.unfolded > 0;
    if (event.key === 'Enter' && !isFolded) this.dispatchEvent(new CustomEvent('message-entered'));
    else if ((event.key === 'Enter' || event.key === 'ArrowRight') && isFolded) this.#unfold(item);
    else if (event.key === 'ArrowLeft' && isOpen) this.#unfold(item);
    else if (event.key === 'z') this.#centerTwice(event);
    else return false;
    return true;
  }

  /** `zz`, as in vi: what is selected comes to the middle. */
  #centerTwice({ timeStamp: atMs }: KeyboardEvent): void {
    const layout = this.#layout;
    const row = layout?.rows[layout === undefined ? -1 : this.#selectedRow(layout)];
    const isSecond = this.#pressedAt !== undefined && atMs - this.#pressedAt < twiceMs;
    this.#pressedAt = isSecond ? undefined : atMs;
    if (isSecond && row !== undefined) this.#center(row);
  }

  #center(row: LadderRow): void {
    this.#window.scrollTo(lineOf(row) - this.#window.viewport / 2);
  }

  #isSeen(row: LadderRow): boolean {
    const { contentTop, viewport } = this.#window;
    const line = lineOf(row);
    return line > contentTop + arrowHeight && line < contentTop + viewport - arrowHeight;
  }
}

const headWords = words('ladder-heads', { since: 'start', clock: 'time', delta: 'Δ' });

function isOtherLook(one: LadderLook, other: LadderLook | undefined): boolean {
  return one.times !== other?.times || one.spacing !== other.spacing || one.colours !== other.colours;
}

/** Of a phone: three lanes, the usual call through a proxy, are all seen; more need scrolling, and so have room for their texts. */
function narrowGap(lanes: number): number {
  return lanes === 3 ? 104 : 128;
}

function isSameScene(one: LadderScene, other: LadderScene): boolean {
  return (Object.keys(one) as (keyof LadderScene)[]).every((name) => one[name] === other[name]);
}

/** The row an event of the pointer is on; -1 where it is on none. */
function rowUnder(event: Event): number {
  const row = event
    .composedPath()
    .find((one): one is SVGElement => one instanceof SVGElement && one.dataset['row'] !== undefined);
  return row === undefined ? -1 : Number(row.dataset['row']);
}

customElements.define('sip-ladder', SipLadder);
