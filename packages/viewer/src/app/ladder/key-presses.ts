import { arrowByKey } from './ladder-keys.ts';
import type { ArrowItem } from './ladder-row.ts';

/** Within this time, two presses of a key are one command. */
const twiceMs = 700;

/** What is selected when a key is pressed in a ladder, and what keys do there. */
export type KeyPlace = {
  readonly item: ArrowItem | undefined;
  /** Rows of arrows, and how many are seen at once. */
  readonly count: number;
  readonly seen: number;
  /** The row of an arrow by its number. */
  readonly select: (number: number) => void;
  readonly enter: () => void;
  /** Shows each sending of a message at its place, or none again. */
  readonly unfold: (item: ArrowItem) => void;
  readonly mark: (item: ArrowItem) => void;
  readonly center: () => void;
};

/** The keys of a ladder that has the focus, as sngrep and vi have them. */
export class KeyPresses {
  /** When `z` was pressed last. */
  #pressedMs: number | undefined;

  /** Whether the key does something here. */
  press(event: KeyboardEvent, place: KeyPlace): boolean {
    const { item, count, seen } = place;
    const next = arrowByKey(event, { at: item?.number ?? -1, count, seen });
    if (next === undefined) return item !== undefined && this.#act(event, item, place);
    place.select(next);
    return true;
  }

  #act(event: KeyboardEvent, item: ArrowItem, place: KeyPlace): boolean {
    if (event.metaKey || event.ctrlKey || event.altKey) return false;
    const isFolded = item.repeats.length + item.copies.length > 0;
    if (event.key === 'Enter' && !isFolded) place.enter();
    else if ((event.key === 'Enter' || event.key === 'ArrowRight') && isFolded) place.unfold(item);
    else if (event.key === 'ArrowLeft' && item.unfolded > 0) place.unfold(item);
    else if (event.key === ' ') place.mark(item);
    else if (event.key === 'z') this.#pressZ(event, place);
    else return false;
    return true;
  }

  /** `zz`: what is selected comes to the middle. */
  #pressZ({ timeStamp: nowMs }: KeyboardEvent, { center }: KeyPlace): void {
    const isSecond = this.#pressedMs !== undefined && nowMs - this.#pressedMs < twiceMs;
    this.#pressedMs = isSecond ? undefined : nowMs;
    if (isSecond) center();
  }
}
