import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type DiffRoute, type MessageRef, sameMessage } from '../route/route.ts';

/**
 * The messages that a person marked in a capture, to see how two differ: the first stays until it is marked again, so that it can be held
 * against one after the other.
 */
export type MarkedMessages = { readonly first?: MessageRef; readonly second?: MessageRef };

const none: MarkedMessages = {};
const marked = new Map<string, MarkedMessages>();
const listeners = new Set<() => void>();

/** What is marked in that capture. Kept as long as the page is open. */
export function markedMessages(capture: string): MarkedMessages {
  return marked.get(capture) ?? none;
}

/** Whether that message is marked, and as which. */
export function markOf(capture: string, message: MessageRef): 'first' | 'second' | undefined {
  const { first, second } = markedMessages(capture);
  if (first !== undefined && sameMessage(first, message)) return 'first';
  return second !== undefined && sameMessage(second, message) ? 'second' : undefined;
}

/**
 * Marks a message. The first mark stays; another one is the second, and the route to the difference of the two is given back. Marking the
 * first again takes both marks away.
 */
export function markMessage(capture: string, message: MessageRef): DiffRoute | undefined {
  const { first } = markedMessages(capture);
  const isFirst = first !== undefined && sameMessage(first, message);
  if (isFirst) marked.delete(capture);
  else marked.set(capture, first === undefined ? { first: message } : { first, second: message });
  tell();
  return first === undefined || isFirst ? undefined : { page: 'diff', capture, one: first, other: message };
}

/** Takes all marks of a capture away. */
export function unmarkMessages(capture: string): void {
  if (marked.delete(capture)) tell();
}

/** Draws its host anew when marks change. */
export class MarksController implements ReactiveController {
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    listeners.add(this.#changed);
  }

  hostDisconnected(): void {
    listeners.delete(this.#changed);
  }

  readonly #changed = (): void => this.#host.requestUpdate();
}

function tell(): void {
  for (const listener of listeners) listener();
}
