import type { Body } from '@sipscope/parser';
import { eventPackageRow } from '@sipscope/parser/registry';
import type { Case } from './case.ts';
import { eventOf } from './case-table.ts';
import type { Exchange } from './exchange.ts';
import type { Seen } from './seen.ts';

/** `presence` of `presence;id=7`. */
export function packageOf(event: string): string {
  const end = event.indexOf(';');
  return end < 0 ? event : event.slice(0, end);
}

/** Whether an event is one of the packages that RFCs define. */
export function isStandard(event: string): boolean {
  const [name = ''] = event.toLowerCase().split('.', 1);
  const row = eventPackageRow(name);
  return row !== undefined && row.type !== 'vendor';
}

/** Whether it is judged on the first hop it was seen on: on further ones it is the same again. */
export function isFirstHop({ exchanges }: Case): boolean {
  return exchanges[0]?.forwardedFrom === undefined;
}

export function ofMethod(exchanges: readonly Exchange[], method: string): readonly Exchange[] {
  return exchanges.filter((exchange) => exchange.method === method && exchange.request !== undefined);
}

/** Asked first: most dialogs have none. */
export function hasMethod(exchanges: readonly Exchange[], method: string): boolean {
  for (const exchange of exchanges) if (exchange.method === method) return true;
  return false;
}

/** The NOTIFYs of a subscription, in the order of their numbers: those of its hop, or where none came that way those that came another. */
export function notifiesOf({ exchanges, elsewhere, event }: Case): readonly Seen[] {
  const here = ofMethod(exchanges, 'NOTIFY');
  const found =
    here.length > 0
      ? here
      : ofMethod(elsewhere, 'NOTIFY').filter((one) => one.forwardedFrom === undefined && eventOf(one) === event);
  return found.flatMap(({ request }) => request ?? []).toSorted((a, b) => a.cseq - b.cseq);
}

/** The state that a NOTIFY tells, in small letters. */
export function stateOf({ message }: Seen): string | undefined {
  return message.subscriptionState?.value.toLowerCase();
}

/** Statuses that end a subscription, not only the transaction (RFC 6665 §4.1.2.2, §4.2.2). */
export const endingStatuses: ReadonlySet<number> = new Set([
  404, 405, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604,
]);

/** Whether a URI names the host, whatever its port. */
function isHost(uri: unknown, ip: string): boolean {
  if (typeof uri !== 'object' || uri === null || !('host' in uri) || typeof uri.host !== 'string') return false;
  return uri.host.replace(/^\[|\]$/g, '') === ip;
}

/**
 * Whether NOTIFY may come another way than by where the 2xx was seen, straight from the notifier (RFC 6665 §4.3): not within a dialog, nor where a proxy stays in the path, nor where the
 * notifier itself answered.
 */
export function mayBypass({ isInDialog, success }: Exchange): boolean {
  if (isInDialog || success === undefined || success.message.recordRoutes.length > 0) return false;
  const [contact] = success.message.contacts;
  if (success.viaCount > 1) return true;
  return contact === undefined || contact === '*' || !isHost(contact.uri, success.srcIp);
}

/** Whether what a body says is not to be read: it is encrypted (RFC 8551 §3.5) or compressed. */
export function isSealed(body: Body): boolean {
  return body.contentEncodings.length > 0 || /^application\/(?:x-)?pkcs7-mime$/.test(body.mediaType);
}
