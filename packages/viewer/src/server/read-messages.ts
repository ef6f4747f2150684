import type { MessageRow } from '@sipscope/analyzer';
import type { OpenCaptures } from './open-captures.ts';
import type { PlacedMessage } from './rows/row-database.ts';

export type ReadMessage = { readonly row: MessageRow; readonly index: number; readonly bytes: Uint8Array };

/** The messages with their bytes, read again from their places in the capture. */
export async function readMessages(
  captures: OpenCaptures,
  captureFile: string,
  messages: readonly PlacedMessage[],
): Promise<readonly ReadMessage[]> {
  const places = messages.map(({ place }) => place);
  const read = await captures.read(captureFile, places);
  // One for each place, in their order.
  return messages.map(({ row, index }, at) => ({ row, index, bytes: read[at]! }));
}
