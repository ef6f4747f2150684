import type { Analysis, CallMessage, CallRow } from '@sipscope/analyzer';
import type { CaptureSource } from '../capture-input.ts';
import { usageError } from '../command-error.ts';

/** Calls named where one must be chosen. */
const listedCalls = 20;

/** The messages of all its legs with their texts, read again. */
export async function readCallMessages(
  call: CallRow,
  analysis: Analysis,
  source: CaptureSource,
): Promise<readonly CallMessage[]> {
  const messages: CallMessage[] = [];
  for (const message of analysis.messagesOfCall(call.id)) {
    const bytes = await source.read(analysis.place(message));
    messages.push({ row: analysis.messageRow(message, bytes), index: analysis.frame(message).index, bytes });
  }
  return messages;
}

/** The call with this id or Call-ID, or the only one there is; a usage error lists those to choose from. */
export function chooseCall(analysis: Analysis, asked: readonly string[] | undefined): CallRow {
  const wanted = oneCall(asked);
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

/** What `--call` names, where it may be one call only. */
export function oneCall(asked: readonly string[] = []): string | undefined {
  const [wanted, ...more] = asked;
  if (more.length > 0) throw usageError('Here --call names one call; only flow draws several.');
  return wanted;
}

function choiceText(calls: readonly CallRow[], count: number, wanted: string | undefined): string {
  if (count === 0) return 'The capture has no call.';
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
