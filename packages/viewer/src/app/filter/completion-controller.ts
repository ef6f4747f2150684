import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Backend } from '../../api/backend.ts';
import type { ListName } from '../../api/lists.ts';
import { writingAt } from './complete-filter.ts';
import type { Completion } from './completions.ts';

export type CompletedText = {
  readonly backend: Backend;
  readonly capture: string;
  readonly list: ListName;
  readonly text: string;
  readonly caret: number;
};

/** What can be written where the caret stands, and which of it the arrow keys chose. */
export class CompletionController implements ReactiveController {
  offered: readonly Completion[] = [];
  /** -1: none. */
  chosen = -1;
  /** Resolves when what is offered is of the text as it was told last. */
  ready: Promise<void> = Promise.resolve();
  readonly #host: ReactiveControllerHost;
  #asking = new AbortController();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get isOpen(): boolean {
    return this.offered.length > 0;
  }

  hostDisconnected(): void {
    this.close();
  }

  /** `isAsked`: whatever could be written here is offered; else, what goes on with what was begun. */
  offer(text: CompletedText, isAsked: boolean): void {
    this.ready = this.#offer(text, isAsked);
  }

  async #offer({ backend, capture, list, text, caret }: CompletedText, isAsked: boolean): Promise<void> {
    this.#asking.abort();
    const { signal } = (this.#asking = new AbortController());
    const writing = writingAt(text, caret);
    if (!isAsked && text.trim() !== '' && writing?.kind === 'key' && writing.prefix === '') {
      this.#show([]);
      return;
    }
    try {
      const [{ completionsFor }, { fieldOffers }] = await Promise.all([
        import('./completions.ts'),
        import('./filter-language.ts'),
      ]);
      const offered = await completionsFor({
        backend,
        capture,
        list,
        text,
        writing,
        fields: fieldOffers(list),
        signal,
      });
      if (!signal.aborted) this.#show(offered);
    } catch {
      // Without values to offer, they are written by hand.
      if (!signal.aborted) this.#show([]);
    }
  }

  choose(step: number): void {
    const count = this.offered.length + 1;
    this.chosen = ((this.chosen + 1 + step + count) % count) - 1;
    this.#host.requestUpdate();
  }

  forgetChoice(): void {
    this.chosen = -1;
  }

  close(): void {
    this.#asking.abort();
    this.chosen = -1;
    if (this.isOpen) this.#show([]);
  }

  #show(offered: readonly Completion[]): void {
    this.offered = offered;
    this.chosen = Math.min(this.chosen, offered.length - 1);
    this.#host.requestUpdate();
  }
}

/** A text in which a completion was accepted, and where the caret stands then. */
export function withCompletion(
  text: string,
  { span: [start, end], insert, goesOn }: Completion,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(end);
  const space = goesOn || /^[\s,)}]/.test(rest) ? '' : ' ';
  const before = `${text.slice(0, start)}${insert}${space}`;
  return { text: before + rest, caret: before.length };
}
