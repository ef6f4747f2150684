import type { MessageSource } from '@sipscope/analyzer';
import { readMessages } from './read-messages.ts';
import type { Resources } from './routes/resources.ts';
import type { PlacedMessage } from './rows/row-database.ts';

/** The messages, dialogs and transactions of a capture, for what explains one of its messages. */
export function messageSource({ library, rows, captures }: Resources, capture: string): MessageSource {
  /** Where the bytes of each row that was given out lie. */
  const placed = new WeakMap<object, PlacedMessage>();
  return {
    async messagesAround(callId, frame, limit) {
      const messages = await rows.messagesAround(capture, { callId, frame, limit });
      for (const message of messages) placed.set(message.row, message);
      return messages.map(({ row }) => row);
    },
    dialogsOf: async (callId, limit) => rows.dialogsOf(capture, callId, limit),
    transaction: async (id) => rows.transaction(capture, id),
    async bytesOf(wanted) {
      const messages = wanted.flatMap((row) => placed.get(row) ?? []);
      const read = await readMessages(captures, library.captureFile(capture), messages);
      const bytes = new Map(read.map((message) => [message.row, message.bytes]));
      return wanted.map((row) => bytes.get(row) ?? new Uint8Array());
    },
  };
}
