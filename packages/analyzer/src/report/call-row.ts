import { type NameAddr, parseHeader, uriUser } from '@sipscope/parser';
import { callResult } from '../call/call-outcome.ts';
import type { Call } from '../call/call.ts';
import { phoneNumber } from '../call/phone-number.ts';
import type { Dialog } from '../dialog/dialog.ts';
import type { ByteInterner } from '../message/byte-interner.ts';
import { isTimedOut } from '../transaction/transaction-state.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { milliseconds } from './format-time.ts';
import { callId, dialogId } from './row-id.ts';
import type { CallRow } from '../rows.ts';
import type { TransactionContext } from './transaction-row.ts';

/** Legs and hops of a path beyond these are not listed. */
const maxPath = 100;

export type CallContext = TransactionContext & {
  /** From and To field values. */
  readonly addresses: ByteInterner;
  /** Reason phrase of the final response to an initial INVITE; `undefined` where it is empty. */
  readonly reasonOf: (transaction: Transaction) => string | undefined;
};

export function callRow(call: Call, context: CallContext): CallRow {
  const { messages, flows, times, nowNs } = context;
  const { outcome, deciding, why } = callResult(call, messages, nowNs);
  const startedNs = messages.timeNs(call.first);
  const answeredNs = outcome === 'answered' && deciding !== undefined ? messages.timeNs(deciding.final) : undefined;
  const endedNs = endedAt(call, answeredNs, deciding, context);
  const ringing =
    deciding === undefined || deciding.firstRinging < 0 ? undefined : messages.timeNs(deciding.firstRinging);
  const reason = why ?? (deciding === undefined || deciding.final < 0 ? undefined : context.reasonOf(deciding));
  const forks = mostForks(call.dialogs);
  return {
    id: callId(call),
    callIds: call.callIds.map((id) => messages.texts.text(id) ?? ''),
    ...partiesOf(call, context),
    started: times.iso(startedNs),
    ...(answeredNs === undefined ? {} : { answered: times.iso(answeredNs) }),
    ...(endedNs === undefined ? {} : { ended: times.iso(endedNs) }),
    outcome,
    ...(deciding === undefined || deciding.final < 0 ? {} : { status: deciding.finalStatus }),
    ...(reason === undefined ? {} : { reason }),
    ...(ringing === undefined || call.isPartial ? {} : { pddMs: milliseconds(startedNs, ringing) }),
    ...(answeredNs === undefined || call.isPartial ? {} : { setupMs: milliseconds(startedNs, answeredNs) }),
    ...(answeredNs === undefined || endedNs === undefined ? {} : { durationMs: milliseconds(answeredNs, endedNs) }),
    legs: call.dialogs
      .slice(0, maxPath)
      .map((dialog) => ({ dialog: dialogId(dialog), path: pathOf(dialog, call, context) })),
    ...(call.transfer === undefined ? {} : { transfer: call.transfer }),
    ...(forks > 1 ? { forks } : {}),
    messages: call.messageCount,
    retransmissions: call.retransmissions,
    participants: call.participants.map((endpoint) => flows.endpoint(endpoint)),
    complete: !call.isPartial && endedNs !== undefined && (outcome !== 'answered' || answeredNs !== undefined),
  };
}

function partiesOf(
  { parties }: Call,
  { addresses }: CallContext,
): Pick<CallRow, 'from' | 'to' | 'fromNumber' | 'toNumber'> {
  const from = addressOf('From', addresses.bytes(parties.from));
  const to = addressOf('To', addresses.bytes(parties.to));
  const fromNumber = numberOf(from);
  const toNumber = numberOf(to);
  return {
    ...(from === undefined ? {} : { from: from.uriText }),
    ...(to === undefined ? {} : { to: to.uriText }),
    ...(fromNumber === undefined ? {} : { fromNumber }),
    ...(toNumber === undefined ? {} : { toNumber }),
  };
}

function addressOf(header: 'From' | 'To', value: Uint8Array | undefined): NameAddr | undefined {
  return value === undefined ? undefined : parseHeader(header, value).values[0];
}

function numberOf(address: NameAddr | undefined): string | undefined {
  return address?.uri === undefined ? undefined : phoneNumber(uriUser(address.uri));
}

/** The last dialog's end of an answered call (never before its answer); else the final response that decided, or Timer B. */
function endedAt(
  call: Call,
  answeredNs: number | undefined,
  deciding: Transaction | undefined,
  { messages, nowNs }: CallContext,
): number | undefined {
  if (answeredNs === undefined && deciding !== undefined) {
    if (deciding.final >= 0) return messages.timeNs(deciding.final);
    return isTimedOut(deciding, messages, nowNs) ? messages.timeNs(deciding.request) + timeoutNs : undefined;
  }
  let endedNs: number | undefined;
  for (const dialog of call.dialogs) {
    if (dialog.confirmed < 0) continue;
    if (dialog.ended < 0) return undefined;
    endedNs = Math.max(endedNs ?? answeredNs ?? -Infinity, messages.timeNs(dialog.ended));
  }
  return endedNs;
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
function pathOf(dialog: Dialog, call: Call, { flows }: CallContext): readonly string[] {
  const carried = new Set(dialog.transactions);
  const hops = call.invites.filter((invite) => carried.has(invite)).toSorted((a, b) => a.viaCount - b.viaCount);
  const path: string[] = [];
  for (const { flow } of hops.slice(0, maxPath)) {
    for (const endpoint of [flows.source(flow), flows.destination(flow)])
      if (!path.includes(endpoint)) path.push(endpoint);
  }
  return path;
}
