import type { CapturedMessage } from '../message/captured-message.ts';
import type { MessageTable } from '../message/message-table.ts';
import { has } from '../message/key-reader.ts';
import { method } from '../message/method.ts';
import type { Dialog, DialogSide } from './dialog.ts';

/** What both sides agreed upon last (RFC 4028). */
export type SessionTimer = {
  readonly seconds: number;
  /** Who is to refresh; absent where nobody is named. */
  readonly refresher: DialogSide | undefined;
  /** How often it was refreshed. */
  readonly refreshes: number;
  /** The 2xx that set it last, and by whose request. */
  readonly set: number;
  readonly by: DialogSide;
  readonly cseq: number;
};

/** A 2xx to an INVITE or UPDATE sets the timer anew, or ends it where it says nothing of one (RFC 4028 §7.2, §9). `asker`: who sent the request. */
export function learnSessionTimer(dialog: Dialog, message: CapturedMessage, asker: DialogSide): void {
  if (message.method !== method.invite && message.method !== method.update) return;
  const before = dialog.sessionTimer;
  if ((message.fields & has.sessionExpires) === 0) {
    if (before !== undefined) dialog.sessionTimer = undefined;
    return;
  }
  const value = message.parsed().sessionExpires;
  if (value?.seconds === undefined) return;
  // The same 2xx is seen on every hop.
  const isSame = before !== undefined && before.cseq === message.cseq && before.by === asker;
  dialog.sessionTimer = {
    seconds: value.seconds,
    refresher: refresherOf(value.refresher, asker),
    refreshes: before === undefined ? 0 : before.refreshes + (isSame ? 0 : 1),
    set: isSame ? before.set : message.number,
    by: asker,
    cseq: message.cseq,
  };
}

function refresherOf(role: 'uac' | 'uas' | undefined, asker: DialogSide): DialogSide | undefined {
  if (role === undefined) return undefined;
  const other = asker === 'local' ? 'remote' : 'local';
  return role === 'uac' ? asker : other;
}

/**
 * When the session ran out because nobody refreshed it (RFC 4028 §10), in capture time; `undefined` where it did not until `nowNs`, or where that cannot be known:
 * the requests within the dialog may take a way on which they are not seen.
 */
export function sessionRanOutNs(dialog: Dialog, messages: MessageTable, nowNs: number): number | undefined {
  const { sessionTimer, acknowledged, ended } = dialog;
  if (sessionTimer === undefined || ended >= 0 || !(acknowledged >= 0 || sessionTimer.refreshes > 0)) return undefined;
  const ranOutNs = messages.timeNs(sessionTimer.set) + sessionTimer.seconds * 1e9;
  return ranOutNs <= nowNs && messages.timeNs(dialog.last) <= ranOutNs ? ranOutNs : undefined;
}
