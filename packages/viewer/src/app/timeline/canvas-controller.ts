import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Keeps a canvas as fine as the screen it is on: its size in CSS pixels, and a new drawing when that, or the theme, changes. */
export class CanvasController implements ReactiveController {
  width = 0;
  height = 0;
  readonly #host: ReactiveControllerHost;
  #canvas: HTMLCanvasElement | undefined;
  readonly #resizes: ResizeObserver;
  readonly #themes: MutationObserver;
  readonly #queries: readonly MediaQueryList[] = [
    matchMedia('(prefers-color-scheme: dark)'),
    matchMedia('(forced-colors: active)'),
  ];

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.#resizes = new ResizeObserver(() => this.#measure());
    this.#themes = new MutationObserver(this.#changed);
    host.addController(this);
  }

  hostConnected(): void {
    this.#themes.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-contrast'] });
    for (const query of this.#queries) query.addEventListener('change', this.#changed);
    if (this.#canvas !== undefined) this.#resizes.observe(this.#canvas);
  }

  hostDisconnected(): void {
    this.#resizes.disconnect();
    this.#themes.disconnect();
    for (const query of this.#queries) query.removeEventListener('change', this.#changed);
  }

  attach(canvas: HTMLCanvasElement): void {
    if (canvas === this.#canvas) return;
    this.#resizes.disconnect();
    this.#canvas = canvas;
    this.#resizes.observe(canvas);
  }

  /** The canvas to draw on in CSS pixels; undefined while it has no size. */
  prepare(): CanvasRenderingContext2D | undefined {
    const canvas = this.#canvas;
    const context = canvas?.getContext('2d') ?? undefined;
    if (canvas === undefined || context === undefined || this.width === 0) return undefined;
    const scale = devicePixelRatio;
    const [width, height] = [Math.round(this.width * scale), Math.round(this.height * scale)];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    context.setTransform(width / this.width, 0, 0, height / this.height, 0, 0);
    return context;
  }

  #measure(): void {
    const { clientWidth = 0, clientHeight = 0 } = this.#canvas ?? {};
    if (clientWidth === this.width && clientHeight === this.height) return;
    this.width = clientWidth;
    this.height = clientHeight;
    this.#host.requestUpdate();
  }

  readonly #changed = (): void => this.#host.requestUpdate();
}
