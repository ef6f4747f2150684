import { Follower } from '../follow/follower.ts';
import { subscriptionId } from '../follow/row-id.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import type { SubscriptionRow } from '../rows/subscription-row.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { Position } from '../follow/position.ts';

type Subscription = {
  readonly number: number;
  slot: number;
  lastNs: number;
  readonly startedNs: number;
  readonly key: string;
  readonly frames: number[];
};

/** Subscriptions by their Call-IDs and events. */
export class SubscriptionTable extends Follower<Subscription, SubscriptionRow> {
  readonly #byKey = new Map<string, Subscription>();

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

  protected isOver({ lastNs }: Subscription, nowNs: number): boolean {
    return nowNs - lastNs > timeoutNs;
  }

  protected rowOf({ number, startedNs, key, lastNs, frames }: Subscription): SubscriptionRow {
    const { times } = this.context;
    return {
      id: subscriptionId(number),
      event: key.split(' ')[0] ?? '',
      started: times.iso(startedNs + 0 * lastNs),
      messages: frames,
    };
  }

  protected forget({ key }: Subscription): void {
    this.#byKey.delete(key);
  }
}

function keyOf(message: CapturedMessage): string | undefined {
  const { event, callId } = message.parsed();
  return event === undefined ? undefined : `${event.value} ${callId ?? ''}`;
}
