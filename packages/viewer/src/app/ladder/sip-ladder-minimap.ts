import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { words } from '../words/words.ts';
import type { ArrowColours } from './colour-arrows.ts';
import type { LadderLayout } from './ladder-row.ts';
import { rowAt } from './layout-ladder.ts';
import { laneX, type MinimapSize, minimapStrokes, type Stroke } from './minimap-strokes.ts';
import { drawingRules } from './tone-rules.ts';
import { unsafeCSS } from 'lit';
import { formatCount } from '../format/number.ts';

const minimapWords = words('ladder-minimap', {
  label: 'Place in the ladder',
  value: (first: number, last: number, count: number) =>
    `messages ${formatCount(first)} to ${formatCount(last)} of ${formatCount(count)}`,
});

/** The frame stays large enough for a finger or a pointer. */
const leastFrame = 14;

/**
 * The whole of a ladder at its side, and which part of it is seen: to be dragged, pressed, or moved by keys.
 *
 * @fires place-chosen - `{top}`: the ladder shall be seen from there on, in its pixels.
 */
export class SipLadderMinimap extends LitElement {
  static override properties: PropertyDeclarations = {
    layout: { attribute: false },
    colours: { attribute: false },
    found: { attribute: false },
    top: { attribute: false },
    viewport: { attribute: false },
    size: { state: true },
  };
  static override styles: CSSResultGroup = css`
    ${unsafeCSS(drawingRules())}
    :host {
      position: relative;
      display: block;
      background: var(--page);
      box-shadow: inset 1px 0 var(--line);
      overflow: hidden;
    }
    [role='slider'] {
      position: absolute;
      inset: 0;
      touch-action: none;
      cursor: default;
    }
    [role='slider']:focus-visible {
      outline: 2px solid var(--mark);
      outline-offset: -2px;
    }
    canvas {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
    }
    .seen {
      position: absolute;
      inset: 0 0 auto;
      background: var(--mark);
      opacity: 0.18;
      box-shadow: none;
      will-change: transform;
    }
    .seen::after {
      content: '';
      position: absolute;
      inset: 0;
      border: 1px solid var(--mark);
    }
    .probe {
      display: none;
    }
  `;

  declare layout: LadderLayout;
  declare colours: ArrowColours;
  declare found: readonly number[];
  /** What is seen of the ladder, in its pixels. */
  declare top: number;
  declare viewport: number;
  declare private size: MinimapSize;

  readonly #resizes = new ResizeObserver(() => {
    const size = { width: this.clientWidth, height: this.clientHeight };
    if (size.width !== this.size.width || size.height !== this.size.height) this.size = size;
  });
  readonly #themes = new MutationObserver(() => this.#paint());
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  readonly #themed = (): void => this.#paint();
  /** From the frame's top to where it was taken. */
  #grip: number | undefined;

  constructor() {
    super();
    this.found = [];
    this.top = 0;
    this.viewport = 0;
    this.size = { width: 0, height: 0 };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
    this.#themes.observe(document.documentElement, { attributes: true });
    this.#dark.addEventListener('change', this.#themed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#themes.disconnect();
    this.#dark.removeEventListener('change', this.#themed);
  }

  protected override render(): TemplateResult {
    const { rows, arrowRows } = this.layout;
    const count = arrowRows.length;
    const first = arrowNumber(this.layout, rowAt(rows, this.top));
    const last = arrowNumber(this.layout, rowAt(rows, this.top + this.viewport));
    return html`<canvas></canvas>
      <div
        role="slider"
        tabindex="0"
        aria-orientation="vertical"
        aria-label=${minimapWords.label}
        aria-valuemin="1"
        aria-valuemax=${Math.max(1, count)}
        aria-valuenow=${first}
        aria-valuetext=${minimapWords.value(first, last, count)}
        @keydown=${this.#keyPressed}
        @pointerdown=${this.#pressed}
        @pointermove=${this.#moved}
        @pointerup=${this.#released}
        @pointercancel=${this.#released}
      ></div>
      <div class="seen"></div>
      <i class="probe"></i>`;
  }

  protected override updated(changed: PropertyValues): void {
    const seen = this.renderRoot.querySelector<HTMLElement>('.seen');
    const { top, height } = this.#frame();
    if (seen !== null) {
      seen.style.pointerEvents = 'none';
      seen.style.transform = `translateY(${top}px)`;
      seen.style.height = `${height}px`;
    }
    const isOther = changed.has('layout') || changed.has('colours') || changed.has('found') || changed.has('size');
    if (isOther) this.#paint();
  }

  /** The frame: as large as what is seen, and never too small to be taken. */
  #frame(): { readonly top: number; readonly height: number } {
    const room = this.size.height;
    const content = Math.max(1, this.layout.height);
    const height = Math.max(leastFrame, Math.min(room, (this.viewport / content) * room));
    const most = Math.max(1, content - this.viewport);
    return { top: Math.min(1, this.top / most) * (room - height), height };
  }

  #paint(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    const { width, height } = this.size;
    const context = canvas?.getContext('2d');
    if (canvas === null || context === null || context === undefined || width === 0 || height === 0) return;
    const ratio = devicePixelRatio;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    context.scale(ratio, ratio);
    const inkOf = this.#inks();
    context.fillStyle = inkOf('edge');
    for (const lane of this.layout.lanes.keys())
      context.fillRect(Math.round(laneX(lane, this.layout, this.size)), 0, 1, height);
    for (const stroke of minimapStrokes(this.layout, this.colours, this.found, this.size))
      fill(context, stroke, inkOf(stroke.ink));
    context.globalAlpha = 1;
  }

  /** Colours as the page has them now: asked of the browser, which knows the theme. */
  #inks(): (ink: string) => string {
    const probe = this.renderRoot.querySelector<HTMLElement>('.probe');
    const known = new Map<string, string>();
    return (ink) => {
      const found = known.get(ink);
      if (found !== undefined || probe === null) return found ?? '';
      const isHue = ink.startsWith('hue-');
      probe.className = isHue ? `probe tone-${ink}` : 'probe';
      probe.style.color = isHue ? '' : `var(--${ink})`;
      const color = getComputedStyle(probe).color;
      known.set(ink, color);
      return color;
    };
  }

  #choose(top: number): void {
    const most = Math.max(0, this.layout.height - this.viewport);
    this.dispatchEvent(new CustomEvent('place-chosen', { detail: { top: Math.max(0, Math.min(most, top)) } }));
  }

  readonly #pressed = (event: PointerEvent): void => {
    const frame = this.#frame();
    const isInside = event.offsetY >= frame.top && event.offsetY <= frame.top + frame.height;
    this.#grip = isInside ? event.offsetY - frame.top : frame.height / 2;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#drag(event.offsetY);
  };

  readonly #moved = (event: PointerEvent): void => {
    if (this.#grip !== undefined) this.#drag(event.offsetY);
  };

  readonly #released = (): void => {
    this.#grip = undefined;
  };

  #drag(y: number): void {
    const { height } = this.#frame();
    const room = Math.max(1, this.size.height - height);
    this.#choose(((y - (this.#grip ?? 0)) / room) * Math.max(0, this.layout.height - this.viewport));
  }

  readonly #keyPressed = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: this.viewport / 4,
      ArrowRight: this.viewport / 4,
      ArrowUp: -this.viewport / 4,
      ArrowLeft: -this.viewport / 4,
      PageDown: this.viewport,
      PageUp: -this.viewport,
      Home: -this.layout.height,
      End: this.layout.height,
    };
    if (event.metaKey || event.ctrlKey || event.altKey || !Object.hasOwn(steps, event.key)) return;
    event.preventDefault();
    this.#choose(this.top + (steps[event.key] ?? 0));
  };
}

function fill(context: CanvasRenderingContext2D, { x, y, width, height, isFaint }: Stroke, color: string): void {
  context.fillStyle = color;
  context.globalAlpha = isFaint === true ? 0.45 : 1;
  context.fillRect(x, y, width, height);
}

/** From 1: the arrow at a row, or the one above it. */
function arrowNumber({ rows, arrowRows }: LadderLayout, row: number): number {
  for (let at = row; at >= 0; at -= 1) {
    const item = rows[at]?.item;
    if (item?.kind === 'arrow') return item.number + 1;
  }
  return Math.min(1, arrowRows.length);
}

customElements.define('sip-ladder-minimap', SipLadderMinimap);
