import { isFirstCopy, type PlacedMessage, senderOf } from '../message/read-message.ts';
import type { ValueRow } from '../rows.ts';

/** Further values of a kind are not listed; of each so many frames and senders. */
const maxValues = 50;
const maxFrames = 20;

type Growing<Row extends ValueRow> = Row & { readonly senders: string[]; readonly frames: number[] };

/** What some fields say in a call, each value once, with who sent it and where. `read` gives what a message says. */
export function valueRows<Row extends ValueRow = ValueRow>(
  messages: readonly PlacedMessage[],
  read: (message: PlacedMessage) => Iterable<Omit<Row, 'senders' | 'frames'>>,
): readonly Row[] {
  const rows = new Map<string, Growing<Row>>();
  for (const message of messages) {
    if (!isFirstCopy(message.row)) continue;
    const sender = senderOf(message.row);
    for (const said of read(message)) {
      const key = `${said.field} ${said.value}`;
      let row = rows.get(key);
      if (row === undefined && rows.size >= maxValues) continue;
      // All of the row but these two was read.
      if (row === undefined) rows.set(key, (row = { ...said, senders: [], frames: [] } as unknown as Growing<Row>));
      if (row.frames.length < maxFrames) row.frames.push(message.row.frame);
      if (row.senders.length < maxFrames && !row.senders.includes(sender)) row.senders.push(sender);
    }
  }
  return [...rows.values()];
}
