import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { hasAddresses } from '../route/address-form.ts';
import type { LadderPicture } from './ladder-picture.ts';

/** Prints a ladder whenever the browser prints, by its own command too: that waits for nothing, so what is needed is fetched before. */
export class PrintController implements ReactiveController {
  readonly #picture: () => LadderPicture | undefined;
  #isConnected = false;
  #stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, picture: () => LadderPicture | undefined) {
    this.#picture = picture;
    host.addController(this);
  }

  get isReady(): boolean {
    return this.#stop !== undefined;
  }

  hostConnected(): void {
    // Somebody else's page is printed as it is.
    if (!hasAddresses()) return;
    this.#isConnected = true;
    void import('./ladder-print.ts').then(({ printWith }) => {
      if (this.#isConnected) this.#stop ??= printWith(this.#picture);
    });
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#stop?.();
    this.#stop = undefined;
  }
}
