import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Lines that are drawn or left out together. */
export const chunkLines = 40;
/** Below so many chunks all are drawn. */
const fewChunks = 8;
/** Pixels of a line that was not drawn yet; most are one row. */
const lineGuess = 20;

/**
 * Which chunks of a long text are drawn: those near what its scroller shows. Lines are as high as their text makes them, so a chunk that is not drawn keeps the height it had,
 * or is guessed.
 */
export class LineWindow implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #heights = new Map<number, number>();
  readonly #near = new Set<number>();
  #watcher: IntersectionObserver | undefined;
  #lines = 0;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#watcher?.disconnect();
    this.#watcher = undefined;
  }

  /** Another text, of so many lines. */
  reset(lines: number): void {
    this.#lines = lines;
    this.#heights.clear();
    this.#near.clear();
    this.#near.add(0);
    this.#watcher?.disconnect();
    this.#watcher = undefined;
  }

  get chunks(): number {
    return Math.ceil(this.#lines / chunkLines);
  }

  isDrawn(chunk: number): boolean {
    return this.chunks <= fewChunks || this.#near.has(chunk);
  }

  /** Draws the chunk of a line, wherever it is. */
  reach(line: number): void {
    this.#near.add(Math.floor(line / chunkLines));
  }

  /** After each drawing: holds the room of chunks that are not drawn, and watches which come near. */
  watch(chunks: Iterable<HTMLElement>): void {
    if (this.chunks <= fewChunks) return;
    this.#watcher ??= new IntersectionObserver((entries) => this.#moved(entries), {
      root: this.#host,
      rootMargin: '600px 0px',
    });
    for (const chunk of chunks) {
      const index = Number(chunk.dataset['chunk']);
      const guess = Math.min(chunkLines, this.#lines - index * chunkLines) * lineGuess;
      chunk.style.minHeight = this.isDrawn(index) ? '' : `${this.#heights.get(index) ?? guess}px`;
      this.#watcher.observe(chunk);
    }
  }

  #moved(entries: readonly IntersectionObserverEntry[]): void {
    let changed = false;
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const index = Number((target as HTMLElement).dataset['chunk']);
      if (isIntersecting === this.#near.has(index)) continue;
      if (isIntersecting) this.#near.add(index);
      else {
        this.#heights.set(index, boundingClientRect.height);
        this.#near.delete(index);
      }
      changed = true;
    }
    if (changed) this.#host.requestUpdate();
  }
}
