import type { Route } from './route.ts';

/** Asks the application to show a route; goes up through every shadow. */
export class NavigateEvent extends Event {
  static readonly type = 'sip-navigate';
  readonly route: Route;
  readonly how: 'push' | 'replace';

  constructor(route: Route, how: 'push' | 'replace' = 'push') {
    super(NavigateEvent.type, { bubbles: true, composed: true });
    this.route = route;
    this.how = how;
  }
}

declare global {
  interface HTMLElementEventMap {
    'sip-navigate': NavigateEvent;
  }
}
