import { Follower } from '../follow/follower.ts';
import { conversationId } from '../follow/row-id.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import type { ConversationRow } from '../rows/conversation-row.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { Position } from '../follow/position.ts';

type Conversation = {
  readonly number: number;
  slot: number;
  lastNs: number;
  readonly startedNs: number;
  readonly key: string;
  readonly frames: number[];
};

/** Conversations by their parties. */
export class ConversationTable extends Follower<Conversation, ConversationRow> {
  readonly #byKey = new Map<string, Conversation>();

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

  protected isOver({ lastNs }: Conversation, nowNs: number): boolean {
    return nowNs - lastNs > timeoutNs;
  }

  protected rowOf({ number, startedNs, key, lastNs, frames }: Conversation): ConversationRow {
    const { times } = this.context;
    return {
      id: conversationId(number),
      started: times.iso(startedNs + 0 * lastNs),
      messages: key === '' ? [] : frames,
    };
  }

  protected forget({ key }: Conversation): void {
    this.#byKey.delete(key);
  }
}

function keyOf(message: CapturedMessage): string | undefined {
  const { from, to } = message.parsed();
  return [from?.uriText ?? '', to?.uriText ?? ''].sort().join(' ');
}
