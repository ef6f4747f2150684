import type { CapturedMessage } from '../message/captured-message.ts';
import { keptText } from '../message/kept-text.ts';
import { method } from '../message/method.ts';
import type { SubscriptionNames } from './subscription.ts';

/** `isFromSubscriber`: as opposed to a NOTIFY. */
export function namesOf(message: CapturedMessage, isFromSubscriber: boolean): SubscriptionNames {
  const parsed = message.parsed();
  const { event, from, to, referTo, startLine } = parsed;
  const [subscriber, notifier] = isFromSubscriber ? [from, to] : [to, from];
  const isRefer = message.method === method.refer;
  const names = {
    event: isRefer ? 'refer' : event?.value,
    eventId: isRefer ? undefined : event?.id,
    subscriber: subscriber?.uriText,
    notifier: notifier?.uriText,
    resource: isFromSubscriber && startLine?.kind === 'request' ? startLine.requestUri : undefined,
    referTo: isRefer ? referTo?.uriText : undefined,
    callId: message.callIdText(),
  };
  const kept: Record<string, string> = {};
  for (const [name, text] of Object.entries(names)) if (text !== undefined && text !== '') kept[name] = keptText(text);
  return kept;
}
