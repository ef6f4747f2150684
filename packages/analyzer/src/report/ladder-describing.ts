import { type ReadMessage, senderOf } from '../message/read-message.ts';
import type { MessageRow } from '../rows.ts';

/** Messages of a picture that all are read for what they tell of the devices in it. */
const mostInAll = 4000;
/** Beyond them: of each endpoint, the first it sends. */
const mostOfEach = 32;

/** The messages that tell what lanes are called and do: of a long picture not all, for an endpoint tells who it is with the first it sends. */
export class DescribingMessages {
  readonly list: ReadMessage[] = [];
  readonly #sent = new Map<string, number>();

  wants(row: MessageRow): boolean {
    const sender = senderOf(row);
    const sent = (this.#sent.get(sender) ?? 0) + 1;
    this.#sent.set(sender, sent);
    return this.list.length < mostInAll || sent <= mostOfEach;
  }

  add(message: ReadMessage): void {
    this.list.push(message);
  }
}
