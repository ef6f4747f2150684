import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  svg,
  type SVGTemplateResult,
  type TemplateResult,
} from 'lit';
import type { Ladder, LadderArrow } from '@sipscope/analyzer';
import { levelTone, strongestLevel } from '../findings/finding-level.ts';
import { formatDuration, formatExactTime, formatSeconds, type Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { NarrowController } from '../parts/narrow-controller.ts';
import { statusTone, toneStyles } from '../parts/outcome.ts';
import { type MessageRef, sameMessage } from '../route/route.ts';
import { rowStep } from '../table/row-step.ts';
import { WindowController } from '../table/window-controller.ts';
import { controls } from '../theme/controls.ts';
import { arrowTitle, describeArrow } from './describe-arrow.ts';
import {
  arrowHeight,
  type LadderBar,
  type LadderLayout,
  type LadderRow,
  layoutLadder,
  rowOfMessage,
  rowsBetween,
} from './layout-ladder.ts';
import { ladderStyles } from './sip-ladder.styles.ts';

const headHeight = 44;
/** Drawn beyond what is seen, so that a quick movement finds something there. */
const around = 260;

/**
 * A call as a ladder: a lane an endpoint, an arrow a message.
 *
 * @fires message-selected - `{message}`: a `MessageRef`; by click or key.
 * @fires message-entered - Enter on the selected arrow: the reader wants to read it.
 */
export class SipLadder extends LitElement {
  static override properties: PropertyDeclarations = {
    ladder: { attribute: false },
    selected: { attribute: false },
    folded: { type: Boolean },
    zone: {},
    width: { state: true },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, ladderStyles];

  declare ladder: Ladder;
  declare selected: MessageRef | undefined;
  /** Repeats and copies of a message in one arrow with a count. */
  declare folded: boolean;
  declare zone: Zone;
  declare private width: number;

  readonly #window = new WindowController(this);
  readonly #narrow = new NarrowController(this);
  readonly #resizes = new ResizeObserver(() => {
    this.width = this.#scroller?.clientWidth ?? 0;
  });
  #layout: LadderLayout | undefined;
  /** Height of the window the selected arrow was brought into: in another it is looked for again. */
  #revealedIn = 0;

  constructor() {
    super();
    this.folded = true;
    this.zone = 'utc';
    this.width = 0;
  }

  /** Without scrolling: the list is longer than its window, and the selected arrow is shown anyway. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('[role="listbox"]')?.focus({ preventScroll: true });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<SipLadder>): void {
    const isOther = changed.has('ladder') || changed.has('folded') || changed.has('width' as keyof SipLadder);
    if (!isOther && this.#layout !== undefined) return;
    const isNarrow = this.#narrow.isNarrow;
    this.#layout = layoutLadder(this.ladder, {
      width: this.width,
      margin: isNarrow ? 76 : 132,
      leastGap: isNarrow ? narrowGap(this.ladder.lanes.length) : 140,
      isFolded: this.folded,
    });
  }

  protected override render(): TemplateResult {
    const layout = this.#layout;
    if (layout === undefined) return html``;
    this.#window.content = layout.height;
    const top = this.#window.contentTop - around;
    const { first, last } = rowsBetween(layout.rows, top, this.#window.contentTop + this.#window.viewport + around);
    const seen = layout.rows.slice(first, last);
    const start = seen[0]?.top ?? 0;
    const end = seen.reduce((sum, row) => sum + row.height, 0);
    const chosen = this.#selectedRow(layout);
    const chosenTransaction = layout.rows[chosen]?.arrow.transaction;
    const isSeen = chosen >= first && chosen < last;
    return html`
      <div class="scroller">
        <div class="head">${this.#drawHead(layout)}</div>
        <div
          class="body"
          role="listbox"
          tabindex="0"
          aria-label="Messages of the call"
          aria-activedescendant=${isSeen ? `arrow-${chosen}` : nothing}
          @keydown=${this.#keyPressed}
        >
          <svg class="arrows" role="none" width=${layout.width} height=${end}>
            ${seen.map((row, at) => this.#drawArrow(row, first + at, { layout, start, chosen }))}
          </svg>
          <div class="margin" aria-hidden="true">
            <div class="times">
              ${seen.map((row, at) => this.#drawTimes(row, first + at === chosen, chosenTransaction))}
            </div>
          </div>
        </div>
      </div>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#window.attach(this.#scroller, headHeight);
    const layout = this.#layout;
    if (layout === undefined) return;
    const top = this.#window.contentTop - around;
    const { first } = rowsBetween(layout.rows, top, top);
    this.style.setProperty('--width', `${layout.width}px`);
    this.style.setProperty('--margin', `${layout.margin}px`);
    this.style.setProperty('--spacer', `${this.#window.spacer}px`);
    this.style.setProperty('--shift', `${this.#window.shift + (layout.rows[first]?.top ?? 0)}px`);
    this.#placeHead(layout);
    const isResized = this.#window.viewport !== this.#revealedIn;
    if (isResized || changed.has('selected') || changed.has('ladder') || changed.has('folded')) this.#reveal(layout);
  }

  get #scroller(): HTMLElement | undefined {
    return this.renderRoot.querySelector<HTMLElement>('.scroller') ?? undefined;
  }

  #drawHead(layout: LadderLayout): TemplateResult {
    return html`<div class="corner quiet"><span>start</span><span class="delta">Δ</span></div>
      ${layout.lanes.map((_, at) => {
        const lane = this.ladder.lanes[at];
        if (lane === undefined) return nothing;
        const title = lane.name ?? lane.role;
        const name = title === undefined ? undefined : label(title, 80);
        const role = lane.role === undefined || title === lane.role ? '' : ` (${lane.role})`;
        return html`<div class="lane" title="${name ?? ''}${role} ${lane.address}, ${lane.messages} messages">
          ${name === undefined ? nothing : html`<bdi class="lane-name">${name}</bdi>`}
          <bdi class="address">${label(lane.address, 60)}</bdi>
        </div>`;
      })}`;
  }

  /** Through the object model: a style attribute would need a laxer content security policy. */
  #placeHead(layout: LadderLayout): void {
    for (const [at, lane] of this.renderRoot.querySelectorAll<HTMLElement>('.lane').entries()) {
      lane.style.left = `${(layout.lanes[at]?.x ?? 0) - layout.laneGap / 2 + 4}px`;
      lane.style.width = `${layout.laneGap - 8}px`;
    }
    const times = this.renderRoot.querySelectorAll<HTMLElement>('.time');
    for (const time of times) time.style.height = `${time.dataset['height'] ?? 0}px`;
  }

  #drawArrow(
    row: LadderRow,
    at: number,
    { layout, start, chosen }: { layout: LadderLayout; start: number; chosen: number },
  ): SVGTemplateResult {
    const { arrow } = row;
    const tone = arrow.kind === 'request' ? 'request' : statusTone(arrow.status ?? 0);
    const isProvisional = arrow.kind === 'response' && (arrow.status ?? 0) < 200;
    const isRepeat = arrow.retransmission === true || arrow.duplicate === true;
    const classes = ['arrow', arrow.kind, tone, isProvisional && 'provisional', isRepeat && 'repeat'];
    const y = row.lineY;
    return svg`<g
      role="option"
      id="arrow-${at}"
      class="${classes.filter(Boolean).join(' ')} ${at === chosen ? 'chosen' : ''}"
      aria-selected=${at === chosen ? 'true' : 'false'}
      aria-posinset=${at + 1}
      aria-setsize=${layout.rows.length}
      aria-label=${describeArrow(row, this.ladder)}
      transform="translate(0 ${row.top - start})"
      @click=${() => this.#select(row)}
    >
      <rect class="ground" y=${row.height - arrowHeight} width=${layout.width} height=${arrowHeight}></rect>
      <path class="lanes" d=${layout.lanes.map(({ x }) => `M${x} 0v${row.height}`).join('')}></path>
      ${row.pause === undefined ? nothing : svg`<text class="pause" x=${(layout.lanes[0]?.x ?? 0) + layout.laneGap / 2} y="14">${row.pause} of silence</text>`}
      ${
        row.from === row.to
          ? drawSelfArrow(row)
          : svg`<path class="line" d="M${row.from} ${y}H${row.to + (row.from < row.to ? -7 : 7)}"></path>
      <path class="tip" d=${tip(row.to, y, row.from < row.to)}></path>`
      }
<rect class="plate" x=${row.plate.x} y=${y - 8} width=${row.plate.width} height="16"></rect>
      <text class="label" x=${row.from === row.to ? row.from + 36 : (row.from + row.to) / 2} y=${y + 4} text-anchor=${row.from === row.to ? 'start' : 'middle'}
        ><tspan class="name">${row.label}</tspan
        >${isRepeat ? svg` <tspan class="count">${arrow.duplicate === true ? 'copy' : '⟲'}</tspan>` : nothing}${
          row.count === undefined ? nothing : svg` <tspan class="count">${row.count}</tspan>`
        }${row.sdp === undefined ? nothing : svg` <tspan class="sdp">${row.sdp}</tspan>`}${drawMark(arrow)}</text>
      ${row.bars.map(drawBar)}
      <title>${arrowTitle(arrow, this.zone)}</title>
    </g>`;
  }

  #drawTimes(row: LadderRow, isChosen: boolean, transaction: string | undefined): TemplateResult {
    const { arrow } = row;
    const isRelated = transaction !== undefined && arrow.transaction === transaction;
    return html`<div
      class="time ${isChosen ? 'chosen' : ''} ${isRelated ? 'related' : ''}"
      data-height=${row.height}
      title=${formatExactTime(arrow.time, this.zone)}
      @click=${() => this.#select(row)}
    >
      <span class="since">${formatSeconds(arrow.sinceStartMs)}</span>
      <span class="delta">${arrow.deltaMs === 0 ? '' : formatDuration(arrow.deltaMs)}</span>
    </div>`;
  }

  #selectedRow(layout: LadderLayout): number {
    return this.selected === undefined ? -1 : rowOfMessage(layout.rows, this.selected.frame, this.selected.index);
  }

  #reveal(layout: LadderLayout): void {
    const row = layout.rows[this.#selectedRow(layout)];
    if (row === undefined || this.#window.viewport === 0) return;
    this.#revealedIn = this.#window.viewport;
    this.#window.reveal([row.top, row.top + row.height]);
  }

  #select(row: LadderRow): void {
    if (getSelection()?.isCollapsed === false) return;
    this.#tell(row);
    this.focus();
  }

  #tell({ arrow }: LadderRow): void {
    const message: MessageRef = {
      frame: arrow.frame,
      ...(arrow.index !== undefined && arrow.index > 0 && { index: arrow.index }),
    };
    if (sameMessage(message, this.selected)) return;
    this.dispatchEvent(new CustomEvent('message-selected', { detail: { message } }));
  }

  readonly #keyPressed = (event: KeyboardEvent): void => {
    if (event.metaKey || event.ctrlKey || event.altKey || this.#layout === undefined) return;
    const { rows } = this.#layout;
    const step = rowStep(event.key, { seen: this.#window.viewport / arrowHeight, all: rows.length });
    if (step !== undefined) {
      const row = rows[Math.max(0, Math.min(rows.length - 1, this.#selectedRow(this.#layout) + step))];
      if (row !== undefined) this.#tell(row);
    } else if (event.key === 'Enter') this.dispatchEvent(new CustomEvent('message-entered'));
    else return;
    event.preventDefault();
  };
}

/** Of a phone: three lanes, the usual call through a proxy, are all seen; more need scrolling, and so have room for their texts. */
function narrowGap(lanes: number): number {
  return lanes === 3 ? 104 : 128;
}

/** Media: as wide as its way, with its tip at the lane it goes to, in the colour of its quality. */
function drawBar({ media, y, from, to, label: text }: LadderBar): SVGTemplateResult {
  const back = to >= from ? -8 : 8;
  return svg`<g class="media ${media.quality}">
      <path d="M${from} ${y - 7}H${to + back}L${to} ${y}L${to + back} ${y + 7}H${from}z"></path>
      <text x=${(from + to) / 2} y=${y + 4} text-anchor="middle">${text}</text>
      <title>${label(`#${media.frame}–${media.lastFrame} ${media.label}${problemText(media.problems)}`, 400)}</title>
    </g>`;
}

function problemText(problems: readonly string[] | undefined): string {
  return problems === undefined ? '' : ` (${problems.join(', ').replaceAll('-', ' ')})`;
}

function tip(x: number, y: number, isRightward: boolean): string {
  const back = isRightward ? -9 : 9;
  return `M${x} ${y}l${back} -4.5v9z`;
}

/** Glyph and colour of the worst that is wrong with a message: a departure from what must be, or from what should. */
function drawMark(arrow: LadderArrow): SVGTemplateResult | typeof nothing {
  const level = strongestLevel(arrow.findings);
  if (level !== undefined && levelTone(level) === 'bad') return svg` <tspan class="problem worst">◆</tspan>`;
  return level === undefined && arrow.problems === undefined ? nothing : svg` <tspan class="problem">▲</tspan>`;
}

/** A message an endpoint sent to itself: out and back. */
function drawSelfArrow({ from, lineY }: LadderRow): SVGTemplateResult {
  return svg`<path class="line" d="M${from} ${lineY - 6}h26v12H${from + 7}"></path>
    <path class="tip" d=${tip(from, lineY + 6, false)}></path>`;
}

customElements.define('sip-ladder', SipLadder);
