import type { Analysis, AnalyzeOptions } from '../src/analysis.ts';
import { analyze } from '../src/analyze.ts';
import { openCapture } from '../src/node.ts';
import type { CallRow, DialogRow, MessageRow, Summary, TransactionRow } from '../src/rows.ts';

/** All rows of a capture, and its summary. */
export type ReadRows = {
  readonly messages: readonly MessageRow[];
  readonly transactions: readonly TransactionRow[];
  readonly dialogs: readonly DialogRow[];
  readonly calls: readonly CallRow[];
  readonly summary: Summary;
};

export async function readRows(
  capture: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: Omit<AnalyzeOptions, 'onMessage'> = {},
): Promise<ReadRows> {
  const messages: MessageRow[] = [];
  const analysis: Analysis = await analyze(capture, {
    ...options,
    onMessage: (message, bytes, soFar) => messages.push(soFar.messageRow(message, bytes)),
  });
  return {
    messages,
    transactions: [...analysis.transactions()],
    dialogs: [...analysis.dialogs()],
    calls: [...analysis.calls()],
    summary: analysis.summary(),
  };
}

/** Of a file, with what stands in its messages judged. */
export async function readRowsOfFile(file: string): Promise<ReadRows> {
  const input = await openCapture(file);
  try {
    return await readRows(input.chunks(), { diagnostics: input.diagnostics, readTexts: true });
  } finally {
    await input.close();
  }
}
