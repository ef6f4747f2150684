import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whether the window is as narrow as a phone's; asks for a new drawing when that changes. */
export class NarrowController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #query: MediaQueryList = matchMedia('(max-width: 720px)');

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get isNarrow(): boolean {
    return this.#query.matches;
  }

  hostConnected(): void {
    this.#query.addEventListener('change', this.#changed);
  }

  hostDisconnected(): void {
    this.#query.removeEventListener('change', this.#changed);
  }

  readonly #changed = (): void => this.#host.requestUpdate();
}
