import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { Backend } from '../../api/backend.ts';
import type { ListName } from '../../api/lists.ts';
import type { Timeline } from '../../api/timeline.ts';
import { formatCount } from '../format/number.ts';
import type { Zone } from '../format/time.ts';
import { icon } from '../parts/icons.ts';
import { controls } from '../theme/controls.ts';
import { CanvasController } from './canvas-controller.ts';
import { drawTimeline } from './draw-timeline.ts';
import { timelineStyles } from './sip-timeline.styles.ts';
import type { TimeRange } from './time-range.ts';
import { type Cursor, cursorRange, dragged, type Grip, gripAt, moveCursor } from './timeline-brush.ts';
import {
  type BucketRange,
  bucketOf,
  bucketsOfRange,
  formatMoment,
  formatRange,
  rangeOfBuckets,
  shareOfRange,
  tallyOf,
  ticksOf,
  wholeRange,
} from './timeline-scale.ts';
import { tallyText, timelineWords } from './timeline-words.ts';

/** Least width of a bucket, in CSS pixels. */
const bucketPixels = 4;
/** Least distance between two written times, in CSS pixels. */
const tickPixels = 110;
/** How long a filter stands still before it is counted anew. */
const settleMs = 120;

/**
 * When the rows of a list began, over the whole of the capture's time: bars of counts, what went wrong on top. Dragging, or the
 * keyboard, narrows the list to a part of the time.
 *
 * @fires range-changed - `{range}`: a `TimeRange`, undefined for all of the time.
 */
export class SipTimeline extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: {},
    list: {},
    noun: {},
    filter: {},
    range: { attribute: false },
    zone: {},
    version: { type: Number },
    timeline: { state: true },
    cursor: { state: true },
    hovered: { state: true },
    drag: { state: true },
    said: { state: true },
    hasTable: { state: true },
    grip: { state: true },
  };
  static override styles: CSSResultGroup = [controls, timelineStyles];

  declare backend: Backend;
  declare capture: string;
  declare list: ListName;
  /** What the rows are called in a sentence: `calls`. */
  declare noun: string;
  /** Of the list, without what narrows its time. */
  declare filter: string;
  /** What the list is narrowed to. */
  declare range: TimeRange | undefined;
  declare zone: Zone;
  /** Grows while the capture is being written: the rows are counted again then. */
  declare version: number;
  declare private timeline: Timeline | undefined;
  declare private cursor: Cursor | undefined;
  declare private hovered: number | undefined;
  /** What is chosen while the pointer drags. */
  declare private drag:
    | { readonly grip: Grip; readonly before: BucketRange | undefined; readonly chosen: BucketRange }
    | undefined;
  declare private said: string;
  declare private hasTable: boolean;
  declare private grip: Grip['kind'];

  readonly #canvas = new CanvasController(this);
  #asking: AbortController | undefined;
  #settle: ReturnType<typeof setTimeout> | undefined;
  #buckets = 0;

  constructor() {
    super();
    this.filter = '';
    this.noun = '';
    this.zone = 'utc';
    this.version = 0;
    this.said = '';
    this.hasTable = false;
    this.grip = 'new';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#asking?.abort();
    clearTimeout(this.#settle);
  }

  protected override willUpdate(changed: PropertyValues<SipTimeline>): void {
    const isOther = changed.has('capture') || changed.has('list');
    if (isOther) {
      this.timeline = undefined;
      this.cursor = undefined;
      this.hovered = undefined;
    }
    const buckets = Math.max(20, Math.floor(this.#canvas.width / bucketPixels));
    const isWider = this.#canvas.width > 0 && buckets !== this.#buckets;
    if (this.#canvas.width === 0) return;
    if (isOther || isWider || changed.has('filter') || changed.has('version') || changed.has('backend')) {
      const isFirst = this.#buckets === 0 || isOther;
      this.#buckets = buckets;
      this.#askSoon(isFirst ? 0 : settleMs);
    }
  }

  protected override render(): TemplateResult {
    const { timeline } = this;
    const told = this.#told();
    return html`
      <div
        class="field ${{ new: '', first: 'edge', last: 'edge', whole: 'grab' }[this.grip]}"
        role="slider"
        tabindex="0"
        aria-label=${timelineWords.name(this.noun)}
        aria-description=${timelineWords.keys}
        aria-valuemin="0"
        aria-valuemax=${Math.max(0, (timeline?.counts.length ?? 1) - 1)}
        aria-valuenow=${this.cursor?.at ?? 0}
        aria-valuetext=${`${told.when}: ${told.what}`}
        @keydown=${this.#keyPressed}
        @pointerdown=${this.#pressed}
        @pointermove=${this.#moved}
        @pointerup=${this.#released}
        @pointercancel=${this.#givenUp}
        @pointerleave=${this.#left}
        @dblclick=${() => this.#narrow(undefined)}
        @blur=${() => {
          this.cursor = undefined;
        }}
      >
        <canvas aria-hidden="true"></canvas>
        <div class="ticks" aria-hidden="true">${this.#drawTicks()}</div>
        <span class="inks" aria-hidden="true"
          ><i class="count"></i><i class="failed"></i><i class="chosen"></i><i class="line"></i><i class="faint"></i
        ></span>
      </div>
      <div class="told">
        <p class="when">
          <span>${told.when}</span>
          ${
            this.range === undefined
              ? nothing
              : html`<button
                  title=${timelineWords.clear}
                  aria-label=${timelineWords.clear}
                  @click=${() => this.#narrow(undefined)}
                >
                  ${icon('close')}
                </button>`
          }
        </p>
        <p class="quiet">${told.what}</p>
      </div>
      <button class="table" @click=${this.#openTable}>${timelineWords.table}</button>
      <span class="unseen" role="status">${this.said}</span>
      ${this.hasTable ? this.#drawTable() : nothing}
    `;
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas !== null) this.#canvas.attach(canvas);
    for (const mark of this.renderRoot.querySelectorAll<HTMLElement>('.ticks span'))
      mark.style.setProperty('--at', `${mark.dataset['at'] ?? 0}%`);
    this.#draw();
  }

  #draw(): void {
    const context = this.#canvas.prepare();
    const { timeline } = this;
    if (context === undefined || timeline === undefined) return;
    const narrowed = this.drag === undefined ? this.#narrowed(timeline) : sharesOf(timeline, this.drag.chosen);
    drawTimeline(
      context,
      { timeline, narrowed, cursor: this.#cursorRange() },
      { width: this.#canvas.width, height: this.#canvas.height, inks: this.#inks() },
    );
  }

  #narrowed(timeline: Timeline): readonly [start: number, end: number] | undefined {
    return this.range && shareOfRange(timeline, this.range);
  }

  #cursorRange(): BucketRange | undefined {
    if (this.drag !== undefined) return undefined;
    if (this.hovered !== undefined) return [this.hovered, this.hovered];
    return this.cursor && cursorRange(this.cursor);
  }

  /** The part that is pointed at, chosen or narrowed to, else all of it. */
  #told(): { readonly when: string; readonly what: string } {
    const { timeline } = this;
    if (timeline === undefined) return { when: ' ', what: timelineWords.loading };
    const last = timeline.counts.length - 1;
    if (last < 0) return { when: ' ', what: timelineWords.nothing };
    const pointed = this.drag?.chosen ?? this.#cursorRange();
    const narrowed = this.range && bucketsOfRange(timeline, this.range);
    const buckets = pointed ?? narrowed ?? [0, last];
    const range = rangeOfBuckets(timeline, buckets);
    const whole = wholeRange(timeline);
    return {
      when: formatRange({ ...whole, ...(pointed === undefined ? this.range : range) }, timeline.bucketMs, this.zone),
      what: tallyText(this.list, tallyOf(timeline, buckets)),
    };
  }

  #drawTicks(): TemplateResult[] {
    const { timeline } = this;
    if (timeline === undefined) return [];
    const { from, until } = wholeRange(timeline);
    const most = Math.max(1, Math.floor(this.#canvas.width / tickPixels));
    const ticks = ticksOf(timeline, most);
    const step = ticks.length > 1 ? (ticks[1]?.time ?? 0) - (ticks[0]?.time ?? 0) : timeline.bucketMs;
    const told = { bucketMs: step, zone: this.zone, withDay: until - from > 86_400_000 };
    return ticks
      .filter(({ share }) => share < 0.97)
      .map(({ share, time }) => html`<span data-at=${share * 100}>${formatMoment(time, told)}</span>`);
  }

  #drawTable(): TemplateResult {
    const timeline = this.timeline;
    const start = timeline === undefined ? 0 : Date.parse(timeline.from);
    const { bucketMs = 1, counts = [], failed = [] } = timeline ?? {};
    return html`<div
      id="table"
      popover
      role="dialog"
      aria-label=${timelineWords.name(this.noun)}
      tabindex="-1"
      @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
    >
      <table>
        <thead>
          <tr>
            <th scope="col">${timelineWords.time}</th>
            <th scope="col">${this.noun}</th>
            <th scope="col">${timelineWords.failed}</th>
          </tr>
        </thead>
        <tbody>
          ${counts.map((count, at) =>
            count === 0
              ? nothing
              : html`<tr>
                  <td>
                    ${formatRange({ from: start + at * bucketMs, until: start + (at + 1) * bucketMs }, bucketMs, this.zone)}
                  </td>
                  <td>${formatCount(count)}</td>
                  <td>${formatCount(failed[at] ?? 0)}</td>
                </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  /** Tokens follow the theme; a canvas takes them resolved. */
  #inks(): Parameters<typeof drawTimeline>[2]['inks'] {
    const ink = (name: string): string => {
      const probe = this.renderRoot.querySelector(`.inks .${name}`);
      return probe === null ? 'gray' : getComputedStyle(probe).color;
    };
    return {
      count: ink('count'),
      failed: ink('failed'),
      chosen: ink('chosen'),
      edge: ink('line'),
      faint: ink('faint'),
    };
  }

  #askSoon(after: number): void {
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => void this.#ask(), after);
  }

  /** What was counted before stands until this has come. A filter that is refused is told beside it. */
  async #ask(): Promise<void> {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const { backend, capture, list, filter } = this;
    try {
      const query = { buckets: this.#buckets, ...(filter !== '' && { filter }) };
      const timeline = await backend.timeline(capture, list, query, asking.signal);
      if (this.#asking === asking) this.timeline = timeline;
    } catch {
      if (this.#asking === asking) this.timeline ??= { from: '', until: '', bucketMs: 1, counts: [], failed: [] };
    }
  }

  readonly #openTable = async (): Promise<void> => {
    this.hasTable = true;
    await this.updateComplete;
    const table = this.renderRoot.querySelector<HTMLElement>('#table');
    table?.showPopover();
    table?.focus();
  };

  #bucketUnder(event: PointerEvent): { readonly bucket: number; readonly x: number } | undefined {
    const { timeline } = this;
    const box = this.renderRoot.querySelector('canvas')?.getBoundingClientRect();
    if (timeline === undefined || timeline.counts.length === 0 || box === undefined || box.width === 0)
      return undefined;
    const x = event.clientX - box.left;
    return { bucket: bucketOf(timeline, x / box.width), x };
  }

  #gripUnder(event: PointerEvent): Grip | undefined {
    const under = this.#bucketUnder(event);
    if (under === undefined || this.timeline === undefined) return undefined;
    return gripAt(under.x, this.#canvas.width, { bucket: under.bucket, narrowed: this.#narrowed(this.timeline) });
  }

  readonly #pressed = (event: PointerEvent): void => {
    const grip = this.#gripUnder(event);
    if (event.button !== 0 || grip === undefined || this.timeline === undefined) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    const before = this.range && bucketsOfRange(this.timeline, this.range);
    this.drag = { grip, before, chosen: grip.kind === 'new' ? [grip.at, grip.at] : (before ?? [grip.at, grip.at]) };
    this.cursor = undefined;
  };

  readonly #moved = (event: PointerEvent): void => {
    const under = this.#bucketUnder(event);
    if (under === undefined || this.timeline === undefined) return;
    this.hovered = under.bucket;
    if (this.drag === undefined) {
      this.grip = this.#gripUnder(event)?.kind ?? 'new';
      return;
    }
    const { grip, before } = this.drag;
    const chosen = dragged(grip, under.bucket, { before, buckets: this.timeline.counts.length });
    this.drag = { grip, before, chosen };
  };

  /** A click that drags nothing chooses nothing. */
  readonly #released = (): void => {
    const { drag, timeline } = this;
    this.drag = undefined;
    if (drag === undefined || timeline === undefined) return;
    const { grip, before, chosen } = drag;
    const hasMoved = grip.kind === 'new' ? chosen[0] !== chosen[1] : !sameBuckets(before, chosen);
    if (hasMoved) this.#narrow(rangeOfBuckets(timeline, chosen));
    else if (grip.kind === 'new') this.cursor = { at: grip.at, anchor: grip.at };
  };

  readonly #givenUp = (): void => {
    this.drag = undefined;
  };

  readonly #left = (): void => {
    this.hovered = undefined;
  };

  readonly #keyPressed = (event: KeyboardEvent): void => {
    const { timeline } = this;
    if (event.metaKey || event.ctrlKey || event.altKey || timeline === undefined || timeline.counts.length === 0)
      return;
    if (!this.#runKey(event, timeline)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #runKey({ key, shiftKey }: KeyboardEvent, timeline: Timeline): boolean {
    if (key === 'Escape') return this.#escape();
    if (key === 'Enter') {
      if (this.cursor === undefined) return false;
      this.#narrow(rangeOfBuckets(timeline, cursorRange(this.cursor)));
      return true;
    }
    const at = (this.range && bucketsOfRange(timeline, this.range))?.[0] ?? 0;
    const cursor = this.cursor ?? { at, anchor: at };
    const moved = moveCursor(cursor, { key, shift: shiftKey, buckets: timeline.counts.length });
    if (moved === undefined) return false;
    // The first press shows where the cursor is.
    this.cursor = this.cursor === undefined && !shiftKey && key.startsWith('Arrow') ? cursor : moved;
    this.hovered = undefined;
    return true;
  }

  /** Gives up a drag, then the choice, then what the list is narrowed to; with nothing left, Escape is another's. */
  #escape(): boolean {
    if (this.drag !== undefined) this.drag = undefined;
    else if (this.cursor !== undefined && this.cursor.at !== this.cursor.anchor) this.cursor = undefined;
    else if (this.range !== undefined) this.#narrow(undefined);
    else return false;
    return true;
  }

  #narrow(range: TimeRange | undefined): void {
    if (range === undefined && this.range === undefined) return;
    this.cursor = undefined;
    const { timeline } = this;
    this.said =
      range === undefined || timeline === undefined
        ? timelineWords.cleared
        : timelineWords.narrowed(formatRange({ ...wholeRange(timeline), ...range }, timeline.bucketMs, this.zone));
    this.dispatchEvent(new CustomEvent('range-changed', { detail: { range } }));
  }
}

function sharesOf({ counts }: Timeline, [first, last]: BucketRange): readonly [start: number, end: number] {
  return [first / counts.length, (last + 1) / counts.length];
}

function sameBuckets(one: BucketRange | undefined, other: BucketRange): boolean {
  return one !== undefined && one[0] === other[0] && one[1] === other[1];
}

customElements.define('sip-timeline', SipTimeline);
