import { parameterValue, type SipMessage } from '@sipscope/parser';
import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import { method } from '../message/method.ts';
import { isSuccess } from '../transaction/transaction.ts';
import type { Dialog, DialogEnd, DialogSide } from './dialog.ts';

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

export function learnFromRequest(
  dialog: Dialog,
  message: CapturedMessage,
  { sender, keepsTexts }: { readonly sender: DialogSide; readonly keepsTexts: boolean },
): void {
  if (message.method === method.bye) endByBye(dialog, message, sender);
  if (!targetRefreshing.has(message.method)) return;
  if (keepsTexts) setTarget(dialog, sender, message.rawValue('Contact'));
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

/** The session is over as soon as the BYE is sent (§15.1.1); a second one, or one after a refused INVITE, changes nothing. */
function endByBye(dialog: Dialog, message: CapturedMessage, side: DialogSide): void {
  if (dialog.ended >= 0 && (dialog.end?.kind === 'bye' || dialog.confirmed < 0)) return;
  dialog.ended = message.number;
  dialog.end = byes[side];
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
  if (isInDialog && (status === 408 || status === 481) && dialog.ended < 0) {
    if (dialogEnding.get(dialog.usage)?.has(message.method) === true) {
      dialog.ended = message.number;
      dialog.end = { kind: 'response', status, method: message.method };
    }
    return;
  }
  if (!keepsTexts) return;
  const isEarly = isForming && status > 100 && status < 200;
  if (!isEarly && !(isSuccess(status) && targetRefreshing.has(message.method))) return;
  const parsed = message.parsed();
  setTarget(dialog, answeredBy, message.rawValue('Contact'));
  if (isSuccess(status) && parsed.sessionExpires !== undefined) dialog.sessionExpires = parsed.sessionExpires.seconds;
  if (isForming) setRouteSet(dialog, parsed);
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
