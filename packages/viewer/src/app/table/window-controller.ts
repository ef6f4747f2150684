import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { afterScroll, positionAt, type ScrollPosition, spacerHeight, topToShow } from './scrolled-window.ts';

/** How long after the last scroll event the scrollbar is put right, where a browser has no `scrollend`. */
const settleMs = 150;

/**
 * Keeps which part of a long content an element's scroller shows, and asks for a new drawing when that changes.
 * The host draws what lies around `contentTop`, moved by `shift`, over a spacer of `spacer` pixels.
 */
export class WindowController implements ReactiveController {
  contentTop = 0;
  viewport = 0;
  readonly #host: ReactiveControllerHost;
  #content = 0;
  #covered = 0;
  #scrollTop = 0;
  #scroller: HTMLElement | undefined;
  #settle: ReturnType<typeof setTimeout> | undefined;
  readonly #resizes: ResizeObserver;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.#resizes = new ResizeObserver(() => this.#measure());
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#resizes.disconnect();
    this.#scroller?.removeEventListener('scroll', this.#scrolled);
    this.#scroller = undefined;
    clearTimeout(this.#settle);
  }

  /** Names the scrolling element, once drawn; `covered` pixels at its top are under a head that stays. */
  attach(scroller: HTMLElement | undefined, covered = 0): void {
    if (scroller === undefined || scroller === this.#scroller) return;
    this.#scroller?.removeEventListener('scroll', this.#scrolled);
    this.#resizes.disconnect();
    this.#scroller = scroller;
    this.#covered = covered;
    scroller.addEventListener('scroll', this.#scrolled, { passive: true });
    this.#resizes.observe(scroller);
    this.#measure();
  }

  /** Height of the content; to be told before each drawing. */
  set content(pixels: number) {
    if (pixels === this.#content) return;
    this.#content = pixels;
    const most = Math.max(0, pixels - this.viewport);
    if (this.contentTop > most) this.contentTop = most;
  }

  get spacer(): number {
    return spacerHeight(this.#geometry);
  }

  /** What must be added to a content pixel to get its place on the spacer. */
  get shift(): number {
    return this.#scrollTop - this.contentTop;
  }

  /** Shows a content pixel at the top. */
  scrollTo(contentTop: number): void {
    this.#move(positionAt(contentTop, this.#geometry));
  }

  /** Scrolls as little as needed for the range to be seen. */
  reveal(range: readonly [start: number, end: number]): void {
    const top = topToShow(this.contentTop, range, this.#geometry);
    if (top !== this.contentTop) this.scrollTo(top);
  }

  get #geometry(): { content: number; viewport: number } {
    return { content: this.#content, viewport: this.viewport };
  }

  readonly #scrolled = (): void => {
    const scrollTop = this.#scroller?.scrollTop ?? 0;
    // Browsers round what they were told by less than a pixel.
    if (Math.abs(scrollTop - this.#scrollTop) < 1) return;
    this.#move(
      afterScroll({ scrollTop: this.#scrollTop, contentTop: this.contentTop }, scrollTop, this.#geometry),
      false,
    );
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => this.#move(positionAt(this.contentTop, this.#geometry)), settleMs);
  };

  #move(position: ScrollPosition, tellScroller = true): void {
    this.#scrollTop = position.scrollTop;
    this.contentTop = position.contentTop;
    const scroller = this.#scroller;
    // The spacer may not have its height yet: the element is moved once drawn.
    if (tellScroller && scroller !== undefined && Math.abs(scroller.scrollTop - position.scrollTop) >= 1)
      void this.#host.updateComplete.then(() => {
        scroller.scrollTop = this.#scrollTop;
      });
    this.#host.requestUpdate();
  }

  #measure(): void {
    const height = Math.max(0, (this.#scroller?.clientHeight ?? 0) - this.#covered);
    if (height === this.viewport) return;
    this.viewport = height;
    this.#host.requestUpdate();
  }
}
