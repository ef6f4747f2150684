import { parseMessage } from '@sipscope/parser';
import { analyze } from '../src/analyze.ts';
import type { ReadMessage } from '../src/message/read-message.ts';
import { openCapture } from '../src/node.ts';

/** The messages of a capture with their texts, in order. */
export async function messagesOf(
  capture: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<readonly ReadMessage[]> {
  const messages: ReadMessage[] = [];
  await analyze(capture, {
    onMessage: (message, bytes, analysis) =>
      messages.push({ row: analysis.messageRow(message, bytes), parsed: parseMessage(bytes.slice()) }),
  });
  return messages;
}

export async function messagesOfFile(file: string): Promise<readonly ReadMessage[]> {
  const input = await openCapture(file);
  try {
    return await messagesOf(input.chunks());
  } finally {
    await input.close();
  }
}
