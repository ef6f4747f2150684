import type { ReactiveControllerHost } from 'lit';

export type DropTarget = 'server' | 'local';

/** Files held over the page: that there are some, and where they would fall. */
export class FileDrop {
  isOver = false;
  target: DropTarget = 'server';
  readonly #host: ReactiveControllerHost;
  /** Enter and leave come for every element passed; over the page is where more came than left. */
  #depth = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  readonly entered = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    this.#depth += 1;
    this.#set(true, this.target);
  };

  readonly over = (event: DragEvent): void => {
    if (hasFiles(event)) event.preventDefault();
  };

  readonly left = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    this.#depth -= 1;
    if (this.#depth <= 0) this.#end();
  };

  /** Files dropped beside both targets are not opened by the browser in place of the page. */
  readonly missed = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    this.#end();
  };

  aim(event: DragEvent, target: DropTarget): void {
    event.preventDefault();
    this.#set(true, target);
  }

  take(event: DragEvent): readonly File[] {
    event.preventDefault();
    event.stopPropagation();
    this.#end();
    return [...(event.dataTransfer?.files ?? [])];
  }

  #end(): void {
    this.#depth = 0;
    this.#set(false, 'server');
  }

  #set(isOver: boolean, target: DropTarget): void {
    if (isOver === this.isOver && target === this.target) return;
    this.isOver = isOver;
    this.target = target;
    this.#host.requestUpdate();
  }
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
