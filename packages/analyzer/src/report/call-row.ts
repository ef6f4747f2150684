import type { CallResult } from '../call/call-outcome.ts';
import type { Call } from '../call/call.ts';
import type { JoinedLeg } from '../call/joined-leg.ts';
import type { Dialog } from '../dialog/dialog.ts';
import { sessionRanOutNs } from '../dialog/session-timer.ts';
import { depthOf } from '../transaction/passage.ts';
import { isTimedOut } from '../transaction/transaction-state.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { milliseconds } from '../follow/format-time.ts';
import { callId, dialogId } from '../follow/row-id.ts';
import type { CallRow } from '../rows.ts';
import { addAttempts, forkingOf } from './call-attempts.ts';
import { addEnd } from './call-end.ts';
import { addTies } from './call-ties.ts';
import type { TransactionContext } from './transaction-row.ts';

/** Legs and hops of a path beyond these are not listed. */
const maxPath = 100;

/** A row while it is being made. */
export type CallRowParts = { -readonly [Key in keyof CallRow]?: CallRow[Key] };

/** Field by field, in the order in which they are shown: rows are made by the million, and gathering objects into one is slow. */
export function callRow(call: Call, result: CallResult, context: TransactionContext): CallRow {
  const { outcome, deciding, why } = result;
  const { messages, flows, times } = context;
  const startedNs = messages.timeNs(call.first);
  const answeredNs = outcome === 'answered' && deciding !== undefined ? messages.timeNs(deciding.final) : undefined;
  const endedNs = endedAt(call, answeredNs, deciding, context);
  const isDecided = deciding !== undefined && deciding.final >= 0;
  const { from, to, notes } = call;
  const row: CallRowParts = { id: callId(call.number), callIds: call.callIds };
  if (from !== undefined) row.from = from.uri;
  if (to !== undefined) row.to = to.uri;
  if (from?.number !== undefined) row.fromNumber = from.number;
  if (to?.number !== undefined) row.toNumber = to.number;
  row.started = times.iso(startedNs);
  if (answeredNs !== undefined) row.answered = times.iso(answeredNs);
  if (endedNs !== undefined) row.ended = times.iso(endedNs);
  row.outcome = outcome;
  row.verdict = result.verdict;
  if (result.decidedBy >= 0) row.decidedBy = messages.frame(result.decidedBy);
  if (isDecided) row.status = deciding.finalStatus;
  const reason = why ?? (isDecided ? deciding.reason : undefined);
  if (reason !== undefined) row.reason = reason;
  addEnd(row, call, result, context);
  const hasRung = deciding !== undefined && deciding.firstRinging >= 0;
  if (hasRung && !call.isPartial) row.pddMs = milliseconds(startedNs, messages.timeNs(deciding.firstRinging));
  const rungUntilNs = answeredNs ?? (outcome === 'answered' ? undefined : endedNs);
  if (call.alerted >= 0 && rungUntilNs !== undefined) {
    const ringMs = milliseconds(messages.timeNs(call.alerted), rungUntilNs);
    if (ringMs >= 0) row.ringMs = ringMs;
  }
  if (answeredNs !== undefined && !call.isPartial) row.setupMs = milliseconds(startedNs, answeredNs);
  if (answeredNs !== undefined && endedNs !== undefined) row.durationMs = milliseconds(answeredNs, endedNs);
  row.legs = legsOf(call, context);
  if (call.invites.length > 1) addAttempts(row, call, context);
  const forks = call.dialogs.length > 1 ? mostForks(call.dialogs) : 1;
  if (forks > 1) row.forks = forks;
  const forking = call.invites.length > 1 ? forkingOf(call, context) : undefined;
  if (forking !== undefined) row.forking = forking;
  const refreshes = refreshesOf(call.dialogs);
  if (refreshes > 0) row.sessionRefreshes = refreshes;
  if (notes !== undefined) addTies(row, notes, result);
  row.messages = call.messageCount;
  row.retransmissions = call.retransmissions;
  row.participants = call.participants.map((endpoint) => flows.endpoint(endpoint));
  row.complete = !call.isPartial && endedNs !== undefined && (outcome !== 'answered' || answeredNs !== undefined);
  // Every field that is always there was set.
  return row as CallRow;
}

function legsOf(call: Call, context: TransactionContext): CallRow['legs'] {
  if (call.legs.length > 0) return everyLeg(call, context).slice(0, maxPath);
  const dialogs = call.dialogs.length > maxPath ? call.dialogs.slice(0, maxPath) : call.dialogs;
  return dialogs.map((dialog) => ({ dialog: dialogId(dialog.number), path: pathOf(dialog, call.invites, context) }));
}

/** Those of the first leg, then those of each further one; a leg that made no dialog is told without. */
function everyLeg(call: Call, context: TransactionContext): CallRow['legs'] {
  const first = call.dialogs.map((dialog) => ({
    dialog: dialogId(dialog.number),
    path: pathOf(dialog, call.invites, context),
  }));
  return [...first, ...call.legs.flatMap((leg) => joinedLegs(leg, context))];
}

function joinedLegs(leg: JoinedLeg, context: TransactionContext): CallRow['legs'] {
  const { callId: legCallId, by, confidence, frames } = leg;
  const joined = { callId: legCallId, by, confidence, frames };
  if (leg.dialogs.length === 0) return [{ path: endpointsOf(hopsOf(leg.invites), context.flows), joined }];
  return leg.dialogs.map((dialog) => ({
    dialog: dialogId(dialog.number),
    path: pathOf(dialog, leg.invites, context),
    joined,
  }));
}

/** The last dialog's end of an answered call (never before its answer); else the final response that decided, or Timer B. */
function endedAt(
  call: Call,
  answeredNs: number | undefined,
  deciding: Transaction | undefined,
  { messages, nowNs }: TransactionContext,
): number | undefined {
  if (answeredNs === undefined && deciding !== undefined) {
    if (deciding.final >= 0) return messages.timeNs(deciding.final);
    return isTimedOut(deciding, messages, nowNs) ? messages.timeNs(deciding.request) + timeoutNs : undefined;
  }
  let endedNs: number | undefined;
  for (const dialog of call.dialogs) {
    if (dialog.confirmed < 0) continue;
    const overNs = dialog.ended < 0 ? sessionRanOutNs(dialog, messages, nowNs) : messages.timeNs(dialog.ended);
    if (overNs === undefined) return undefined;
    endedNs = Math.max(endedNs ?? answeredNs ?? -Infinity, overNs);
  }
  return endedNs;
}

function refreshesOf(dialogs: readonly Dialog[]): number {
  let refreshes = 0;
  for (const { sessionTimer } of dialogs) if (sessionTimer !== undefined) refreshes += sessionTimer.refreshes;
  return refreshes;
}

function mostForks(dialogs: readonly Dialog[]): number {
  const made = new Map<Dialog, number>();
  let most = 0;
  for (const dialog of dialogs) {
    const first = dialog.forkedFrom ?? dialog;
    const count = (made.get(first) ?? 0) + 1;
    made.set(first, count);
    most = Math.max(most, count);
  }
  return most;
}

/** The endpoints its INVITE passed, nearest the caller first: each hop's server is the next one's client. */
function pathOf(dialog: Dialog, invites: readonly Transaction[], { flows }: TransactionContext): readonly string[] {
  const [only] = invites;
  if (invites.length === 1 && only?.number === dialog.forming.number) return endpointsOf(invites, flows);
  const carried = new Set(dialog.transactions);
  return endpointsOf(hopsOf(invites.filter(({ number }) => carried.has(number))), flows);
}

function hopsOf(invites: readonly Transaction[]): readonly Transaction[] {
  return invites.toSorted((a, b) => depthOf(a) - depthOf(b)).slice(0, maxPath);
}

function endpointsOf(hops: readonly Transaction[], flows: FlowTable): readonly string[] {
  const path: string[] = [];
  for (const { flow } of hops) {
    for (const endpoint of [flows.source(flow), flows.destination(flow)])
      if (!path.includes(endpoint)) path.push(endpoint);
  }
  return path;
}
