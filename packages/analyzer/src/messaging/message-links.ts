import { keptText } from '../message/kept-text.ts';
import type { SentMessage, SentNotification } from './conversation.ts';
import { maxNotifications } from './limits.ts';

/** How many messages back an acknowledgement without In-Reply-To is looked for. */
const maxLookBack = 32;
/** TP-Status from which on a short message was not delivered yet, and will not be. 3GPP TS 23.040 §9.2.3.15. */
const stillTrying = 0x20;
const givenUp = 0x40;

/** Ties what tells of messages to those messages: notifications (RFC 5438), acknowledgements and reports of short messages (3GPP TS 24.341). */
export class MessageLinks {
  readonly #byMessageId = new Map<string, SentMessage>();
  /** Short messages by Call-ID, which In-Reply-To names (TS 24.341 §5.3.3.4). */
  readonly #byCallId = new Map<string, SentMessage>();
  /** What phones submitted: by the phone, the reference and the recipient. */
  readonly #submitted = new Map<string, SentMessage>();

  /** A message whose content is known. */
  add(message: SentMessage): void {
    const { content, callId } = message;
    if (content.messageId !== undefined) this.#byMessageId.set(content.messageId, message);
    if (content.relay !== undefined && callId !== undefined) this.#byCallId.set(callId, message);
    const submitted = submitKey(message);
    if (submitted !== undefined) this.#submitted.set(submitted, message);
    this.#notify(message);
    this.#report(message);
  }

  forget(message: SentMessage): void {
    const { content, callId } = message;
    removeOwn(this.#byMessageId, content.messageId, message);
    removeOwn(this.#byCallId, callId, message);
    removeOwn(this.#submitted, submitKey(message), message);
  }

  /** What one of these Call-IDs carried. */
  answered(callIds: readonly string[]): SentMessage | undefined {
    for (const callId of callIds) {
      const found = this.#byCallId.get(callId);
      if (found !== undefined && isOpen(found)) return found;
    }
    return undefined;
  }

  /** An acknowledgement of the relay layer, of that message or, where it names none, of the latest that fits. */
  acknowledge(message: SentMessage, named: SentMessage | undefined): void {
    const { relay } = message.content;
    if (relay === undefined || (relay.type !== 'RP-ACK' && relay.type !== 'RP-ERROR')) return;
    const target = named ?? latestFitting(message);
    if (target === undefined || target.acknowledgedBy !== undefined) return;
    const { type, cause } = relay;
    target.acknowledgedBy = { type, ...(cause === undefined ? {} : { cause }), frame: message.frame };
    message.acknowledges = target.frame;
  }

  #notify(message: SentMessage): void {
    const { frame, timeNs, content } = message;
    for (const { messageId, kind, state, recipient } of content.notifies ?? []) {
      const target = this.#byMessageId.get(messageId);
      if (target === undefined || !isOpen(target) || target === message) continue;
      (message.aboutFrames ??= new Map()).set(messageId, target.frame);
      addNotification(target, { kind, state, frame, timeNs, ...(recipient === undefined ? {} : { recipient }) });
    }
  }

  /** A status report comes as a short message of its own. */
  #report({ content, to, frame, timeNs }: SentMessage): void {
    const transfer = content.relay?.transfer;
    if (transfer?.type !== 'SMS-STATUS-REPORT') return;
    const { reference, address, status } = transfer;
    const target = this.#submitted.get(keyOf(to, reference, address));
    if (target === undefined || !isOpen(target)) return;
    const state = status === undefined ? 'unknown' : stateOf(status);
    addNotification(target, { kind: 'delivery', state, frame, timeNs, ...(status === undefined ? {} : { status }) });
  }
}

/** Whether its conversation goes on: what is closed was told. */
function isOpen({ conversation }: SentMessage): boolean {
  return conversation.slot >= 0;
}

export function addNotification(target: SentMessage, notification: SentNotification): void {
  if (target.notifications.length < maxNotifications) target.notifications = [...target.notifications, notification];
  else target.moreNotifications++;
}

function stateOf(status: number): SentNotification['state'] {
  if (status < stillTrying) return 'delivered';
  return status < givenUp ? 'processed' : 'failed';
}

function submitKey({ content, from }: SentMessage): string | undefined {
  const transfer = content.relay?.transfer;
  return transfer?.type === 'SMS-SUBMIT' ? keyOf(from, transfer.reference, transfer.address) : undefined;
}

function keyOf(phone: string, reference: number | undefined, address: string | undefined): string {
  return keptText(`${phone} ${reference ?? ''} ${address ?? ''}`);
}

function latestFitting({ conversation, content }: SentMessage): SentMessage | undefined {
  const { sent } = conversation;
  for (let at = sent.length - 1; at >= Math.max(0, sent.length - maxLookBack); at--) {
    const relay = sent[at]?.content.relay;
    const isAsking = relay?.type === 'RP-DATA' || relay?.type === 'RP-SMMA';
    if (isAsking && relay.reference === content.relay?.reference && relay.isFromPhone !== content.relay.isFromPhone)
      return sent[at];
  }
  return undefined;
}

function removeOwn(messages: Map<string, SentMessage>, key: string | undefined, message: SentMessage): void {
  if (key !== undefined && messages.get(key) === message) messages.delete(key);
}
