import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { matchKeybindingPress, parseKeybinding } from 'tinykeys';
import { isElsewhere } from '../keys.ts';
import type { Command } from './command.ts';
import { boundKeys } from './key-bindings.ts';

/** What can be done now; asked anew each time, so that it follows the state of the part that offers it. */
type Offer = () => readonly Command[];

/** Which part of the page offers what. */
const offers = new Map<Offer, unknown>();
let isConfined = false;

/** On somebody else's page, a key is ours only while the focus is in the part that offers what it does. */
export function confineKeys(): void {
  isConfined = true;
}

/** All that can be done now: the part that came last, which is the innermost, first. */
export function offeredCommands(): readonly Command[] {
  return [...offers.keys()].toReversed().flatMap((offer) => offer());
}

/** A part of the page offers these while it is there. */
export class CommandsController implements ReactiveController {
  readonly #host: unknown;
  readonly #offer: Offer;

  constructor(host: ReactiveControllerHost, offer: Offer) {
    this.#host = host;
    this.#offer = offer;
    host.addController(this);
  }

  hostConnected(): void {
    if (offers.size === 0) window.addEventListener('keydown', runByKey);
    offers.set(this.#offer, this.#host);
  }

  hostDisconnected(): void {
    offers.delete(this.#offer);
    if (offers.size === 0) window.removeEventListener('keydown', runByKey);
  }
}

/** The command a key press stands for: of two with one key, that of the innermost part. */
function runByKey(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  // It closes what lies over the page, wherever the focus is.
  if (event.key === 'Escape' && hasOpenPopover(document)) return;
  const isWriting = isElsewhere(event);
  const command = commandsFor(event).find(
    (one) => (!isWriting || one.whileWriting === true) && boundKeys(one).some((key) => isPressed(event, key)),
  );
  if (command === undefined) return;
  event.preventDefault();
  command.run();
}

function commandsFor(event: KeyboardEvent): readonly Command[] {
  if (!isConfined) return offeredCommands();
  const path: readonly unknown[] = event.composedPath();
  return [...offers].toReversed().flatMap(([offer, host]) => (path.includes(host) ? offer() : []));
}

/** Also in the shadows of elements. */
function hasOpenPopover(root: Document | ShadowRoot): boolean {
  if (root.querySelector(':popover-open') !== null) return true;
  return [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot !== null && hasOpenPopover(shadowRoot));
}

function isPressed(event: KeyboardEvent, key: string): boolean {
  const [press] = parseKeybinding(key);
  return press !== undefined && matchKeybindingPress(event, press);
}
