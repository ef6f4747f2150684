import { analyze } from '../src/analyze.ts';
import { openBlob } from '../src/capture/blob-input.ts';
import type { CallMessage } from '../src/message/call-message.ts';
import type { CallRow } from '../src/rows.ts';

export type CallWithMessages = { readonly call: CallRow; readonly messages: readonly CallMessage[] };

/** The calls of a capture with their messages. */
export async function callsWithMessages(capture: Uint8Array): Promise<readonly CallWithMessages[]> {
  const all: CallMessage[] = [];
  const input = await openBlob(new Blob([new Uint8Array(capture)]));
  const analysis = await analyze(input.chunks(), {
    diagnostics: input.diagnostics,
    onMessage: (message, bytes, soFar) =>
      all.push({
        row: soFar.messageRow(message, bytes),
        index: soFar.frame(message).index,
        bytes: bytes.slice(),
      }),
  });
  return [...analysis.calls()].map((call) => ({
    call,
    messages: analysis.messagesOfCall(call.id).flatMap((message) => all[message] ?? []),
  }));
}
