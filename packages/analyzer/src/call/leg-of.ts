import type { Dialog } from '../dialog/dialog.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { joined } from '../message/fingerprint.ts';
import type { Call } from './call.ts';
import type { JoinedLeg } from './joined-leg.ts';

/** The joined leg that a message belongs to; `undefined` of the first one. */
export function legOfMessage(
  call: Call,
  { callId, fromTag, toTag }: CapturedMessage,
  dialog: Dialog | undefined,
): JoinedLeg | undefined {
  if (call.legs.length === 0) return undefined;
  if (dialog !== undefined) return legOfDialog(call, dialog);
  return legOf(call, callId, fromTag) ?? (toTag === 0 ? undefined : legOf(call, callId, toTag));
}

export function legOfDialog(call: Call, { callId, localTag, remoteTag }: Dialog): JoinedLeg | undefined {
  return legOf(call, callId, localTag) ?? legOf(call, callId, remoteTag);
}

function legOf({ legs }: Call, callId: number, tag: number): JoinedLeg | undefined {
  if (legs.length === 0) return undefined;
  const key = joined(callId, tag);
  return legs.find((leg) => leg.key === key);
}
