import { q850CauseRow, q850OfStatus } from '@sipscope/parser/registry';
import { reasonOf } from '@sipscope/parser';
import { answeredDialog } from '../call/answered-call.ts';
import type { CallResult } from '../call/call-outcome.ts';
import type { CallReason } from '../call/call-notes.ts';
import { type Call, callerSide } from '../call/call.ts';
import { isCancelCrossed } from '../transaction/cancel-crossed.ts';
import type { CallReasonRow } from '../rows.ts';
import type { CallRowParts } from './call-row.ts';
import type { TransactionContext } from './transaction-row.ts';

/** Why the call ended, and by whom, as far as messages tell. */
export function addEnd(row: CallRowParts, call: Call, result: CallResult, context: TransactionContext): void {
  const { notes } = call;
  if (notes !== undefined && notes.reasons.length > 0) addReasons(row, notes.reasons, result);
  addRelease(row, result, notes?.reasons ?? [], context);
  const end = endOf(call, result);
  if (end === undefined) return;
  row.endedBy = end.by;
  row.endedFrame = context.messages.frame(end.message);
}

function addReasons(row: CallRowParts, reasons: readonly CallReason[], { decidedBy, verdict }: CallResult): void {
  row.reasons = distinct(reasons).map((reason) => reasonRow(reason));
  if (verdict === 'answered' || verdict === 'answered-noack') return;
  const deciding = reasons.find(({ message }) => message === decidedBy);
  if (deciding === undefined) return;
  const { text, meaning, protocol, cause } = reasonRow(deciding);
  const said = text ?? meaning;
  if (said === undefined && cause === undefined) return;
  row.reason = said ?? `${protocol} ${cause}`;
}

/** The same on every hop: the first of equal ones. */
function distinct(reasons: readonly CallReason[]): readonly CallReason[] {
  return reasons.filter(
    ({ protocol, cause, text }, at) =>
      reasons.findIndex((one) => one.protocol === protocol && one.cause === cause && one.text === text) === at,
  );
}

function reasonRow({ protocol, cause, text, location, frame }: CallReason): CallReasonRow {
  const meaning = meaningOf(protocol.toUpperCase(), cause);
  return {
    protocol,
    ...(cause === undefined ? {} : { cause }),
    ...(text === undefined ? {} : { text }),
    ...(meaning === undefined ? {} : { meaning }),
    ...(location === undefined ? {} : { location }),
    frame,
  };
}

function meaningOf(protocol: string, cause: number | undefined): string | undefined {
  if (cause === undefined) return undefined;
  if (protocol === 'Q.850') return q850CauseRow(cause)?.name;
  return protocol === 'SIP' ? reasonOf(cause) : undefined;
}

/** The cause that a message gives for the end; else the one that a gateway would make of the status (RFC 3398 §8.2.6.1). */
function addRelease(
  row: CallRowParts,
  { outcome, deciding }: CallResult,
  reasons: readonly CallReason[],
  { messages }: TransactionContext,
): void {
  const given = reasons.findLast(({ protocol, cause }) => cause !== undefined && protocol.toUpperCase() === 'Q.850');
  const isRefused = outcome !== 'answered' && deciding !== undefined && deciding.final >= 0;
  const mapped = isRefused ? q850OfStatus(deciding.finalStatus) : undefined;
  const cause = given?.cause ?? mapped;
  if (cause === undefined) return;
  const name = q850CauseRow(cause)?.name;
  row.release = {
    cause,
    ...(name === undefined ? {} : { name }),
    by: given === undefined ? 'status' : 'Reason',
    frame: given?.frame ?? messages.frame(deciding?.final ?? 0),
  };
}

type End = { readonly by: 'caller' | 'callee' | 'network'; readonly message: number };

function endOf(call: Call, result: CallResult): End | undefined {
  return result.outcome === 'answered' ? endOfAnswered(call, result) : endOfUnanswered(call, result);
}

/** Who sent the BYE is known to be the caller or the callee only where the call's beginning was captured. */
function endOfAnswered(call: Call, { deciding }: CallResult): End | undefined {
  const dialog = answeredDialog(call, deciding);
  if (dialog === undefined || dialog.ended < 0) return undefined;
  if (dialog.end?.kind !== 'bye') return { by: 'network', message: dialog.ended };
  const caller = callerSide(call, dialog);
  if (caller === undefined) return undefined;
  return { by: dialog.end.side === caller ? 'caller' : 'callee', message: dialog.ended };
}

function endOfUnanswered({ notes }: Call, { deciding, verdict }: CallResult): End | undefined {
  if (deciding === undefined) return undefined;
  const { cancel, final, finalToTag, firstRinging } = deciding;
  if (cancel !== undefined && (final < 0 || cancel.first < final) && !isCancelCrossed(deciding)) {
    const isElsewhere = notes !== undefined && notes.elsewhere >= 0;
    return { by: isElsewhere ? 'network' : 'caller', message: cancel.first };
  }
  if (final < 0 || deciding.finalStatus === 487) return undefined;
  const isOfUser = verdict === 'busy' || verdict === 'rejected-user' || verdict === 'rejected-media';
  const isOfRinging = verdict === 'no-answer' && firstRinging >= 0 && finalToTag !== 0 && deciding.finalStatus === 480;
  return { by: isOfUser || isOfRinging ? 'callee' : 'network', message: final };
}
