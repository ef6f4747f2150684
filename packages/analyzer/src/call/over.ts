import type { MessageTable } from '../message/message-table.ts';
import { method } from '../message/method.ts';
import { timerCNs, timeoutNs } from '../transaction/transaction-timers.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { Dialog } from '../dialog/dialog.ts';
import { sessionRanOutNs } from '../dialog/session-timer.ts';
import { type Call, everyDialog, everyInvite } from './call.ts';

/** A proxy that gives up after Timer C sends a CANCEL then, and its answer comes up to 64*T1 later (RFC 3261 §16.8). */
const givenUpNs = timerCNs + timeoutNs;

/**
 * Whether nothing more is expected of a transaction at `nowNs`: it was silent for 64*T1, after which all its timers have fired (RFC 3261 §17), and an INVITE
 * that was answered provisionally for longer than Timer C.
 */
export function isTransactionOver(transaction: Transaction, messages: MessageTable, nowNs: number): boolean {
  const { final, firstResponse, last } = transaction;
  const isOpenInvite = transaction.method === method.invite && final < 0 && firstResponse >= 0;
  return nowNs - messages.timeNs(last) >= (isOpenInvite ? givenUpNs : timeoutNs);
}

/** The same of a dialog: it has ended, or its INVITE was given up, and it was silent since. */
export function isDialogOver(dialog: Dialog, messages: MessageTable, nowNs: number): boolean {
  const silentNs = nowNs - messages.timeNs(dialog.last);
  if (silentNs < timeoutNs) return false;
  if (dialog.ended >= 0 || sessionRanOutNs(dialog, messages, nowNs - timeoutNs) !== undefined) return true;
  return dialog.confirmed < 0 && (dialog.overtaken >= 0 || silentNs > givenUpNs);
}

/** The same of a call: all its dialogs are over, and its INVITEs. */
export function isCallOver(call: Call, messages: MessageTable, nowNs: number): boolean {
  const silentNs = nowNs - messages.timeNs(call.last);
  if (silentNs < timeoutNs) return false;
  const isGivenUp = silentNs > givenUpNs;
  if (!isGivenUp && everyInvite(call).some(({ final }) => final < 0)) return false;
  if (!isGivenUp && call.dialogs.length === 0 && call.isPartial) return false;
  return everyDialog(call).every((dialog) => dialog.slot < 0 || isDialogOver(dialog, messages, nowNs));
}
