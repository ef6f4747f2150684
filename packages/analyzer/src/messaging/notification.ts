import { keptText } from '../message/kept-text.ts';
import type { DispositionNotification } from '../rows/conversation-row.ts';
import { maxUriCharacters } from './limits.ts';
import type { XmlElement } from './xml-elements.ts';

const kinds: ReadonlyMap<string, DispositionNotification['kind']> = new Map([
  ['delivery-notification', 'delivery'],
  ['display-notification', 'display'],
  ['processing-notification', 'processing'],
]);

const states: ReadonlySet<string> = new Set<DispositionNotification['state']>([
  'delivered',
  'failed',
  'displayed',
  'processed',
  'stored',
  'forbidden',
  'error',
]);

function isState(name: string): name is DispositionNotification['state'] {
  return states.has(name);
}

/** What an Instant Message Disposition Notification says; undefined where it names no message. RFC 5438 §11. */
export function notificationOf(elements: readonly XmlElement[]): DispositionNotification | undefined {
  const textOf = (name: string): string | undefined => {
    const text = elements.find((element) => element.name === name)?.text;
    return text === undefined || text === '' ? undefined : keptText(text.slice(0, maxUriCharacters));
  };
  const messageId = textOf('message-id');
  if (messageId === undefined) return undefined;
  const at = elements.findIndex(({ name }) => kinds.has(name));
  const status = elements.findIndex(({ name }, index) => index > at && name === 'status');
  const state = at < 0 || status < 0 ? undefined : elements[status + 1]?.name;
  const recipient = textOf('original-recipient-uri') ?? textOf('recipient-uri');
  return {
    messageId,
    kind: kinds.get(elements[at]?.name ?? '') ?? 'unknown',
    state: state !== undefined && isState(state) ? state : 'unknown',
    ...(recipient === undefined ? {} : { recipient }),
  };
}
