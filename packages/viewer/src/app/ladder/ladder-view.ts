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
import type { Ladder, LadderArrow } from '@sipscope/analyzer';
import { CommandsController } from '../commands/commands.ts';
import type { Zone } from '../format/time.ts';
import { NarrowController } from '../parts/narrow-controller.ts';
import { type MessageRef, sameMessage } from '../route/route.ts';
import { WindowController } from '../table/window-controller.ts';
import { controls } from '../theme/controls.ts';
import { words } from '../words/words.ts';
import type { ArrowColours } from './colour-arrows.ts';
import { FindController } from './find-controller.ts';
import { KeyPresses } from './key-presses.ts';
import { ladderCommands } from './ladder-commands.ts';
import { LadderDrawing, originStep } from './ladder-drawing.ts';
import { isOtherLook, type LadderLook, nextLook, plainLook } from './ladder-look.ts';
import type { LadderPicture } from './ladder-picture.ts';
import { type ArrowItem, arrowKey, type LadderLayout, type LadderRow } from './ladder-row.ts';
import { drawRows, drawTimes, type LadderScene, rowUnder } from './ladder-window.ts';
import { arrowHeight, lineOf, rowOfMessage } from './layout-ladder.ts';
import { PrintController } from './print-controller.ts';
import './lanes/sip-ladder-heads.ts';
import './sip-ladder-bar.ts';
import type { SipLadderFind } from './sip-ladder-find.ts';
import './sip-ladder-minimap.ts';
import { ladderStyles } from './sip-ladder.styles.ts';
import { timeMargin } from './time-modes.ts';

const headHeight = 44;
const ladderWords = words('ladder-list', { label: 'Messages of the call', since: 'start', clock: 'time', delta: 'Δ' });

/**
 * A call as a ladder: a lane an endpoint, an arrow a message.
 *
 * @fires message-selected - `{message}`: a `MessageRef`; by click or key.
 * @fires message-entered - Enter on the selected arrow: the reader wants to read it.
 * @fires message-marked - `{message}`: Space on the selected arrow: it shall be held against another.
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
    marked: { attribute: false },
    width: { state: true },
    open: { state: true },
    hovered: { state: true },
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
  /** Messages that are marked to be held against each other, the first one first. */
  declare marked: readonly MessageRef[];
  declare private width: number;
  /** Keys of the arrows whose repeats stand on their own. */
  declare private open: ReadonlySet<string>;
  /** The row the pointer is on. */
  declare private hovered: number;
  /** The transaction that is followed. */
  declare private followed: string | undefined;

  readonly #window = new WindowController(this);
  readonly #narrow = new NarrowController(this);
  readonly #resizes = new ResizeObserver(() => {
    this.width = this.#scroller?.clientWidth ?? 0;
  });
  readonly #keys = new KeyPresses();
  readonly #print = new PrintController(this, () => this.picture());
  readonly #find = new FindController(this, {
    layout: () => this.#drawing?.layout,
    selected: () => this.#selectedRow(),
    show: (at) => this.#showRow(at),
    select: (at) => this.#selectRow(at),
    closed: () => this.focus(),
  });
  #drawing: LadderDrawing | undefined;
  /** Keys of what is marked. */
  #marks: readonly string[] = [];
  #scene: LadderScene | undefined;
  #placed: LadderLayout | undefined;
  /** Height of the window the selected arrow was brought into: in another it is looked for again. */
  #revealedIn = 0;

  constructor() {
    super();
    this.folded = true;
    this.zone = 'utc';
    this.look = plainLook;
    this.headline = [];
    this.marked = [];
    this.width = 0;
    this.open = new Set();
    this.hovered = -1;
    new CommandsController(this, () =>
      ladderCommands({
        changeLook: (which) => this.#chooseLook(nextLook(this.look, which)),
        follow: () => this.#follow(),
        find: () => this.#openFind(),
      }),
    );
  }

  /** Without scrolling: the list is longer than its window, and the selected arrow is shown anyway. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('[role="listbox"]')?.focus({ preventScroll: true });
  }

  /** What is shown, to be made a picture of; undefined before anything is. */
  picture(): LadderPicture | undefined {
    const { headline, look, zone } = this;
    if (this.#drawing === undefined) return undefined;
    return { ladder: this.ladder, headline, look, zone, folding: { isFolded: this.folded, open: this.open } };
  }

  /** Whether the browser's own command prints it, too: what that needs has come. */
  get canPrint(): boolean {
    return this.#print.isReady;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.#isOtherCall(changed)) {
      this.open = new Set();
      this.hovered = -1;
      this.followed = undefined;
    }
    const before = changed.get('look') as LadderLook | undefined;
    const isRespaced =
      changed.has('look') && (before?.spacing !== this.look.spacing || before.times !== this.look.times);
    const isOther = ['ladder', 'folded', 'width', 'open'].some((name) => changed.has(name)) || isRespaced;
    if (isOther || this.#drawing === undefined) this.#arrange();
    const marks = this.marked.map(arrowKey);
    if (marks.join() !== this.#marks.join()) this.#marks = marks;
  }

  #arrange(): void {
    const isNarrow = this.#narrow.isNarrow;
    this.#drawing = new LadderDrawing(this.ladder, {
      width: this.width,
      margin: timeMargin(this.look.times, isNarrow),
      leastGap: isNarrow ? narrowGap(this.ladder.lanes.length) : 140,
      isFolded: this.folded,
      open: this.open,
      spacing: this.look.spacing,
    });
  }

  protected override render(): TemplateResult {
    const drawing = this.#drawing;
    if (drawing === undefined) return html``;
    const { layout } = drawing;
    this.#window.content = layout.height;
    const scene = drawing.scene(
      {
        top: this.#window.contentTop,
        viewport: this.#window.viewport,
        times: { mode: this.look.times, zone: this.zone, isNarrow: this.#narrow.isNarrow, margin: layout.margin },
        zone: this.zone,
        chosen: this.#selectedRow(),
        hovered: this.hovered,
        matches: this.#find.rows,
        current: this.#find.shown,
        followed: this.followed,
        marked: this.#marks,
      },
      this.look.colours,
    );
    this.#scene = scene;
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
            aria-label=${ladderWords.label}
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
        ${this.#drawMinimap(layout, scene.colours)} ${this.#find.draw()}
      </div>
      <sip-ladder-bar
        .look=${this.look}
        .legend=${scene.colours.legend}
        @look-chosen=${(event: CustomEvent<{ look: Partial<LadderLook> }>) =>
          this.#chooseLook({ ...this.look, ...event.detail.look })}
      ></sip-ladder-bar>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    const scroller = this.#scroller;
    this.#window.attach(scroller, headHeight);
    // Its width changes with what stands beside it, too.
    if (scroller !== undefined) this.#resizes.observe(scroller);
    const layout = this.#drawing?.layout;
    if (layout === undefined) return;
    this.#setStyle('--spacer', `${this.#window.spacer}px`);
    this.#setStyle('--shift', `${this.#window.shift + (this.#scene?.origin ?? 0)}px`);
    if (this.#placed !== layout) this.#place(layout);
    const isResized = this.#window.viewport !== this.#revealedIn;
    const isOther = ['selected', 'folded', 'look'].some((name) => changed.has(name)) || this.#isOtherCall(changed);
    if (isResized || isOther) this.#reveal();
  }

  /** Of one call that goes on, and of lanes put in order, what is seen stays. */
  #isOtherCall(changed: PropertyValues): boolean {
    const before = changed.get('ladder') as Ladder | undefined;
    return changed.has('ladder') && (before === undefined || before.call !== this.ladder.call);
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
        ${times === 'delta' ? nothing : html`<span>${ladderWords[times]}</span>`}<span class="delta"
          >${ladderWords.delta}</span
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
      .found=${this.#find.matches}
      .top=${this.#window.contentTop}
      .viewport=${this.#window.viewport}
      @place-chosen=${(event: CustomEvent<{ top: number }>) => this.#window.scrollTo(event.detail.top)}
    ></sip-ladder-minimap>`;
  }

  #chooseLook(look: LadderLook): void {
    this.look = look;
    this.dispatchEvent(new CustomEvent('look-changed', { detail: { look } }));
  }

  #follow(): void {
    const item = this.#rowAt(this.#selectedRow())?.item;
    const transaction = item?.kind === 'arrow' ? item.arrow.transaction : undefined;
    this.followed = this.followed === transaction ? undefined : transaction;
  }

  #openFind(): void {
    this.#find.open();
    void this.updateComplete.then(() => this.renderRoot.querySelector<SipLadderFind>('sip-ladder-find')?.focus());
  }

  #rowAt(at: number): LadderRow | undefined {
    return this.#drawing?.layout.rows[at];
  }

  #selectedRow(): number {
    const layout = this.#drawing?.layout;
    if (this.selected === undefined || layout === undefined) return -1;
    return rowOfMessage(layout, this.selected.frame, this.selected.index);
  }

  #reveal(): void {
    const row = this.#rowAt(this.#selectedRow());
    if (row === undefined || this.#window.viewport === 0) return;
    this.#revealedIn = this.#window.viewport;
    // Of its free room, only what fits.
    const top = Math.max(row.top, row.top + row.height - this.#window.viewport / 2);
    this.#window.reveal([top, row.top + row.height]);
  }

  #selectRow(at: number): void {
    const item = this.#rowAt(at)?.item;
    if (item?.kind === 'arrow') this.#tell(item);
  }

  #tell({ arrow }: ArrowItem): void {
    const message = refOf(arrow);
    if (sameMessage(message, this.selected)) return;
    this.dispatchEvent(new CustomEvent('message-selected', { detail: { message } }));
  }

  #mark({ arrow }: ArrowItem): void {
    this.dispatchEvent(new CustomEvent('message-marked', { detail: { message: refOf(arrow) } }));
  }

  readonly #clicked = (event: Event): void => {
    const item = this.#rowAt(rowUnder(event))?.item;
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
    const arrowRows = this.#drawing?.layout.arrowRows ?? [];
    const selected = this.#rowAt(this.#selectedRow());
    const isPressed = this.#keys.press(event, {
      item: selected?.item.kind === 'arrow' ? selected.item : undefined,
      count: arrowRows.length,
      seen: this.#window.viewport / arrowHeight,
      select: (number) => this.#selectRow(arrowRows[number] ?? -1),
      enter: () => this.dispatchEvent(new CustomEvent('message-entered')),
      unfold: (item) => this.#unfold(item),
      mark: (item) => this.#mark(item),
      center: () => selected !== undefined && this.#center(selected),
    });
    if (isPressed) event.preventDefault();
  };

  #showRow(at: number): void {
    const row = this.#rowAt(at);
    if (row !== undefined && !this.#isSeen(row)) this.#center(row);
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

/** Of a phone: three lanes, the usual call through a proxy, are all seen; more need scrolling, and so have room for their texts. */
function narrowGap(lanes: number): number {
  return lanes === 3 ? 104 : 128;
}

function refOf({ frame, index = 0 }: LadderArrow): MessageRef {
  return index > 0 ? { frame, index } : { frame };
}
