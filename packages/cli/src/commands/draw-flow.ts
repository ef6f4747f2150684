import {
  buildLadder,
  formatLadder,
  type Analysis,
  type CallRow,
  type Ladder,
  type LadderFormat,
  jsonText,
} from '@sipscope/analyzer';
import { readCapture, type CaptureSource } from '../capture-input.ts';
import { usageError } from '../command-error.ts';
import type { CommandRun } from '../command-table.ts';
import type { ExitStatus } from '../exit-status.ts';

/** Calls named where one must be chosen. */
const listedCalls = 20;

/** Prints the ladder of one call. */
export async function drawFlow({
  files,
  format,
  options,
  output,
  notices,
  terminalWidth,
}: CommandRun): Promise<ExitStatus> {
  return readCapture(files, {
    output,
    notices,
    keyLog: options.keylog,
    rereads: true,
    use: async (analysis, source) => {
      const ladder = await readLadder(chooseCall(analysis, options.call), analysis, source);
      const drawing = {
        ascii: options.ascii ?? false,
        ...(terminalWidth === undefined ? {} : { columns: terminalWidth }),
      };
      // The format is one of the command's: JSON, or one of the ladder's.
      output.write(
        format === 'json' ? `${jsonText(ladder, 2)}\n` : formatLadder(ladder, format as LadderFormat, drawing),
      );
    },
  });
}

async function readLadder(call: CallRow, analysis: Analysis, source: CaptureSource): Promise<Ladder> {
  const messages = [];
  for (const message of analysis.messagesOfCall(call.id)) {
    const bytes = await source.read(analysis.place(message));
    messages.push({ row: analysis.messageRow(message, bytes), index: analysis.frame(message).index, bytes });
  }
  return buildLadder(call, messages);
}

/** The call with this id or Call-ID, or the only one there is; a usage error lists those to choose from. */
function chooseCall(analysis: Analysis, wanted: string | undefined): CallRow {
  const others: CallRow[] = [];
  let count = 0;
  for (const call of analysis.calls()) {
    if (call.id === wanted || (wanted !== undefined && call.callIds.includes(wanted))) return call;
    count++;
    if (others.length < listedCalls) others.push(call);
  }
  const [only] = others;
  if (wanted === undefined && count === 1 && only !== undefined) return only;
  throw usageError(choiceText(others, count, wanted));
}

function choiceText(calls: readonly CallRow[], count: number, wanted: string | undefined): string {
  if (count === 0) return 'The capture has no call to draw.';
  const asked =
    wanted === undefined
      ? `The capture has ${count} calls: choose one with --call ID.`
      : `The capture has no call "${wanted}".`;
  const named = calls.map(
    ({ id, from, to, outcome }) => `${id} (${from ?? 'unknown'} to ${to ?? 'unknown'}, ${outcome})`,
  );
  const rest = count > calls.length ? `, and ${count - calls.length} more, which "sipscope calls" lists` : '';
  return `${asked} There ${count === 1 ? 'is' : 'are'}: ${named.join(', ')}${rest}.`;
}
