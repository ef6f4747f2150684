import type { Dialog } from '../dialog/dialog.ts';
import { sessionRanOutNs } from '../dialog/session-timer.ts';
import type { MessageTable } from '../message/message-table.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { CallNotes } from './call-notes.ts';
import type { Call } from './call.ts';

/** A 2xx that was sent again so often was not acknowledged to its sender: the last of them comes 3.5 s after the first (RFC 3261 §13.3.1.4). */
const copiesThatShow = 3;
/** A callee that gives up waits for 64*T1; timers are seldom exact. */
const giveUpNs: number = 0.9 * timeoutNs;

/** The dialog that the caller got: of the 2xx that decided, else any that is confirmed. */
export function answeredDialog({ dialogs }: Call, deciding: Transaction | undefined): Dialog | undefined {
  const confirmed = dialogs.filter((dialog) => dialog.confirmed >= 0);
  return confirmed.find(({ remoteTag }) => remoteTag === deciding?.finalToTag) ?? confirmed[0];
}

/**
 * Whether its 2xx was never acknowledged, as far as that is seen: no ACK, on whatever hop, and the callee went on to send the 2xx, or hung up after 64*T1.
 * Where the ACK merely goes another way than the capture sees, the callee has no reason to.
 */
export function wasNotAcknowledged(call: Call, deciding: Transaction, messages: MessageTable): boolean {
  const dialog = answeredDialog(call, deciding);
  if (call.acked >= 0 || dialog === undefined || dialog.acknowledged >= 0) return false;
  if (dialog.end?.kind === 'bye' && dialog.end.unacknowledged === true) return true;
  if (call.answerCopies === 0) return false;
  if (call.answerCopies >= copiesThatShow) return true;
  if (dialog.end?.kind !== 'bye' || dialog.end.side !== 'remote') return false;
  return messages.timeNs(dialog.ended) - messages.timeNs(deciding.final) >= giveUpNs;
}

/** A call that broke off: the message that shows it, and what a person is told where no message says so. */
export type Dropped = { readonly message: number; readonly why?: string };

/**
 * How the call was not hung up but broke off: by a BYE whose Reason says so, a 408 or 481 to a request within it (RFC 3261 §12.2.1.2), or a session that
 * nobody refreshed (RFC 4028 §10).
 */
export function dropOf(call: Call, messages: MessageTable, nowNs: number): Dropped | undefined {
  for (const dialog of call.dialogs) {
    if (dialog.confirmed < 0) continue;
    if (dialog.end?.kind === 'response') return { message: dialog.ended };
    const { sessionTimer } = dialog;
    if (sessionTimer !== undefined && sessionRanOutNs(dialog, messages, nowNs) !== undefined)
      return { message: sessionTimer.set, why: `The session was not refreshed for ${sessionTimer.seconds} s` };
  }
  const message = call.notes === undefined ? -1 : brokenBy(call, call.notes);
  return message < 0 ? undefined : { message };
}

/** The BYE whose Reason tells of a failure; -1 where there is none. */
function brokenBy({ dialogs }: Call, { reasons }: CallNotes): number {
  for (const { message, protocol, cause, text } of reasons) {
    const isOfBye = dialogs.some(({ end, ended }) => end?.kind === 'bye' && ended === message);
    if (isOfBye && isBreak(protocol.toUpperCase(), cause, text)) return message;
  }
  return -1;
}

/** Causes of a call that was hung up: normal clearing, and normal without more. */
const normalCauses: ReadonlySet<number> = new Set([16, 31]);

/** 3GPP TS 24.229 §7.2A.18.11: `RELEASE_CAUSE` 1 is the user, the others are lost media and timeouts. */
function isBreak(protocol: string, cause: number | undefined, text: string | undefined): boolean {
  if (text !== undefined && isMediaLost(text.slice(0, longestText).toLowerCase())) return true;
  if (cause === undefined) return false;
  if (protocol === 'Q.850') return !normalCauses.has(cause);
  if (protocol === 'RELEASE_CAUSE') return cause !== 1;
  if (protocol === 'SIP') return cause === 408 || cause === 481 || cause >= 500;
  return protocol === 'FAILURE_CAUSE';
}

const longestText = 200;
const media = ['rtp', 'rtcp', 'media'];
const lost = ['timeout', 'time-out', 'time out', 'timed out', 'lost', 'loss', 'inactiv'];

/** What elements write where no media came any more: `RTP Timeout`, `Media inactivity` … */
function isMediaLost(text: string): boolean {
  return media.some((word) => text.includes(word)) && lost.some((word) => text.includes(word));
}
