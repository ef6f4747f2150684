import type { LaneChange } from './lane-arrangement.ts';

/** A person wants lanes to stand otherwise. It reaches the page, which knows the capture. */
export class LanesChangedEvent extends Event {
  static readonly type = 'lanes-changed';
  readonly change: LaneChange;

  constructor(change: LaneChange) {
    super(LanesChangedEvent.type, { bubbles: true, composed: true });
    this.change = change;
  }
}
