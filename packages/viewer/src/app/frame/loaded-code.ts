import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Load = () => Promise<unknown>;
type State = 'loading' | 'there' | 'failed';

/** Code that is fetched when it is first wanted: how far each piece is. The host is drawn again when that changes. */
export class LoadedCode implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #states = new Map<Load, State>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  /** How far it is; begins to fetch what nobody wanted before. */
  state(load: Load): State {
    const known = this.#states.get(load);
    if (known !== undefined) return known;
    void this.#fetch(load);
    return 'loading';
  }

  /** Fetches again what failed. */
  retry(load: Load): void {
    void this.#fetch(load);
    this.#host.requestUpdate();
  }

  async #fetch(load: Load): Promise<void> {
    this.#states.set(load, 'loading');
    try {
      await load();
      this.#states.set(load, 'there');
    } catch {
      this.#states.set(load, 'failed');
    }
    this.#host.requestUpdate();
  }
}
