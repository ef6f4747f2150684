import { Follower } from '../follow/follower.ts';
import { publicationId } from '../follow/row-id.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import type { PublicationRow } from '../rows/publication-row.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { Position } from '../follow/position.ts';

type Publication = {
  readonly number: number;
  slot: number;
  lastNs: number;
  readonly startedNs: number;
  readonly key: string;
  readonly frames: number[];
};

/** Publications by their Call-IDs and events. */
export class PublicationTable extends Follower<Publication, PublicationRow> {
  readonly #byKey = new Map<string, Publication>();

  receive(message: CapturedMessage, { copy }: Position): void {
    if (copy === 'duplicate') return;
    const key = keyOf(message);
    if (key === undefined) return;
    const known = this.#byKey.get(key);
    const thing =
      known ??
      this.begin((number) => ({
        number,
        slot: -1,
        lastNs: 0,
        startedNs: message.timeNs,
        key: keptText(key),
        frames: [],
      }));
    if (known === undefined) this.#byKey.set(thing.key, thing);
    thing.lastNs = message.timeNs;
    thing.frames.push(message.frame);
  }

  protected isOver({ lastNs }: Publication, nowNs: number): boolean {
    return nowNs - lastNs > timeoutNs;
  }

  protected rowOf({ number, startedNs, key, lastNs, frames }: Publication): PublicationRow {
    const { times } = this.context;
    return {
      id: publicationId(number),
      event: key.split(' ')[0] ?? '',
      started: times.iso(startedNs + 0 * lastNs),
      messages: frames,
    };
  }

  protected forget({ key }: Publication): void {
    this.#byKey.delete(key);
  }
}

function keyOf(message: CapturedMessage): string | undefined {
  const { event, callId } = message.parsed();
  return event === undefined ? undefined : `${event.value} ${callId ?? ''}`;
}
