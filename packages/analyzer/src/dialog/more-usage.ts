import { parameterValue } from '@sipscope/parser';
import type { CapturedMessage } from '../message/captured-message.ts';
import { withOneMore } from '../message/compact-list.ts';
import { keptText } from '../message/kept-text.ts';
import { method } from '../message/method.ts';
import { isSuccess } from '../transaction/transaction.ts';
import type { Dialog, DialogUsage } from './dialog.ts';

/** A usage that shares the dialog with the one it was made for (RFC 5057): an INVITE dialog with a REFER in it has two. Moments are messages, -1 where not seen. */
export type MoreUsage = {
  readonly kind: DialogUsage;
  /** Event and its id as they tell subscriptions apart (RFC 6665 §8.2.1); empty of an invite usage. */
  event: string;
  readonly started: number;
  last: number;
  ended: number;
};

/** Further ones are not told. */
const mostUsages = 100;

/** Takes a message of the dialog that may begin another usage of it, or belong to one. */
export function learnUsage(dialog: Dialog, message: CapturedMessage): void {
  const kind = usageOf(message);
  if (kind === undefined) return;
  const event = kind === 'invite' ? '' : eventOf(message, kind);
  if (event === undefined) return;
  if (kind === dialog.usage && (kind === 'invite' || isOwnEvent(dialog, event))) return;
  let usage = knownUsage(dialog.moreUsages, kind, event);
  if (usage === undefined) {
    if (!beginsUsage(message) || dialog.moreUsages.length >= mostUsages) return;
    usage = { kind, event: keptText(event), started: message.number, last: message.number, ended: -1 };
    // A list of its own: those without share one.
    dialog.moreUsages = withOneMore([...dialog.moreUsages], usage);
  }
  usage.last = message.number;
  if (usage.ended < 0 && isTerminated(message)) usage.ended = message.number;
}

/** A NOTIFY about a REFER may name it or not, and come before its 2xx, which names it. */
function knownUsage(usages: readonly MoreUsage[], kind: DialogUsage, event: string): MoreUsage | undefined {
  const exact = usages.find((one) => one.kind === kind && one.event === event);
  if (exact !== undefined || kind !== 'refer') return exact;
  if (event === 'refer') return usages.find((one) => one.kind === kind && one.ended < 0);
  const unnamed = usages.find((one) => one.kind === kind && one.event === 'refer');
  if (unnamed !== undefined) unnamed.event = keptText(event);
  return unnamed;
}

/** Of those whose end can be told by one. */
function usageOf(message: CapturedMessage): DialogUsage | undefined {
  switch (message.method) {
    case method.invite:
      return 'invite';
    case method.refer:
      return 'refer';
    case method.subscribe:
      return 'subscribe';
    case method.notify:
      return message.isRequest ? notifyUsage(message) : undefined;
    default:
      return undefined;
  }
}

function notifyUsage(message: CapturedMessage): DialogUsage {
  return message.parsed().event?.value.toLowerCase() === 'refer' ? 'refer' : 'subscribe';
}

/** `refer;id=2`: of a REFER its CSeq number (RFC 3515 §2.4.6). A NOTIFY without an id is of the first. */
function eventOf(message: CapturedMessage, kind: DialogUsage): string | undefined {
  if (message.method === method.refer) return `refer;id=${message.cseq}`;
  const { event } = message.parsed();
  if (event === undefined) return undefined;
  const id = parameterValue(event.params, 'id');
  if (kind === 'refer' && id === undefined) return 'refer';
  return id === undefined ? event.value.toLowerCase() : `${event.value.toLowerCase()};id=${id}`;
}

/** A dialog made by SUBSCRIBE or REFER has that subscription for its own usage, and others beside it. */
function isOwnEvent(dialog: Dialog, event: string): boolean {
  dialog.ownEvent ??= keptText(event);
  return dialog.ownEvent === event || event === 'refer';
}

function beginsUsage(message: CapturedMessage): boolean {
  return message.isRequest ? message.method === method.notify : isSuccess(message.status);
}

function isTerminated(message: CapturedMessage): boolean {
  if (message.method !== method.notify || !message.isRequest) return false;
  return message.parsed().subscriptionState?.value.toLowerCase() === 'terminated';
}
