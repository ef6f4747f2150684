import { Follower } from '../follow/follower.ts';
import { registrationId } from '../follow/row-id.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import type { RegistrationRow } from '../rows/registration-row.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { Position } from '../follow/position.ts';

type Registration = {
  readonly number: number;
  slot: number;
  lastNs: number;
  readonly startedNs: number;
  readonly key: string;
  readonly frames: number[];
};

/** Registrations by their addresses-of-record. */
export class RegistrationTable extends Follower<Registration, RegistrationRow> {
  readonly #byKey = new Map<string, Registration>();

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

  protected isOver({ lastNs }: Registration, nowNs: number): boolean {
    return nowNs - lastNs > timeoutNs;
  }

  protected rowOf({ number, startedNs, key, lastNs, frames }: Registration): RegistrationRow {
    const { times } = this.context;
    return {
      id: registrationId(number),
      aor: key,
      started: times.iso(startedNs),
      ended: times.iso(lastNs),
      messages: frames,
    };
  }

  protected forget({ key }: Registration): void {
    this.#byKey.delete(key);
  }
}

function keyOf(message: CapturedMessage): string | undefined {
  return message.parsed().to?.uriText;
}
