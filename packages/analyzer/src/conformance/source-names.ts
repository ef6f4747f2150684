import type { Seen } from './seen.ts';

/** Ways to name the source of a message that several rules have in common: theirs are looked up together. */

/** The call it belongs to. */
export function byCallId({ callId }: Seen): number | undefined {
  return callId === 0 ? undefined : callId;
}

/** Who sends a first request on the first hop, over which flow. */
export function byFirstFlow({ flow, viaCount, toTag }: Seen): number | undefined {
  return viaCount === 1 && toTag === 0 ? flow : undefined;
}

/** The call as it is written, on the first hop. */
export function byFirstCallIdText({ message, viaCount }: Seen): string | undefined {
  return viaCount === 1 ? message.callId : undefined;
}

/** The capture as a whole. */
export function byCapture(): string {
  return '';
}

/** The address a message goes to. */
export function byDestination({ dstIp }: Seen): string {
  return dstIp;
}
