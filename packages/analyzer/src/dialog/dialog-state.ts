import { parameterValue, type SipMessage } from '@sipscope/parser';
import { statusEffect } from '@sipscope/parser/registry';
import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import { has } from '../message/key-reader.ts';
import { method } from '../message/method.ts';
import { isSuccess } from '../transaction/transaction.ts';
import type { Dialog, DialogEnd, DialogSide } from './dialog.ts';
import { learnUsage } from './more-usage.ts';
import { learnSessionTimer } from './session-timer.ts';

/** Further ones are not told. */
const mostGlares = 50;

/** What a dialog-forming request says of the dialog its response will make. */
export type DialogOffer = {
  readonly contact: string | undefined;
  readonly isSecure: boolean;
};

/** §12.1.2: the dialog is secure where the request was for a sips URI. */
export function offerOf(request: CapturedMessage): DialogOffer {
  return { contact: request.rawValue('Contact'), isSecure: request.isForSips() };
}

/** Methods that refresh the target (§12.2.1.2; RFC 3311 §5.1; RFC 6665 §4.4.1). */
const targetRefreshing: ReadonlySet<number> = new Set([
  method.invite,
  method.update,
  method.subscribe,
  method.notify,
  method.refer,
]);

/**
 * Methods whose 408 or 481 says that the peer has lost the dialog (§12.2.1.2), not one of its other usages (RFC 5057
 * §5.1). A PRACK gets a 481 where it matches no provisional response, whatever the dialog (RFC 3262 §3).
 */
const dialogEnding: ReadonlyMap<string, ReadonlySet<number>> = new Map<string, ReadonlySet<number>>([
  ['invite', new Set([method.invite, method.update, method.bye, method.info])],
  ['subscribe', new Set([method.subscribe, method.notify])],
  ['refer', new Set([method.subscribe, method.notify])],
]);

export type RequestInDialog = {
  readonly sender: DialogSide;
  readonly keepsTexts: boolean;
  /** Whether its 2xx had no ACK for as long as one is waited for. */
  readonly isUnacknowledged: () => boolean;
};

export function learnFromRequest(
  dialog: Dialog,
  message: CapturedMessage,
  { sender, keepsTexts, isUnacknowledged }: RequestInDialog,
): void {
  if (message.method === method.bye) endByBye(dialog, message, sender, isUnacknowledged);
  if (message.method === method.ack && dialog.acknowledged < 0) dialog.acknowledged = message.number;
  if (!targetRefreshing.has(message.method)) return;
  if (keepsTexts) setTarget(dialog, sender, message.rawValue('Contact'));
  if (message.method === method.notify) learnUsage(dialog, message);
  if (message.method !== method.notify || dialog.usage === 'invite' || dialog.ended >= 0) return;
  const state = message.parsed().subscriptionState;
  if (state?.value.toLowerCase() !== 'terminated') return;
  const reason = parameterValue(state.params, 'reason');
  dialog.ended = message.number;
  dialog.end = { kind: 'notify', reason: reason === undefined ? undefined : keptText(reason) };
}

const byes: Readonly<Record<DialogSide, DialogEnd>> = {
  local: { kind: 'bye', side: 'local' },
  remote: { kind: 'bye', side: 'remote' },
};

const unacknowledgedBye: DialogEnd = { kind: 'bye', side: 'remote', unacknowledged: true };

/** The session is over as soon as the BYE is sent (§15.1.1); a second one, or one after a refused INVITE, changes nothing. */
function endByBye(dialog: Dialog, message: CapturedMessage, side: DialogSide, isUnacknowledged: () => boolean): void {
  if (dialog.ended >= 0 && (dialog.end?.kind === 'bye' || dialog.confirmed < 0)) return;
  dialog.ended = message.number;
  dialog.end = side === 'remote' && isUnacknowledged() ? unacknowledgedBye : byes[side];
  if ((message.fields & has.reason) !== 0) dialog.endReason = message.rawValue('Reason');
}

export type ResponseInDialog = {
  /** It answers the request that makes the dialog. */
  readonly isForming: boolean;
  readonly isInDialog: boolean;
  readonly answeredBy: DialogSide;
  readonly keepsTexts: boolean;
};

export function learnFromResponse(
  dialog: Dialog,
  message: CapturedMessage,
  { isForming, isInDialog, answeredBy, keepsTexts }: ResponseInDialog,
): void {
  const { status } = message;
  if (isInDialog && status >= 400) {
    if (status === 491 && dialog.glares.length < mostGlares) dialog.glares = [...dialog.glares, message.number];
    if (dialog.ended < 0 && endsDialog(dialog, message)) {
      dialog.ended = message.number;
      dialog.end = { kind: 'response', status, method: message.method };
    }
    return;
  }
  // Another branch of the fork goes on without this one (RFC 6228).
  if (isForming && status === 199 && dialog.confirmed < 0 && dialog.ended < 0) {
    dialog.ended = message.number;
    dialog.end = { kind: 'response', status, method: message.method };
  }
  if (isSuccess(status)) {
    learnSessionTimer(dialog, message, answeredBy === 'local' ? 'remote' : 'local');
    if (message.method === method.refer || message.method === method.subscribe || isInDialog)
      learnUsage(dialog, message);
  }
  if (!keepsTexts) return;
  const isEarly = isForming && status > 100 && status < 200;
  if (!isEarly && !(isSuccess(status) && targetRefreshing.has(message.method))) return;
  setTarget(dialog, answeredBy, message.rawValue('Contact'));
  if (isForming) setRouteSet(dialog, message.parsed());
}

/**
 * 408 and 481 to what the usage lives on (§12.2.1.2), and the failures that end all usages of the dialog (RFC 5057 §5.1): such as 404 and 410, where the peer is
 * not there any more, whatever was asked.
 */
function endsDialog({ usage }: Dialog, { status, method: methodNumber }: CapturedMessage): boolean {
  if (status === 408 || status === 481) return dialogEnding.get(usage)?.has(methodNumber) === true;
  return statusEffect(status) === 'dialog' && dialogEnding.get(usage)?.has(methodNumber) === true;
}

/** §12.1.2: the Record-Route values of the response, in reverse order; those of the 2xx replace an early dialog's (§13.2.2.4). */
function setRouteSet(dialog: Dialog, response: SipMessage): void {
  const routes = response.recordRoutes;
  if (routes.length > 0) dialog.routeSet = routes.map((route) => keptText(route.uriText)).toReversed();
}

function setTarget(dialog: Dialog, side: DialogSide, contact: string | undefined): void {
  if (contact === undefined) return;
  if (side === 'local') dialog.localTarget = contact;
  else dialog.remoteTarget = contact;
}
