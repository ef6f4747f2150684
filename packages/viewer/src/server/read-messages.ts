import type { MessageRow } from '@sipscope/analyzer';
import { openCapture } from '@sipscope/analyzer/node';
import type { PlacedMessage } from './rows/row-database.ts';

export type ReadMessage = { readonly row: MessageRow; readonly index: number; readonly bytes: Uint8Array };

/** The messages with their bytes, read again from their places in the capture. */
export async function readMessages(captureFile: string, messages: readonly PlacedMessage[]): Promise<ReadMessage[]> {
  const capture = await openCapture(captureFile);
  try {
    const read: ReadMessage[] = [];
    for (const { row, index, place } of messages) read.push({ row, index, bytes: await capture.read(place) });
    return read;
  } finally {
    await capture.close();
  }
}
