import {
  type CSSResultGroup,
  html,
  LitElement,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { CallAudio } from '../../api/call-audio.ts';
import { controls } from '../theme/controls.ts';
import { formatPlace, type Stroke, strokesOf } from './draw-waveform.ts';
import { waveformStyles } from './sip-player.styles.ts';

/** Seconds that a key goes. */
const step = 5;

/**
 * How loud both sides of a recording are, one above the other, and the place that is heard.
 *
 * @fires place-chosen - with the second that was pointed at.
 */
export class SipWaveform extends LitElement {
  static override properties: PropertyDeclarations = {
    audio: { attribute: false },
    place: { type: Number },
    muted: { attribute: false },
  };
  static override styles: CSSResultGroup = [controls, waveformStyles];

  declare audio: CallAudio;
  declare place: number;
  declare muted: readonly [boolean, boolean];

  readonly #resizes = new ResizeObserver(() => this.#draw());
  readonly #themes = new MutationObserver(() => this.#draw());
  readonly #systemTheme = matchMedia('(prefers-color-scheme: dark)');
  readonly #redraw = (): void => this.#draw();
  #strokes: { readonly key: string; readonly sides: readonly (readonly Stroke[])[] } | undefined;

  constructor() {
    super();
    this.place = 0;
    this.muted = [false, false];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
    this.#themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    this.#systemTheme.addEventListener('change', this.#redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#themes.disconnect();
    this.#systemTheme.removeEventListener('change', this.#redraw);
  }

  protected override render(): TemplateResult {
    const { seconds } = this.audio.recording;
    return html`<div
      class="wave"
      role="slider"
      tabindex="0"
      aria-label="Place in the recording"
      aria-valuemin="0"
      aria-valuemax=${seconds}
      aria-valuenow=${Math.min(this.place, seconds)}
      aria-valuetext="${formatPlace(this.place)} of ${formatPlace(seconds)}"
      @pointerdown=${this.#point}
      @pointermove=${this.#drag}
      @keydown=${this.#press}
    >
      <canvas aria-hidden="true"></canvas>
      <span class="side left">caller</span>
      <span class="side right">callee</span>
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('audio')) this.#strokes = undefined;
    this.#draw();
  }

  #draw(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    const context = canvas?.getContext('2d');
    if (canvas === null || context === null || context === undefined) return;
    const { width, height } = canvas.getBoundingClientRect();
    if (width === 0) return;
    const ratio = devicePixelRatio;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    context.scale(ratio, ratio);
    const { color, caretColor, outlineColor } = getComputedStyle(canvas);
    context.fillStyle = outlineColor;
    context.fillRect(0, Math.floor(height / 2), width, 1);
    context.fillStyle = color;
    for (const [side, strokes] of this.#sides(width, height).entries()) drawSide(context, strokes, this.muted[side]);
    context.fillStyle = caretColor;
    context.fillRect(
      Math.round((this.place / Math.max(this.audio.recording.seconds, 0.001)) * (width - 1)),
      0,
      1,
      height,
    );
  }

  #sides(width: number, height: number): readonly (readonly Stroke[])[] {
    const key = `${width} ${height}`;
    if (this.#strokes?.key === key) return this.#strokes.sides;
    const { envelope, recording } = this.audio;
    const over = { bucketMs: envelope.bucketMs, seconds: recording.seconds };
    const band = { width, height: height / 2 };
    const sides = [strokesOf(envelope.left, over, band, 0), strokesOf(envelope.right, over, band, height / 2)];
    this.#strokes = { key, sides };
    return sides;
  }

  readonly #point = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    // The browser lets go of it with the button.
    if (event.isTrusted) (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#choose(this.#placeAt(event));
  };

  readonly #drag = (event: PointerEvent): void => {
    if ((event.buttons & 1) !== 0) this.#choose(this.#placeAt(event));
  };

  readonly #press = (event: KeyboardEvent): void => {
    const { seconds } = this.audio.recording;
    const places: Readonly<Record<string, number>> = {
      ArrowRight: this.place + step,
      ArrowUp: this.place + step,
      ArrowLeft: this.place - step,
      ArrowDown: this.place - step,
      PageUp: this.place + 6 * step,
      PageDown: this.place - 6 * step,
      Home: 0,
      End: seconds,
    };
    const place = places[event.key];
    if (place === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#choose(place);
  };

  #placeAt(event: PointerEvent): number {
    const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return ((event.clientX - left) / width) * this.audio.recording.seconds;
  }

  #choose(place: number): void {
    const second = Math.min(Math.max(place, 0), this.audio.recording.seconds);
    this.dispatchEvent(new CustomEvent('place-chosen', { detail: { second } }));
  }
}

function drawSide(context: CanvasRenderingContext2D, strokes: readonly Stroke[], isMuted = false): void {
  const dim = isMuted ? 0.25 : 1;
  context.globalAlpha = 0.45 * dim;
  for (const { x, top, bottom } of strokes) context.fillRect(x, top, 1, Math.max(bottom - top, 0.5));
  context.globalAlpha = dim;
  for (const { x, rmsTop, rmsBottom } of strokes) context.fillRect(x, rmsTop, 1, rmsBottom - rmsTop);
  context.globalAlpha = 1;
}

customElements.define('sip-waveform', SipWaveform);
