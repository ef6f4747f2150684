import { addressPart, isOwnAddress } from './address-form.ts';
import { readRoute, type Route, writeRoute } from './route.ts';

/**
 * The address bar: where the page is, told to one listener. Links within the page are followed without loading it anew;
 * what the browser does with other links, and with modifier keys, stays as it is.
 */
export class Navigation {
  /** What was looked at before this view, within this visit. */
  previous: Route | undefined;
  readonly #listener: (route: Route) => void;
  #route: Route | undefined;

  constructor(listener: (route: Route) => void) {
    this.#listener = listener;
  }

  start(): void {
    window.addEventListener('popstate', this.#popped);
    document.addEventListener('click', this.#followLink);
    this.#tell();
  }

  stop(): void {
    window.removeEventListener('popstate', this.#popped);
    document.removeEventListener('click', this.#followLink);
  }

  /** Goes to a route; `replace` where it is the same view in another state, so that Back leaves the view. */
  go(route: Route, how: 'push' | 'replace' = 'push'): void {
    const address = writeRoute(route);
    if (address === addressPart(new URL(location.href))) return;
    if (how === 'push') {
      this.previous = this.#route;
      history.pushState({}, '', address);
    } else {
      history.replaceState(history.state, '', address);
    }
    this.#tell();
  }

  #tell(): void {
    this.#route = readRoute(new URL(location.href));
    this.#listener(this.#route);
  }

  /** Back or forward: what lies before is not known any more. */
  readonly #popped = (): void => {
    this.previous = undefined;
    this.#tell();
  };

  readonly #followLink = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
    if (link === undefined || link.hasAttribute('download') || link.target !== '') return;
    const address = new URL(link.href);
    if (!isOwnAddress(address, new URL(location.href))) return;
    event.preventDefault();
    this.go(readRoute(address));
  };
}

/** Where a list was left, kept with the entry of the history it belongs to, so that Back returns to the same row. */
export function leftAt(): number {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null || !('active' in state)) return 0;
  return typeof state.active === 'number' ? state.active : 0;
}

export function leaveAt(active: number): void {
  history.replaceState({ active }, '');
}
