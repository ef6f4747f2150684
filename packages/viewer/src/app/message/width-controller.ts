import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whether an element is at least so many pixels wide: what lies within it may stand side by side. */
export class WidthController implements ReactiveController {
  isWide = false;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #resizes: ResizeObserver;

  constructor(host: ReactiveControllerHost & HTMLElement, from: number) {
    this.#host = host;
    this.#resizes = new ResizeObserver(([entry]) => {
      const isWide = (entry?.contentRect.width ?? 0) >= from;
      if (isWide === this.isWide) return;
      this.isWide = isWide;
      this.#host.requestUpdate();
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#resizes.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#resizes.disconnect();
  }
}
